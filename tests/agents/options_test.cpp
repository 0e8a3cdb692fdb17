// SPDX-License-Identifier: Apache-2.0
#include "agents/options.hpp"

#include "printed.hpp"

#include <boost/math/special_functions/hypergeometric_1F1.hpp>
#include <doctest/doctest.h>

#include <cmath>

using namespace drumbeat;
using doctest::Approx;

// The closed forms are those of McDonald and Siegel (1986) and of Dixit and Pindyck (1994); where no number is printed
// there, it was computed from their formulas apart from this program.

// Dixit and Pindyck (1994), ch. 5: the option is worth (V* - I)(V0/V*)^b, .25 for V0 = I = 1.
TEST_CASE("T3: the widely used case r = delta = .04, s = .2 has root 2 and multiple 2") {
    const ValueProcess p{.04, 0, .2, 0};
    CHECK(option_root(p) == Approx(2).epsilon(1e-12));
    CHECK(option_multiple(p) == Approx(2).epsilon(1e-12));
    CHECK((option_multiple(p) - 1) * std::pow(1 / option_multiple(p), option_root(p)) == Approx(.25).epsilon(1e-12));
}

TEST_CASE("T4: multiples for r = .08, delta = .06") {
    const double sd[] = {.05, .1, .2, .3, .4, .5};
    const char* expected[] = {"1.4055", "1.5643", "2.0000", "2.5631", "3.2573", "4.0907"};
    for (int i = 0; i < 6; ++i) CHECK_PRINTED(option_multiple({.08, .02, sd[i], 0}), expected[i]);
}

TEST_CASE("T4b: multiples without drift, r = delta = .12") {
    const double sd[] = {.1, .2, .3, .4, .5};
    const char* expected[] = {"1.2260", "1.5000", "1.8279", "2.2153", "2.6667"};
    for (int i = 0; i < 5; ++i) CHECK_PRINTED(option_multiple({.12, 0, sd[i], 0}), expected[i]);
}

// Dixit and Pindyck (1994), ch. 5: the certain case. With drift alpha > 0 it pays to wait even without risk; net
// present value is the limit for alpha <= 0 only.
TEST_CASE("T5: zero volatility gives r/delta with drift and net present value without") {
    CHECK_PRINTED(option_multiple({.08, .02, 0, 0}), "1.3333");
    CHECK_PRINTED(option_multiple({.08, .02, 1e-4, 0}), "1.3333");
    CHECK_PRINTED(option_multiple({.06, -.02, 1e-3, 0}), "1.0000"); // delta above r
    CHECK(option_multiple({.06, -.02, 0, 0}) == 1);
    CHECK(option_multiple({.08, 0, 0, 0}) == 1);
    CHECK(yearly_option_multiple({.08, 0, 0, 0}) == 1);
}

// Dixit and Pindyck (1994), ch. 4 and 5: the opportunity ends with a Poisson hazard.
TEST_CASE("T6: an option that may die is worth less waiting for") {
    const double hazard[] = {0, .05, .1, .2};
    const char* expected[] = {"2.0000", "1.5954", "1.4561", "1.3333"};
    for (int i = 0; i < 4; ++i) CHECK_PRINTED(option_multiple({.04, 0, .2, hazard[i]}), expected[i]);
    CHECK_PRINTED(option_root({.04, 0, .2, .1}), "3.1926");
}

// McDonald and Siegel (1986) and Dixit and Pindyck (1994), ch. 6, with contracts that end by hazard once installed.
TEST_CASE("T6b: price trigger per euro invested when contracts are cancelled") {
    const double hazard[] = {0, .05, .1, .2};
    const char *survives[] = {"0.12", "0.22", "0.32", "0.52"}, *dies[] = {"0.1200", "0.1810", "0.2400", "0.3548"};
    const char* npv[] = {"0.06", "0.11", "0.16", "0.26"};
    const ValueProcess p{.08, .02, .2, 0};
    for (int i = 0; i < 4; ++i) {
        CHECK_PRINTED(price_trigger(p, hazard[i], false) / option_multiple(p), npv[i]); // without the multiple
        CHECK_PRINTED(price_trigger(p, hazard[i], false), survives[i]);
        CHECK_PRINTED(price_trigger(p, hazard[i], true), dies[i]);
    }
}

