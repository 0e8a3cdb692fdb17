// SPDX-License-Identifier: Apache-2.0
// Calibration: distances by hand, and planted parameters that are found again.
#include "outputs/fit/calibration.hpp"

#include "config/yaml.hpp"
#include "config/yaml_tree.hpp"
#include "tests/outputs/small_country.hpp"
#include "tests/places.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>

using namespace drumbeat;

namespace {

Fit two_parameters() {
    Fit fit;
    fit.parameters = {{"investment.depreciation", .05, .15}, {"finance.rejection", 0, .6}};
    fit.facts = {"mean_rate", "sme_refused"};
    fit.candidates = 64, fit.rounds = 3, fit.members = 8, fit.balance = false;
    return fit;
}

// The targets that a country with known parameters shows under luck of its own.
std::vector<Target> planted(const Scenario& truth, const Fit& fit, std::int64_t replications, std::uint64_t seed) {
    std::vector<Target> targets = targets_of(fit);
    for (Target& t : targets) {
        const std::array<Measure, 1> measure{t.measure};
        std::vector<double> values;
        Rounds rounds(2);
        const auto laboratory = [&](std::int64_t) { return Laboratory(truth, experiments_for(measure)); };
        const Measuring measuring{1, [&](const Observed& o) { return values_of(measure, o); }};
        const auto found = observe_countries(1, laboratory, replications, seed, rounds, measuring);
        for (const auto& replication : found.front()) values.push_back(replication.front());
        t.value = mean_of(values).value;
    }
    return targets;
}

// Whether the members hold the planted value, and tell it from most of the range.
void check_found(const Fit& fit, const CalibrationResult& result, const std::vector<double>& truth) {
    const auto found = identified_by(result);
    for (std::size_t p = 0; p < truth.size(); ++p) {
        const FittedParameter& parameter = fit.parameters[p];
        MESSAGE(parameter.path, ": planted ", truth[p], ", members ", found[p].low, " to ", found[p].high);
        CHECK(found[p].low <= truth[p]);
        CHECK(found[p].high >= truth[p]);
        CHECK(found[p].identified());
    }
}

} // namespace

TEST_CASE("targets are the source's figures in half-widths of the range") {
    const auto targets = targets_of(two_parameters());
    REQUIRE(targets.size() == 2);
    CHECK(targets[0].value == .122);
    CHECK(targets[0].scale == doctest::Approx(.02));
    Fit twice = two_parameters();
    twice.facts = {"F2", "mean_rate"};
    CHECK(targets_of(twice).size() == 3); // a line named twice counts once
}

TEST_CASE("the distance is a root mean square, and what is missing is far") {
    const std::vector<Target> targets{{Measure::mean_rate, .1, .02}, {Measure::sme_refused, .4, .1}};
    CHECK(distance_of(targets, {.1, .4}, {0, 0}) == 0);
    CHECK(distance_of(targets, {.14, .4}, {0, 0}) == doctest::Approx(1)); // two steps, four terms
    CHECK(distance_of(targets, {.1, .4}, {3, 1}) == doctest::Approx(std::sqrt(10. / 4)));
    const double none = std::numeric_limits<double>::quiet_NaN();
    CHECK(distance_of(targets, {.1, none}, {}) == doctest::Approx(missing_steps / std::sqrt(2.)));
}

TEST_CASE("values on the cube are rounded as the ensemble states them") {
    CHECK(value_at({"x", .1, .3}, .5) == .2);
    CHECK(value_at({"x", 0, 1}, 1. / 3) == .33333);
    const Scenario s = with_values(small_country(), two_parameters(), {.07, .25});
    CHECK(s.investment.depreciation == .07);
    CHECK(s.finance.rejection == .25);
}

TEST_CASE("planted parameters are found again, under other luck") {
    Scenario country = small_country();
    country.segments[0].initial.smes = 120; // so that enough of them ask for money
    Fit fit = two_parameters();
    fit.candidates = 72;
    const std::vector<double> truth{.08, .35};
    const auto targets = planted(with_values(country, fit, truth), fit, 48, 99);
    Rounds rounds(2);
    const auto result = calibrate(country, fit, targets, 8, 1, rounds);
    check_found(fit, result, truth);
    CHECK(result.tried[result.members.front()].distance < result.at_base);
}

