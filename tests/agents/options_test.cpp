// SPDX-License-Identifier: Apache-2.0
#include "agents/options.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;
using doctest::Approx;

TEST_CASE("T3: the widely used case r = delta = .04, s = .2 has root 2 and multiple 2") {
    const ValueProcess p{.04, 0, .2, 0};
    CHECK(option_root(p) == Approx(2).epsilon(1e-12));
    CHECK(option_multiple(p) == Approx(2).epsilon(1e-12));
}

TEST_CASE("T4: multiples for r = .08, delta = .06") {
    const double sd[] = {.05, .1, .2, .3, .4, .5}, expected[] = {1.4055, 1.5643, 2.0, 2.5631, 3.2573, 4.0907};
    for (int i = 0; i < 6; ++i) CHECK(option_multiple({.08, .02, sd[i], 0}) == Approx(expected[i]).epsilon(5e-5));
}

TEST_CASE("T4b: multiples without drift, r = delta = .12") {
    const double sd[] = {.1, .2, .3, .4, .5}, expected[] = {1.2260, 1.5, 1.8279, 2.2153, 2.6667};
    for (int i = 0; i < 5; ++i) CHECK(option_multiple({.12, 0, sd[i], 0}) == Approx(expected[i]).epsilon(5e-5));
}

TEST_CASE("T5: zero volatility gives r/delta with drift and net present value without") {
    CHECK(option_multiple({.08, .02, 0, 0}) == Approx(1.33333).epsilon(1e-4));
    CHECK(option_multiple({.08, .02, 1e-3, 0}) == Approx(1.33333).epsilon(1e-3));
    CHECK(option_multiple({.08, 0, 0, 0}) == 1);
    CHECK(yearly_option_multiple({.08, 0, 0, 0}) == 1);
}

TEST_CASE("T6: an option that may die is worth less waiting for") {
    const double hazard[] = {0, .05, .1, .2}, expected[] = {2.0, 1.5954, 1.4561, 1.3333};
    for (int i = 0; i < 4; ++i) CHECK(option_multiple({.04, 0, .2, hazard[i]}) == Approx(expected[i]).epsilon(5e-5));
    CHECK(option_root({.04, 0, .2, .1}) == Approx(3.1926).epsilon(1e-4));
}

TEST_CASE("T6b: price trigger per euro invested when contracts are cancelled") {
    const double hazard[] = {0, .05, .1, .2};
    const double survives[] = {.12, .22, .32, .52}, dies[] = {.12, .1810, .2400, .3548}, npv[] = {.06, .11, .16, .26};
    const ValueProcess p{.08, .02, .2, 0};
    for (int i = 0; i < 4; ++i) {
        CHECK(p.discount - p.drift + hazard[i] == Approx(npv[i]));
        CHECK(price_trigger(p, hazard[i], false) == Approx(survives[i]).epsilon(1e-4));
        CHECK(price_trigger(p, hazard[i], true) == Approx(dies[i]).epsilon(5e-4));
    }
}

TEST_CASE("T8: price trigger with a building lag, paid now or at completion") {
    const double lag[] = {0, 1, 2, 4}, now[] = {.12, .12742, .13530, .15255}, later[] = {.12, .11762, .11529, .11077};
    for (int i = 0; i < 4; ++i) {
        CHECK(price_trigger_with_lag({.08, .02, .2, 0}, lag[i], false) == Approx(now[i]).epsilon(5e-5));
        CHECK(price_trigger_with_lag({.08, .02, .2, 0}, lag[i], true) == Approx(later[i]).epsilon(5e-5));
    }
}

TEST_CASE("T20: yearly decisions by the correction of Broadie, Glasserman and Kou") {
    const ValueProcess p[] = {{.04, 0, .2, 0}, {.08, .02, .2, 0}, {.08, .02, .3, 0}, {.12, 0, .3, 0}};
    const double expected[] = {1.780, 1.780, 2.152, 1.535};
    for (int i = 0; i < 4; ++i) CHECK(yearly_option_multiple(p[i]) == Approx(expected[i]).epsilon(5e-4));
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