// Majd and Pindyck (1987) and Bar-Ilan and Strange (1996) on time to build, in the simple form of a fixed lag.
TEST_CASE("T8: price trigger with a building lag, paid now or at completion") {
    const double lag[] = {0, 1, 2, 4};
    const char *now[] = {"0.12000", "0.12742", "0.13530", "0.15255"},
               *later[] = {"0.12000", "0.11762", "0.11529", "0.11077"};
    for (int i = 0; i < 4; ++i) {
        CHECK_PRINTED(price_trigger_with_lag({.08, .02, .2, 0}, lag[i], false), now[i]);
        CHECK_PRINTED(price_trigger_with_lag({.08, .02, .2, 0}, lag[i], true), later[i]);
    }
}

// Broadie, Glasserman and Kou (1997), a continuity correction for discrete barriers; stopping_test.cpp has the literal
// problem.
TEST_CASE("T20: yearly decisions by the correction of Broadie, Glasserman and Kou") {
    const ValueProcess p[] = {{.04, 0, .2, 0}, {.08, .02, .2, 0}, {.08, .02, .3, 0}, {.12, 0, .3, 0}};
    const char* expected[] = {"1.780", "1.780", "2.152", "1.535"};
    for (int i = 0; i < 4; ++i) CHECK_PRINTED(yearly_option_multiple(p[i]), expected[i]);
}

TEST_CASE("the multiple rises with volatility and falls with the hazard; its weight blends it with 1") {
    double before = 1;
    for (int i = 1; i <= 40; ++i) {
        const double multiple = option_multiple({.1, 0, .025 * i, .02});
        CHECK(multiple > before);
        before = multiple;
        CHECK(option_multiple({.1, 0, .025 * i, .05}) < multiple);
    }
    CHECK(applied_multiple(2, 0) == 1);
    CHECK(applied_multiple(2, .5) == 1.5);
    CHECK(applied_multiple(2, 1) == 2);
}

// Dixit and Pindyck (1994), ch. 2: a factory for 1,600 that makes one widget a year, price 200 now, 300 or 100 ever
// after.
TEST_CASE("T2: the two-period widget") {
    const TwoStates widget{200, 1.5, .5, .5};
    CHECK(npv_now(widget, 1600, .1) == Approx(600));
    CHECK_PRINTED(npv_waiting(widget, 1600, .1), "772.73");
    // Waiting pays for present prices between 96.97 (below, nobody ever builds) and 249.35 (above, build now).
    const auto waits = [](double price) {
        const TwoStates s{price, 1.5, .5, .5};
        return npv_waiting(s, 1600, .1) > std::max(0.0, npv_now(s, 1600, .1));
    };
    CHECK(!waits(96.96));
    CHECK(waits(96.98));
    CHECK(waits(249.34));
    CHECK(!waits(249.36));
}

// Dixit and Pindyck (1994), ch. 5: the value falls by a fraction at Poisson times.
TEST_CASE("T7: a hazard that takes a part of the value") {
    const double hazard[] = {.1, .2, .05}, fall[] = {.5, .5, .25};
    const char* expected[] = {"1.4807", "1.3445", "1.7317"};
    for (int i = 0; i < 3; ++i) {
        const double b = option_root_with_falls({.04, 0, .2, hazard[i]}, fall[i]);
        CHECK_PRINTED(b / (b - 1), expected[i]);
    }
    CHECK(option_root_with_falls({.04, 0, .2, .1}, 1) == Approx(option_root({.04, 0, .2, .1}))); // T6
    CHECK(option_root_with_falls({.04, 0, .2, .1}, 0) == Approx(option_root({.04, 0, .2, 0})));  // nothing falls
}

TEST_CASE("T10: the price trigger of a plant that may stand still") {
    CHECK_PRINTED(suspension_price_trigger({{.04, 0, .2, 0}, 10, 100}), "23.798");
    CHECK_PRINTED(suspension_price_trigger({{.04, 0, .4, 0}, 10, 100}), "34.971");
    CHECK_PRINTED(suspension_value({{.04, 0, .2, 0}, 10, 100}, 10) * 10, "833.33"); // B2, with a root of -1
    // Almost certain: standing still is worth nothing at the trigger, and Marshall's price of 14 is raised by b/(b-1).
    const double certain = option_multiple({.04, 0, 1e-3, 0});
    CHECK(suspension_price_trigger({{.04, 0, 1e-3, 0}, 10, 100}) == Approx(14 * certain).epsilon(1e-9));
    // With drift, from first principles: at P = C the plant that stands still and the one that runs are worth the same,
    // and change alike with the price. b: roots of .02 b (b-1) + .02 b - .06 = 0.
    const double above = std::sqrt(3.), below = -above, standing = 10 / .04, cost = 10 / .06;
    CHECK(suspension_value({{.06, .02, .2, 0}, 10, 100}, 10) ==
          Approx((standing - above * (standing - cost)) / (above - below)));
    // Without a unit cost nothing can be saved by standing still: the plain multiple.
    CHECK(suspension_price_trigger({{.04, 0, .2, 0}, 0, 100}) == Approx(.04 * 100 * option_multiple({.04, 0, .2, 0})));
}

