// SPDX-License-Identifier: Apache-2.0
#include "config/facts.hpp"

namespace drumbeat {

bool FactLine::is_open() const {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    return low == -infinity || high == infinity;
}

const std::vector<FactLine>& fact_lines() {
    constexpr double infinity = std::numeric_limits<double>::infinity(),
                     none = std::numeric_limits<double>::quiet_NaN();
    using enum FactRole;
    static const std::vector<FactLine> lines{
#define DRUMBEAT_FACT(name, fact, words, unit, low, high, figure, role, source)                                        \
    {#name, fact, words, unit, low, high, figure, role, source},
#include "config/facts.def"
#undef DRUMBEAT_FACT
    };
    return lines;
}

const FactLine& line_of(Measure measure) { return fact_lines()[static_cast<std::size_t>(measure)]; }

std::vector<Measure> measures_of(std::string_view fact_or_name) {
    std::vector<Measure> found;
    for (std::size_t i = 0; i < measure_count; ++i)
        if (const FactLine& line = fact_lines()[i]; line.fact == fact_or_name || line.name == fact_or_name)
            found.push_back(static_cast<Measure>(i));
    return found;
}

} // namespace drumbeat
