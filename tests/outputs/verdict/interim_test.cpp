// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/interim.hpp"

#include "tests/outputs/fake_results.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace drumbeat;

namespace {

std::vector<double> growth_of(const FakeResults& results) {
    std::vector<double> growth;
    for (std::size_t c = 0; c < results.case_names.size(); ++c)
        for (const double value : results.outcome(Outcome::capacity_growth, c)) growth.push_back(value);
    return growth;
}

} // namespace

TEST_CASE("so far: the main contrast's pairs that are there, by behaviour, as they came") {
    const FakeResults results = fake_results(60);
    std::vector<double> growth = growth_of(results);
    growth[5] = missing;          // base, waits
    growth[3 * 60 + 7] = missing; // stable, waits
    growth[4 * 60 + 7] = missing; // stable, shrinks
    const Interim interim = interim_of(fake_study(), results.case_names, growth);
    CHECK(interim.treatment == "stable");
    CHECK(interim.control == "base");
    REQUIRE(interim.estimates.size() == 3);
    CHECK(interim.estimates[0].behaviour == "waits");
    CHECK(interim.estimates[0].points.mean.count == 58);
    CHECK(interim.estimates[1].points.mean.count == 59);
    CHECK(interim.estimates[2].points.mean.count == 60);
    const AnytimeInterval& waits = interim.estimates[0].points;
    CHECK(waits.mean.value == doctest::Approx(6).epsilon(.2));
    CHECK(waits.low < waits.mean.value);
    CHECK(waits.high - waits.low > 2 * 1.96 * waits.mean.error); // wider than for one look
    CHECK(interim.estimates[1].points.high < 0);
}

TEST_CASE("few pairs have no interval, and a study of one arm has no contrast") {
    const FakeResults few = fake_results(20);
    const Interim interim = interim_of(fake_study(), few.case_names, growth_of(few));
    CHECK(std::isnan(interim.estimates[0].points.low));
    Study alone = fake_study();
    comparison_in(alone).contrasts.clear();
    const std::vector<CaseName> one{{"base", "waits", {}}};
    CHECK(interim_of(alone, one, std::vector<double>(20, .1)).estimates.empty());
}

TEST_CASE("over an ensemble a pair is the mean over all members, and none where a member lacks a run") {
    Study study = fake_study();
    comparison_in(study).ensemble = "two";
    comparison_in(study).factors = {{std::string(member_factor), {{"m1", "", {}}, {"m2", "", {}}}}};
    comparison_in(study).behaviours.resize(1);
    const std::vector<CaseName> cases{
        {"base", "waits", {"m1"}}, {"stable", "waits", {"m1"}}, {"base", "waits", {"m2"}}, {"stable", "waits", {"m2"}}};
    const std::vector<double> growth{.1, .2, .3, .2, .4, missing, .1, .2, .3, .3, .2, .5}; // three replications
    const Interim interim = interim_of(study, cases, growth);
    REQUIRE(interim.estimates.size() == 1);
    CHECK(interim.estimates[0].levels.empty());
    CHECK(interim.estimates[0].points.mean.count == 2);
    CHECK(interim.estimates[0].points.mean.value == doctest::Approx(((10 + 20) / 2. + (20 + 0) / 2.) / 2));
}

TEST_CASE("of a sampled study a pair is the mean over all points") {
    Study study = fake_study();
    LatinHypercube sampled;
    static_cast<Comparison&>(sampled) = comparison_of(study);
    sampled.behaviours.resize(1);
    sampled.points = 2;
    sampled.sample = {{"tender.noise", {FactorLaw::uniform, .1, .3}}};
    study.design = sampled;
    const std::vector<CaseName> cases{
        {"base", "waits", {"1"}}, {"stable", "waits", {"1"}}, {"base", "waits", {"2"}}, {"stable", "waits", {"2"}}};
    const Interim interim = interim_of(study, cases, {.1, .2, .3, .6});
    REQUIRE(interim.estimates.size() == 1);
    CHECK(interim.estimates[0].levels.empty());
    CHECK(interim.estimates[0].points.mean.value == doctest::Approx((10 + 30) / 2.));
}