TEST_CASE("a calibration is the same with any number of threads") {
    Fit fit = two_parameters();
    fit.candidates = 24, fit.members = 4;
    Rounds with_two(2), with_one(1);
    const auto two = calibrate(small_country(), fit, targets_of(fit), 2, 1, with_two);
    const auto one = calibrate(small_country(), fit, targets_of(fit), 2, 1, with_one);
    CHECK(one.members == two.members);
    CHECK(one.threshold == two.threshold);
    CHECK(one.at_base == two.at_base);
}

TEST_CASE("an ensemble file says what was fitted, what was kept and what holds") {
    Fit fit = two_parameters();
    fit.candidates = 16, fit.rounds = 2, fit.members = 3;
    Rounds rounds(2);
    const auto result = calibrate(small_country(), fit, targets_of(fit), 1, 1, rounds);
    Study study;
    study.design = Calibration{fit};
    const std::vector<std::vector<FactResult>> checked(3, validate(small_country(), 1, 2, rounds));
    const std::string yaml = ensemble_yaml("small", "drumbeat run x.yaml", study, result, checked);
    CHECK(yaml.find("\nformat: drumbeat-ensemble/1\nbase: small\n") != std::string::npos);
    CHECK(yaml.find("\nmembers:\n  - {distance: ") != std::string::npos);
    CHECK(yaml.find("finance.rejection: ") != std::string::npos);
    CHECK(yaml.find("{name: mean_rate, fact: F2, target: 0.122, scale: 0.02}") != std::string::npos);
    const std::string text = calibration_text(fit, result, checked[0], checked);
    CHECK(text.find("singular values of the Jacobian:") != std::string::npos);
    CHECK(text.find("fitted    ") != std::string::npos);
    CHECK(text.find("held out") != std::string::npos);
}

TEST_CASE("the packaged ensemble is one: twenty members or more that its base takes, in order of distance") {
    std::vector<Problem> problems;
    const std::array<std::string, 1> folders{drumbeat::source_dir()};
    std::ifstream file(drumbeat::source_dir() + "/config/ensembles/netherlands-2026.yaml");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const YamlNode root = read_yaml(text, "ensemble", problems);
    REQUIRE_FALSE(has_errors(problems));
    CHECK(root.find("format")->text == "drumbeat-ensemble/1");
    const Scenario base = read_scenario(root.find("base")->text, folders, problems).scenario;
    REQUIRE_FALSE(has_errors(problems));
    const YamlNode& members = *root.find("members");
    CHECK(members.children.size() >= 20);
    double before = 0;
    for (const YamlNode& member : members.children) {
        std::vector<Setting> settings;
        for (const YamlNode& value : member.children)
            if (value.key != "distance") settings.push_back({value.key, value.text, {}});
        Scenario scenario = base;
        for (const Problem& p : drumbeat::apply(scenario, settings))
            CHECK_MESSAGE(p.severity == Severity::warning, to_text(p));
        const double distance = std::stod(member.find("distance")->text);
        CHECK(distance >= before);
        before = distance;
    }
    CHECK(before == doctest::Approx(std::stod(root.find("threshold")->text)).epsilon(1e-3));
}

TEST_CASE("long: parameters planted in the Dutch baseline are found again, and what the facts cannot see is told") {
    std::vector<Problem> problems;
    const std::array<std::string, 1> folders{drumbeat::source_dir()};
    const Scenario base = read_scenario("netherlands-2026", folders, problems).scenario;
    REQUIRE_FALSE(has_errors(problems));
    Fit fit;
    // There is no fund in the country at rest: what its winners return has no part in any fact.
    fit.parameters = {
        {"investment.depreciation", .05, .15}, {"finance.rejection", .05, .5}, {"secfund.winner_multiple", 1.5, 4}};
    fit.facts = {"mean_rate", "rate_correlation", "sme_refused"};
    fit.candidates = 240, fit.rounds = 4, fit.members = 20, fit.balance = false;
    const std::vector<double> truth{.085, .3, 2.5};
    const auto targets = planted(with_values(base, fit, truth), fit, 40, 77);
    Rounds rounds(2);
    const auto result = calibrate(base, fit, targets, 4, 1, rounds);
    const auto found = identified_by(result);
    for (const std::size_t p : {0u, 1u}) {
        MESSAGE(fit.parameters[p].path, ": ", found[p].low, " to ", found[p].high);
        CHECK(found[p].low <= truth[p]);
        CHECK(found[p].high >= truth[p]);
        CHECK(found[p].identified());
    }
    CHECK_FALSE(found[2].identified());
    CHECK(found[2].strength < found[0].strength / 10);
}
