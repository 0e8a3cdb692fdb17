// SPDX-License-Identifier: Apache-2.0
// The design of a comparison: arms against each other, under each behaviour and each level of each factor.
#pragma once

#include "config/designs/parts.hpp"
#include "config/designs/starter.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

// A design that compares arms too, in another order or over other cases, begins with these fields: it derives from
// them.
struct Comparison {
    static constexpr std::string_view word = "comparison";
    static constexpr std::array keys{policy_from_key, arms_key,    behaviours_key,  factors_key,  over_key,
                                     contrasts_key,   placebo_key, equivalence_key, outcomes_key, record_key};
    static constexpr std::string_view has = "", alone_has = ""; // see all.hpp

    std::vector<Variant> arms;              // the first is the base arm (it may have no settings)
    std::vector<NamedBehaviour> behaviours; // empty: the base scenario's own, named "as_in_scenario"
    std::vector<Factor> factors;            // of a decomposition: its channels, each on and off
    std::string ensemble;                   // accepted parameter sets, by name: the last factor, `member`, holds them
    std::vector<Contrast> contrasts;        // the first is the main one
    std::string placebo;                    // arm whose scale-up share is deducted, or empty
    double equivalence_points = 2;          // percentage points within which an effect counts as none
    std::vector<std::string> outcomes;      // that the report shows arm by arm, beside the verdict
    Recording record;
    friend bool operator==(const Comparison&, const Comparison&) = default;
};

std::size_t member_count(const Comparison&); // 0 without an ensemble

void read(Comparison&, StudyReading&);
std::string echo(const Comparison&);
Starter starter(const Comparison&);

} // namespace drumbeat
