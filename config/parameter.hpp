// SPDX-License-Identifier: Apache-2.0
// All parameters of the codebook as one flat list, each readable and writable as text.
#pragma once

#include "config/setting.hpp"
#include "config/value.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

inline constexpr std::string_view years_type = "years"; // a table of years

struct Parameter {
    std::string path;      // "firms.sme.option_weight"; of a technology area: "segments.*.orders.cv"
    std::string_view name; // the last word of the path
    std::string_view type; // "number", "integer", "boolean", "choice", "numbers", "years" or "behaviour"
    std::string_view unit;
    std::string default_text;
    allowed range;
    plausible likely;
    Kind kind = Kind::setting;
    Confidence confidence = Confidence::low;
    std::string_view meaning, source;
    std::vector<std::string_view> choices; // of a choice: its names
    bool per_segment = false;

    // The value in a scenario; `segment` is ignored by parameters that are not of a technology area.
    std::function<std::string(const Scenario&, std::size_t segment)> get;
    std::function<Fault(Scenario&, std::size_t segment, std::string_view text)>
        set; // leaves the value as it was on a fault
};

// A group of parameters: "segments.*.orders".
struct Group {
    std::string path;
    std::string_view meaning;
};

// In the order of the codebook.
const std::vector<Parameter>& parameters();
const std::vector<Group>& groups();

// What may stand after a path of the codebook: {"cv", "phi", ...} after "segments.*.orders", {"*"} after "segments".
std::vector<std::string_view> words_after(std::string_view pattern);
const Parameter* parameter_at(std::string_view pattern); // null when there is none
const Parameter* parameter_named(std::string_view path); // the same of "segments.sensors.orders.cv", "firms.*.wacc"

std::string_view group_of(const Parameter&); // the path without its last word, "" at the top
std::string allowed_text(const Parameter&);  // "0 to 2", "true or false", "mean, exact", "1 to 8 numbers"
std::string_view word_for(Kind);
std::string_view word_for(Confidence);
std::string_view word_for(Law);

// One parameter at one place of a scenario.
struct Place {
    const Parameter* parameter = nullptr;
    std::size_t segment = 0;
};
std::string path_of(const Place&, const Scenario&); // "segments.sensors.orders.cv"
std::string text_of(const Place&, const Scenario&);

// Every place of a scenario in the order of the codebook, technology areas one after the other.
std::vector<Place> places(const Scenario&);

// The places that a path names, `*` standing for all technology areas or size classes. Empty on a fault.
std::vector<Place> find_places(const Scenario&, std::string_view path, Fault&);

// Whether a path names a group: "segments", "segments.sensors.orders", "firms.*".
bool is_group(std::string_view path);

// Applies settings one by one without `check`, for callers that go on applying.
void assign(Scenario&, std::span<const Setting>, std::vector<Problem>&);

// What each instrument spends by design beyond the budget, in the order of the codebook: 0 where it is not there or is
// paid out of procurement. In units of its own: only good for telling two scenarios apart.
std::vector<double> money_on_top(const Scenario&);

// `world` with every lever as it stands in `base`; technology areas that `base` lacks stay as they are. It is the world
// in which a case lives before its policy begins.
Scenario with_levers_of(const Scenario& world, const Scenario& base);

} // namespace drumbeat
