// SPDX-License-Identifier: Apache-2.0
#include "outputs/fit/validation.hpp"

#include "tests/outputs/small_country.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace drumbeat;

TEST_CASE("a finding follows from the mean and the role of the line") {
    const auto of = [](Measure m, double value) { return finding_of(m, {10, value, .01}); };
    CHECK(of(Measure::spike_share, .186) == Finding::holds);
    CHECK(of(Measure::spike_share, .14) == Finding::fails);
    CHECK(of(Measure::late_share, .63) == Finding::input);
    CHECK(of(Measure::exit_rate, .01) == Finding::remark);
    CHECK(finding_of(Measure::spike_share, Mean{}) == Finding::not_testable);
    CHECK(of(Measure::spike_share, std::numeric_limits<double>::quiet_NaN()) == Finding::not_testable);
}

TEST_CASE("the table shows every line, failures and gaps too, and counts them") {
    std::vector<FactResult> results{{Measure::spike_share, {4, .013, .001}, Finding::fails},
                                    {Measure::mean_rate, {4, .12, .001}, Finding::holds},
                                    {Measure::top_two_share, {4, .25, .01}, Finding::holds},
                                    {Measure::gap_cost_jump, {}, Finding::not_testable},
                                    {Measure::late_share, {4, .63, 0}, Finding::input}};
    const FactTally t = tally_of(results);
    CHECK(t.held_out == 1);
    CHECK(t.held_out_holds == 1);
    CHECK(t.fittable == 2);
    CHECK(t.fittable_holds == 1);
    CHECK(t.not_testable == 1);
    const std::string text = validation_text("careful", results);
    CHECK(text.find("FAILS") != std::string::npos);
    CHECK(text.find("15.0 to 22.0     1.30 ± 0.100") != std::string::npos);
    CHECK(text.find("not testable  no firm has such a gap") != std::string::npos);
    const std::string yaml = validation_yaml("careful", results);
    CHECK(yaml.find("{name: gap_cost_jump, fact: \"F13\", value: .nan, error: .nan") != std::string::npos);
    CHECK(yaml.find("finding: \"not testable\"}") != std::string::npos);
}

TEST_CASE("a whole table: every line once, and the inputs as the scenario has them") {
    Rounds rounds(2);
    const auto results = validate(small_country(), 2, 3, rounds);
    REQUIRE(results.size() == measure_count);
    for (std::size_t i = 0; i < results.size(); ++i) CHECK(results[i].measure == static_cast<Measure>(i));
    CHECK(results[static_cast<std::size_t>(Measure::late_share)].value.value == doctest::Approx(.63));
    CHECK(results[static_cast<std::size_t>(Measure::mean_rate)].value.value > 0);
}
