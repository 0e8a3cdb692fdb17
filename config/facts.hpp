// SPDX-License-Identifier: Apache-2.0
// The stylised facts that the model is held against, declared once: what is measured, the range that the literature
// gives, and whether a calibration may fit it.
#pragma once

#include "config/text.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

// fittable: a calibration may use it. held_out: never fitted, so that it tests the model. input: a parameter is the
// fact, and nothing is tested. remark: no target, shown because it bears on the others.
enum class FactRole : std::uint8_t { fittable, held_out, input, remark };

enum class Measure : std::uint8_t {
#define DRUMBEAT_FACT(name, fact, words, unit, low, high, figure, role, source) name,
#include "config/facts.def"
#undef DRUMBEAT_FACT
    count_
};
inline constexpr std::size_t measure_count = static_cast<std::size_t>(Measure::count_);

struct FactLine {
    std::string_view name, fact, words, unit;
    double low, high, figure; // low and high may be infinite; figure is NaN where the source gives a range alone
    FactRole role;
    std::string_view source;

    bool is_open() const; // on one side
    double target() const { return figure == figure ? figure : .5 * (low + high); }
    double half_width() const { return .5 * (high - low); }
    bool holds(double value) const { return value >= low && value <= high; }
    double shown_scale() const { return unit == "%" ? 100 : 1; }
};

// In the order of `Measure`.
const std::vector<FactLine>& fact_lines();
const FactLine& line_of(Measure);

// The lines that a fact ("F2") or the name of one line ("mean_rate") stands for; empty when there is none.
std::vector<Measure> measures_of(std::string_view fact_or_name);

} // namespace drumbeat
