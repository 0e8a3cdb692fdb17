// SPDX-License-Identifier: Apache-2.0
#include "config/cases.hpp"
#include "config/designs/latin_hypercube.hpp"
#include "tests/config/example.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace drumbeat;

namespace {

const std::string head = "format: drumbeat-study/1\nstudy: latin_hypercube\nbase_inline:\n  segments:\n    sensors: "
                         "{weight: 0.6, initial: {smes: 5}}\n    space: {weight: 0.4}\n"; // 6 lines
const std::string arms = "arms: {base: {}, stable: {segments.*.orders.cv: 0.1}}\n";

Study study_of(const std::string& body, std::vector<Problem>& problems) {
    StudyFile file = read_study_text(head + body, "s.yaml", {}, problems);
    if (!has_errors(problems)) check_cases_of(file.study, problems);
    return file.study;
}
std::string says(const std::string& body) {
    std::vector<Problem> problems;
    study_of(body, problems);
    return example::lines(problems);
}
Study good(const std::string& body) {
    std::vector<Problem> problems;
    Study study = study_of(body, problems);
    CHECK(example::lines(problems) == "");
    return study;
}

} // namespace

TEST_CASE("a sample: points outermost, arms innermost, and the values of the points") {
    const Study study = good(arms + "sample:\n  points: 3\n  factors:\n    tender.noise: plausible\n"
                                    "    segments.*.orders.phi: {law: uniform, low: 0.2, high: 0.5}\n");
    CHECK(point_count(study) == 3);
    CHECK(factor_names(study) == std::vector<std::string>{"point"});
    const CaseList cases(study);
    REQUIRE(cases.size() == 6);
    CHECK(cases.per_point() == 2);
    const Points points = points_of(study);
    std::set<std::string> noises;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const Case c = cases.at(i);
        CHECK(c.arm == (i % 2 == 0 ? "base" : "stable"));
        CHECK(c.levels == std::vector<std::string>{std::to_string(i / 2 + 1)});
        CHECK(value_text(c.scenario.tender.noise) == points.text(i / 2, 0));
        CHECK(value_text(c.scenario.segments[1].orders.phi) == points.text(i / 2, 1));
        CHECK(c.scenario.segments[0].orders.phi == c.scenario.segments[1].orders.phi);
        CHECK((c.scenario.segments[0].orders.cv == .1) == (i % 2 == 1));
        noises.insert(points.text(i / 2, 0));
    }
    CHECK(noises.size() == 3);
}

TEST_CASE("a sample: another seed gives other points, another factor none") {
    const std::string sample = "sample: {points: 5, factors: {tender.noise: plausible";
    const Study one = good(arms + sample + "}}\n"), more = good(arms + sample + ", finance.rejection: plausible}}\n");
    Study other = one;
    other.seed = 2;
    CHECK(points_of(one).text(4, 0) == points_of(more).text(4, 0));
    CHECK(points_of(one).text(4, 0) != points_of(other).text(4, 0));
}

TEST_CASE("a sample reads back to the same value") {
    const Study study = good(arms + "sample:\n  points: 4\n  factors:\n    tender.noise: plausible\n"
                                    "    finance.rejection: {law: normal, mean: 0.2, sd: 0.05, low: 0.1, high: 0.3}\n"
                                    "    secfund.enabled: {law: choice, values: [true, false]}\n"
                                    "    segments.space.orders.notice_years: {law: uniform, low: 1, high: 3}\n"
                                    "contrasts: [{name: c, treatment: stable, control: base}]\n");
    std::vector<Problem> problems;
    const Study again = read_study_text(resolved(study), "again", {}, problems).study;
    CHECK(example::lines(problems) == "");
    CHECK(again == study);
    CHECK(resolved(again) == resolved(study));
    for (std::size_t p = 0; p < 4; ++p)
        for (std::size_t f = 0; f < 4; ++f) CHECK(points_of(again).text(p, f) == points_of(study).text(p, f));
}

TEST_CASE("a sample: what is wrong with it, with its line") {
    CHECK(says(arms) == "s.yaml: sample: is missing; expects points and factors\n");
    CHECK(says("sample: {factors: {tender.noise: plausible}}\n") ==
          "s.yaml:7: sample.points: is missing; expects a whole number\n");
    CHECK(says("sample: {points: 3}\n") ==
          "s.yaml:7: sample.factors: is missing; expects parameters with their laws\n");
    CHECK(says("sample:\n  points: 3\n  factors:\n    tender.nois: plausible\n") ==
          "s.yaml:10: sample.factors.tender.nois: unknown key 'nois'; did you mean noise?\n");
    const auto factor = [](const std::string& text) {
        return says("sample:\n  points: 3\n  factors:\n    " + text + "\n");
    };
    CHECK(factor("tender.noise:") ==
          "s.yaml:10: sample.factors.tender.noise: has no distribution; expects a law such as {law: uniform, low: 0.1, "
          "high: 0.3}, or plausible for the codebook's\n");
    CHECK(factor("tender.noise: 0.2").find("has no distribution") != std::string::npos);
    CHECK(factor("secfund.enabled: plausible").find("has no plausible range in the codebook") != std::string::npos);
    CHECK(factor("tender.noise: {low: 0.1, high: 0.2}").find("law is missing; expects one of uniform,") !=
          std::string::npos);
    CHECK(factor("tender.noise: {law: loguniform, low: 0.1, high: 0.2}").find("did you mean log_uniform?") !=
          std::string::npos);
    CHECK(factor("tender.noise: {law: uniform, low: 0.1}").find("high is missing") != std::string::npos);
    CHECK(factor("tender.noise: {law: uniform, low: 0.1, high: 0.2, sd: 1}").find("a uniform law has no 'sd'") !=
          std::string::npos);
    CHECK(factor("tender.noise: {law: uniform, low: 0.1, high: 70}").find("70 is out of range") != std::string::npos);
    CHECK(factor("segments.*.orders.phi: plausible\n    segments.space.orders.phi: plausible") ==
          "s.yaml:11: sample.factors.segments.space.orders.phi: segments.space.orders.phi is sampled by "
          "segments.*.orders.phi as well\n");
    CHECK(says("factors: {x: {a: {}}}\nsample: {points: 2, factors: {tender.noise: plausible}}\n")
              .find("a study of latin_hypercube samples its factors") != std::string::npos);
}

TEST_CASE("a sample: what an arm or the behaviours set too is refused, both places named") {
    CHECK(says(arms + "sample: {points: 2, factors: {segments.sensors.orders.cv: plausible}}\n") ==
          "s.yaml:8: segments.sensors.orders.cv: is set by the sampled factors and by arm stable (s.yaml:7); allowed: "
          "arms, behaviours or one factor\n");
    // A lever as a factor is fine.
    CHECK(says("arms: {base: {}, long: {segments.*.orders.framework_years: 5}}\n"
               "sample: {points: 2, factors: {segments.*.orders.cv: plausible}}\n") == "");
}

TEST_CASE("a sample: what is wrong at a point names it, once for all points") {
    const std::string told = says("arms: {base: {}}\nsample: {points: 40, factors: {segments.sensors.weight: {law: "
                                  "uniform, low: 0.7, high: 0.9}}}\n");
    CHECK(told.find("weights sum to 1.") != std::string::npos);
    CHECK(told.find("point") != std::string::npos);
    CHECK(std::count(told.begin(), told.end(), '\n') == 1);
}
