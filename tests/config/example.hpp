// SPDX-License-Identifier: Apache-2.0
// A small scenario and study for the tests of this folder, and helpers to look at problems.
#pragma once

#include "config/parameter.hpp"
#include "config/yaml.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat::example {

inline constexpr std::string_view scenario_text = R"(format: drumbeat-scenario/1
name: small
segments:
  sensors:
    weight: 0.6
    addressable_share: 0.8
    domestic_meur: 100
    orders: {cv: 0.5, phi: 0.4}
    initial: {smes: 5, midcaps: 2, prime_turnover_meur: [50]}
  space:
    weight: 0.4
    initial: {smes: 3}
)";

inline constexpr std::string_view study_head =
    "format: drumbeat-study/1\nstudy: comparison\nbase_inline:\n  segments:\n    sensors: {weight: 0.6, "
    "initial: {smes: 5}}\n    space: {weight: 0.4}\n";

inline constexpr std::string_view study_text = R"(format: drumbeat-study/1
study: comparison
name: small
question: "Does it hold?"
question_nl: Houdt het?
base_inline:
  name: small
  segments:
    sensors: {weight: 0.6, initial: {smes: 5, prime_turnover_meur: [10.5, 20]}}
    space: {weight: 0.4, initial: {midcaps: 2}}
set:
  budget.final_defence_meur: 30000
replications: 50
seed: 18446744073709551615
neutral: {of: orders, by: exact}
policy_from: 2028
arms:
  base:
  stable:
    label: less volatile
    label_nl: minder grillig
    segments.*.orders.cv: 0.1
    segments: {sensors: {orders: {notice_years: 3}}}
  long: {like: stable, segments.*.orders.framework_years: 5, segments.*.orders.cv: 0.2}
  relabelled: {}
behaviours:
  - {name: careful, expectation: rational, investment: real_option}
  - name: both
    mixture:
      - {share: 0.25, expectation: naive, investment: npv}
      - {share: 0.75, expectation: adaptive, investment: dynamic_programming}
factors:
  fund:
    without: {label: "no fund"}
    with: {secfund.enabled: true, private_investors.enabled: on}
  signs:
    as_assumed:
    off: {assumed_signs: off}
contrasts:
  - {name: stability, treatment: stable, control: base}
placebo: relabelled
equivalence_points: 1.5
record: {yearly: 10, firms: none}
)";

inline ScenarioFile read(std::string_view text, std::vector<Problem>& problems) {
    return read_scenario_text(text, "s.yaml", {}, problems);
}
inline StudyFile read_a_study(std::string_view text, std::vector<Problem>& problems) {
    return read_study_text(text, "s.yaml", {}, problems);
}

inline Scenario small_scenario() {
    std::vector<Problem> problems;
    return read(scenario_text, problems).scenario;
}

// One problem a line. Whatever warning a test meets, it has its Dutch.
inline std::string lines(const std::vector<Problem>& problems) {
    std::string all;
    for (const Problem& p : problems) {
        all += to_text(p) + "\n";
        if (p.severity == Severity::warning)
            CHECK_MESSAGE((!p.dutch.empty() && p.dutch != p.message), "a warning without Dutch: ", p.message);
    }
    return all;
}

// The problems of one setting on the small scenario.
inline std::string said_of(const std::string& path, const std::string& text) {
    Scenario s = small_scenario();
    std::vector<Problem> problems;
    assign(s, std::vector<Setting>{{path, text, {}}}, problems);
    return lines(problems);
}

// A value anywhere in what the codebook allows.
inline std::string random_text(const Parameter& p, std::mt19937_64& luck) {
    const auto u = [&] { return static_cast<double>(luck() >> 11) * 0x1p-53; };
    const auto pick = [&](std::size_t n) { return static_cast<std::size_t>(luck() % n); };
    if (p.type == "boolean") return pick(2) == 0 ? "true" : "false";
    if (p.type == "choice") return std::string(p.choices[pick(p.choices.size())]);
    if (p.type == "integer")
        return fmt::format("{}", static_cast<int>(p.range.low + u() * (p.range.high - p.range.low)));
    if (p.type == "number") return value_text(p.range.low + u() * (p.range.high - p.range.low));
    if (p.type == "behaviour") {
        constexpr std::string_view some[] = {"rational+npv", "adaptive+real_option", "naive+dynamic_programming"};
        return pick(2) == 0 ? std::string(some[pick(3)])
                            : fmt::format("{} {}, {} {}", u() + .001, some[0], u() + .001, some[1]);
    }
    if (p.type == years_type) {
        YearTable table{2000 + static_cast<int>(pick(40)), {}};
        for (std::size_t n = pick(4); n > 0; --n)
            table.values.push_back(p.range.low + u() * (p.range.high - p.range.low));
        return value_text(table);
    }
    std::vector<double> values;
    double value = 0;
    for (std::size_t n = 1 + pick(4); n > 0; --n) values.push_back(value += u() + .01);
    return value_text(values);
}

inline Scenario random_scenario(std::mt19937_64& luck) {
    Scenario s;
    s.segments.resize(luck() % 4);
    for (std::size_t i = 0; i < s.segments.size(); ++i) s.segments[i].name = fmt::format("area_{}", (i * 7) % 4);
    for (const Place& place : places(s)) place.parameter->set(s, place.segment, random_text(*place.parameter, luck));
    return s;
}

} // namespace drumbeat::example
