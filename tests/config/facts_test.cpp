// SPDX-License-Identifier: Apache-2.0
#include "config/facts.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace drumbeat;

TEST_CASE("every line of the table of facts has a range, a source and a name of its own") {
    std::set<std::string_view> names;
    for (const FactLine& line : fact_lines()) {
        CHECK_MESSAGE(names.insert(line.name).second, line.name);
        if (line.role == FactRole::remark) continue;
        CHECK_MESSAGE(line.low < line.high, line.name);
        CHECK_MESSAGE(line.source.size() > 1, line.name);
        if (line.figure == line.figure) CHECK_MESSAGE(line.holds(line.figure), line.name);
        if (line.role == FactRole::fittable) CHECK_MESSAGE(!line.is_open(), line.name); // else it has no weight
    }
}

TEST_CASE("all nineteen facts stand in the table") {
    for (int fact = 1; fact <= 19; ++fact) CHECK_MESSAGE(!measures_of("F" + std::to_string(fact)).empty(), "F", fact);
    CHECK(measures_of("F2").size() == 3);
    CHECK(measures_of("mean_rate") == std::vector<Measure>{Measure::mean_rate});
    CHECK(measures_of("F20").empty());
}

TEST_CASE("a line holds on its bounds and targets the source's figure, else the middle") {
    CHECK(line_of(Measure::spike_share).target() == .186);
    CHECK(line_of(Measure::top_two_share).target() == doctest::Approx(.275));
    CHECK(line_of(Measure::top_two_share).holds(.20));
    CHECK_FALSE(line_of(Measure::top_two_share).holds(.36));
    CHECK(line_of(Measure::shock_dip).holds(-5));
    CHECK_FALSE(line_of(Measure::shock_dip).holds(.01));
}
