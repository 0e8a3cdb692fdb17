// SPDX-License-Identifier: Apache-2.0
// What a parameter needs in order to act: another block that is enabled, a partner above zero, a year inside the
// horizon. Declared once, in config/needs.def; codebook, schema and warnings follow from it.
#pragma once

#include "config/bilingual.hpp"
#include "config/parameter.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace drumbeat {

// Where a need is looked at: the scenario of a case, the study's base, and the parameter.
struct Circumstances {
    const Scenario& scenario;
    const Scenario& base;
    Place place;
};

// nothing: no outcome changes. in_vain: something changes, but not what the parameter is for, such as a fund that is
// paid in and places nothing.
enum class Without { nothing, in_vain };

struct Need {
    std::string_view path;    // of a parameter, or of a whole group: "secfund.*"
    std::string_view words;   // what it takes: "subsidy.budget_share above 0"
    std::string_view because; // parameters whose values say why it is not met, separated by blanks; may be empty
    std::string_view effect;  // of the parameter while it is not met: "changes nothing", "pays nothing"
    Without without = Without::nothing;
    bool (*met)(const Circumstances&) = nullptr;
};

std::span<const Need> needs();

// Words or effect of a need, with their Dutch (config/needs_dutch.def); names of parameters are the same in both.
Bilingual words_in_both(std::string_view words);
struct NeedWords {
    std::string_view en, nl;
};
std::span<const NeedWords> need_words(); // all that have a Dutch of their own

// The needs of a parameter, those of its group first; what turns a group on does not need itself.
std::vector<const Need*> needs_of(const Parameter&);
bool is_of_group(const Need&); // whether a need is that of a whole group

// The first of its needs that is not met, null when all are. `in_vain` leaves out, or takes only, the needs of that
// kind.
const Need* unmet_need(const Circumstances&, Without kind);

} // namespace drumbeat
