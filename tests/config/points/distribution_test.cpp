// SPDX-License-Identifier: Apache-2.0
#include "config/points/distribution.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <map>

using namespace drumbeat;
using doctest::Approx;

namespace {

const Parameter& parameter(const char* path) {
    const Parameter* found = parameter_named(path);
    REQUIRE(found);
    return *found;
}

double number_at(const Distribution& d, double p) {
    return std::strtod(value_at(d, parameter("tender.noise"), p).c_str(), nullptr);
}

// 1/2 (1 + erf(z / sqrt 2)).
double below(double z) { return .5 * std::erfc(-z / std::sqrt(2.0)); }

} // namespace

TEST_CASE("distribution: values by inversion, against closed forms") {
    const Distribution uniform{FactorLaw::uniform, .1, .3};
    CHECK(number_at(uniform, 0) == Approx(.1));
    CHECK(number_at(uniform, .25) == Approx(.15));
    const Distribution log_uniform{FactorLaw::log_uniform, .01, 1};
    CHECK(number_at(log_uniform, .5) == Approx(.1).epsilon(1e-12));
    CHECK(number_at(log_uniform, .3) == Approx(.01 * std::pow(100, .3)).epsilon(1e-12));
    const Distribution triangular{FactorLaw::triangular, 0, 1, .2};
    CHECK(number_at(triangular, .2) == Approx(.2)); // the share below its top
    CHECK(number_at(triangular, .05) == Approx(std::sqrt(.05 * .2)));
    CHECK(number_at(triangular, .9) == Approx(1 - std::sqrt(.1 * .8)));
    Distribution edge = triangular;
    edge.mode = 0;
    CHECK(number_at(edge, 0) == Approx(0));
    CHECK(number_at(edge, .75) == Approx(.5));
}

TEST_CASE("distribution: a normal law cut off at both ends") {
    const Distribution d{FactorLaw::normal, .05, .4, 0, .2, .1};
    const double a = below(-1.5), b = below(2);
    for (const double p : {0.0, .001, .1, .5, .77, .999}) {
        const double x = number_at(d, p);
        CHECK((below((x - d.mean) / d.sd) - a) / (b - a) == Approx(p).epsilon(1e-10));
    }
    const Distribution wide{FactorLaw::normal, 0, 5, 0, 2, .1};
    CHECK(number_at(wide, .95) == Approx(2 + .1 * 1.6448536269514722).epsilon(1e-12));
    CHECK(number_at(wide, 1e-6) == Approx(2 - .1 * 4.753424308822899).epsilon(1e-9));
}

TEST_CASE("distribution: whole numbers, words and booleans have equal shares") {
    const Parameter& lead = parameter("segments.*.orders.notice_years");
    REQUIRE(lead.type == "integer");
    std::map<std::string, int> count;
    for (int i = 0; i < 600; ++i) ++count[value_at({FactorLaw::uniform, 1, 3}, lead, (i + .5) / 600)];
    CHECK(count == std::map<std::string, int>{{"1", 200}, {"2", 200}, {"3", 200}});
    const Distribution words{FactorLaw::choice, 0, 0, 0, 0, 0, {"true", "false"}};
    CHECK(value_at(words, parameter("secfund.enabled"), .49) == "true");
    CHECK(value_at(words, parameter("secfund.enabled"), .51) == "false");
    CHECK(value_at(words, parameter("secfund.enabled"), 1 - 0x1p-53) == "false");
}

TEST_CASE("distribution: what cannot be drawn is refused, with what can") {
    const Parameter& noise = parameter("tender.noise");
    const auto message = [&](const Distribution& d) { return fault_of(d, noise).message; };
    CHECK(message({FactorLaw::uniform, .1, .3}).empty());
    CHECK(message({FactorLaw::uniform, .3, .1}) == "low 0.3 is not below high 0.1");
    CHECK(message({FactorLaw::uniform, -1, .1}).find("-1 is out of range; allowed: ") == 0);
    const Parameter& cv = parameter("segments.*.orders.cv"); // from 0 on
    CHECK(fault_of({FactorLaw::log_uniform, 0, .1}, cv).message == "a log_uniform law has low above 0");
    CHECK(message({FactorLaw::triangular, .1, .3, .5}) == "mode 0.5 is not between low 0.1 and high 0.3");
    CHECK(message({FactorLaw::normal, .1, .3, 0, .2, 0}) == "a normal law has sd above 0");
    CHECK(message({FactorLaw::normal, .1, .3, 0, 5, .1}).find("less than 0.001 of a normal law") == 0);
    CHECK(message({FactorLaw::choice, 0, 0, 0, 0, 0, {"0.1"}}).find("a choice needs two values") == 0);
    CHECK(message({FactorLaw::choice, 0, 0, 0, 0, 0, {"0.1", "0.1"}}).find("stands twice") != std::string::npos);
    CHECK(fault_of({FactorLaw::choice, 0, 0, 0, 0, 0, {"0.1", "soon"}}, noise).code == "wrong_type");
    CHECK(fault_of({FactorLaw::uniform, 1, 2}, parameter("secfund.enabled")).message.find("is no number") == 0);
    CHECK(fault_of({FactorLaw::uniform, 1, 2.5}, parameter("segments.*.orders.notice_years")).message ==
          "2.5 is no whole number");
    CHECK(fault_of({FactorLaw::uniform, 1, 2}, parameter("firms.sme.behaviour")).code == "bad_distribution");
}

TEST_CASE("distribution: what the codebook finds plausible can be drawn, and stays within what is allowed") {
    int found = 0;
    for (const Parameter& p : parameters()) {
        const auto d = plausible_distribution(p);
        if (!d || !can_be_sampled(p)) continue;
        ++found;
        CHECK_MESSAGE(!fault_of(*d, p), p.path, ": ", fault_of(*d, p).message);
        Scenario scenario;
        scenario.segments.emplace_back();
        for (const double probability : {0.0, .5, 1 - 0x1p-53})
            CHECK_MESSAGE(!p.set(scenario, 0, value_at(*d, p, probability)), p.path);
    }
    CHECK(found > 50);
}

TEST_CASE("distribution: values as numbers") {
    CHECK(as_number(parameter("tender.noise"), "0.25") == .25);
    CHECK(as_number(parameter("secfund.enabled"), "true") == 1);
    CHECK(as_number(parameter("neutral.by"), "exact") == 1);
    CHECK_FALSE(as_number(parameter("firms.sme.behaviour"), "rational+npv"));
}

TEST_CASE("distribution: as a study has it") {
    CHECK(to_text(Distribution{FactorLaw::uniform, .05, .3}) == "{law: uniform, low: 0.05, high: 0.3}");
    CHECK(to_text(Distribution{FactorLaw::choice, 0, 0, 0, 0, 0, {"2", "5"}}) == "{law: choice, values: [2, 5]}");
    CHECK(to_text(Distribution{FactorLaw::normal, 0, 1, 0, .5, .25}) ==
          "{law: normal, mean: 0.5, sd: 0.25, low: 0, high: 1}");
}