TEST_CASE("a plant that may stand still: the same trigger as a multiple of value") {
    const ValueProcess price{.04, 0, .2, 0};
    // At T10's trigger price, per unit of price: cost 10/23.798, and the outlay of 100 is what the multiple allows.
    const double at = suspension_price_trigger({price, 10, 100}), value = (1 - 10 / at) / .04 * at;
    CHECK(suspension_multiple(price, 10 / at) == Approx(value / 100));
    CHECK(suspension_multiple(price, 0) == Approx(option_multiple(price)));
    CHECK(suspension_multiple({.04, 0, .2, .1}, 0) == Approx(option_multiple({.04, 0, .2, .1}))); // T6
    CHECK(suspension_multiple(price, .5) > suspension_multiple(price, .2)); // running costs lever the risk
}

TEST_CASE("T12: with mean reversion the trigger falls towards net present value") {
    const double kappa[] = {.02, .05, .1, .2, .5};
    const char *calm[] = {"1.8025", "1.6800", "1.5841", "1.4921", "1.3784"},
               *rough[] = {"2.8685", "2.4876", "2.2354", "2.0349", "1.8040"};
    for (int i = 0; i < 5; ++i) {
        CHECK_PRINTED(reverting_multiple({.04, .2, kappa[i], 1}), calm[i]);
        CHECK_PRINTED(reverting_multiple({.04, .4, kappa[i], 1}), rough[i]);
    }
    CHECK(reverting_multiple({.04, .2, 0, 1}) == Approx(2));
    CHECK(reverting_multiple({.04, 0, .2, 1}) == 1);
    CHECK(std::isfinite(reverting_multiple({.1, .01, 2, 3}))); // series beyond the range of a double
    // Value matching and smooth pasting with Kummer's function from another library.
    const double rho = .07, s = .3, k = .15, mean = 1.4, level = reverting_multiple({rho, s, k, mean});
    const double pull = 2 * k / (s * s), centre = .5 * (pull * mean - 1);
    const double theta = -centre + std::sqrt(centre * centre + 2 * rho / (s * s)), b = 2 * theta + pull * mean;
    const auto option = [&](double v) {
        return std::pow(v, theta) * boost::math::hypergeometric_1F1(theta, b, pull * v);
    };
    const double h = 1e-5, slope = (option(level + h) - option(level - h)) / (2 * h);
    CHECK(slope * (level - 1) == Approx(option(level)).epsilon(1e-6));
}

// Bernanke (1983): only what bad news would bring matters.
TEST_CASE("T13: the bad-news principle") {
    CHECK_PRINTED(least_cash_flow_now(100, .1, .5, 55), "29.545");
    // The same from first principles, for two values after good news: now c0 + (q Vu + (1-q) Vd)/(1+r) - I, waiting
    // q (Vu - I)/(1+r).
    for (const double up : {150., 300.}) {
        const double now = 29.5454545 + (.5 * up + .5 * 55) / 1.1 - 100, waiting = .5 * (up - 100) / 1.1;
        CHECK(now == Approx(waiting).epsilon(1e-8));
    }
    CHECK(least_cash_flow_now(100, .1, .5, 40) > least_cash_flow_now(100, .1, .5, 55));
}

// Of a Brownian motion with drift (Harrison 1985).
TEST_CASE("T21, T22: chance and expected discount factor of reaching a level") {
    CHECK_PRINTED(hitting_probability({.04, .02, .2, 0}, 2, 10), "0.2731");
    CHECK_PRINTED(hitting_probability({.04, .02, .1, 0}, 2, 10), "0.0736");
    CHECK_PRINTED(hitting_probability({.08, .06, .2, 0}, 2, 10), "0.4893");
    double waited = 0; // the mean time in the third case: the area above its distribution
    for (double year = .005; year < 2000; year += .01)
        waited += .01 * (1 - hitting_probability({.08, .06, .2, 0}, 2, year));
    CHECK_PRINTED(waited, "17.33");
    CHECK(hitting_probability({.04, .02, .2, 0}, 1, 10) == 1);
    CHECK(expected_discount_factor({.04, 0, .2, 0}, 2) == Approx(.25));
}
