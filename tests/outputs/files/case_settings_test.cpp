// SPDX-License-Identifier: Apache-2.0
#include "config/yaml.hpp"
#include "outputs/files/case_settings.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>

using namespace drumbeat;

namespace {

Study study_of(const std::string& body) {
    std::vector<Problem> problems;
    Study study = read_study_text("format: drumbeat-study/1\nbase_inline:\n  segments:\n    sensors: {weight: 0.6, "
                                  "orders: {cv: 0.4}}\n    space: {weight: 0.4, orders: {cv: 0.6}}\n" +
                                      body,
                                  "s.yaml", {}, problems)
                      .study;
    REQUIRE_MESSAGE(!has_errors(problems), to_text(problems.front()));
    return study;
}

using Values = std::vector<double>;

Values values_of(const CaseSettings& settings, const std::string& name) {
    for (std::size_t i = 0; i < settings.columns().size(); ++i)
        if (settings.columns()[i].name == name) return settings.values(i);
    FAIL("no " << name);
    return {};
}

std::vector<std::string> names_of_columns(const CaseSettings& settings) {
    std::vector<std::string> names;
    for (const auto& column : settings.columns()) names.push_back(column.name);
    return names;
}

} // namespace

TEST_CASE("sampled factors and what arms state are numbers along case") {
    const Study study = study_of(
        "study: latin_hypercube\narms: {base: {}, fund: {secfund.enabled: true, segments.*.orders.framework_years: 5}}\n"
        "sample: {points: 3, factors: {tender.noise: plausible, neutral.by: {law: choice, values: [mean, exact]}}}\n");
    const CaseSettings settings(study, {});
    CHECK(names_of_columns(settings) == std::vector<std::string>{"tender_noise", "neutral_by", "secfund_enabled",
                                                                 "segments_all_orders_framework_years"});
    const Points points = points_of(study);
    Values noise, by;
    for (std::size_t p = 0; p < 3; ++p)
        for (int arm = 0; arm < 2; ++arm) {
            noise.push_back(std::strtod(points.text(p, 0).c_str(), nullptr));
            by.push_back(points.text(p, 1) == "exact" ? 1 : 0);
        }
    CHECK(values_of(settings, "tender_noise") == noise);
    CHECK(values_of(settings, "neutral_by") == by);
    CHECK(values_of(settings, "secfund_enabled") == Values{0, 1, 0, 1, 0, 1});
    const double years = study.base.segments[0].orders.framework_years;
    CHECK(values_of(settings, "segments_all_orders_framework_years") == Values{years, 5, years, 5, years, 5});
    CHECK(settings.columns()[1].words == std::vector<std::string>{"mean", "exact"});
    CHECK(settings.columns()[2].words == std::vector<std::string>{"false", "true"});
    CHECK(settings.columns()[0].meaning.find("(tender.noise)") != std::string::npos);
}

TEST_CASE("where areas differ, each has a variable of its own; names that are taken get another") {
    const Study study = study_of("study: comparison\narms: {base: {}, calm: {segments.*.orders.cv: 0.1}}\n"
                                 "factors: {noise: {low: {tender.noise: 0.1}, high: {tender.noise: 0.2}}}\n");
    const CaseSettings settings(study, {"tender_noise"});
    CHECK(values_of(settings, "segments_sensors_orders_cv") == Values{.4, .1, .4, .1});
    CHECK(values_of(settings, "segments_space_orders_cv") == Values{.6, .1, .6, .1});
    CHECK(values_of(settings, "tender_noise_setting") == Values{.1, .1, .2, .2});
    CHECK(settings.columns().size() == 3);
}

TEST_CASE("lists and behaviours are no numbers, and are left out") {
    const Study study = study_of("study: comparison\narms: {base: {}, other: {investment.candidates: [0.5, 1], "
                                 "firms.*.behaviour: naive+npv}}\n");
    CHECK(CaseSettings(study, {}).columns().empty());
}
