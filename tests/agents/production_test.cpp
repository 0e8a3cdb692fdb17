// SPDX-License-Identifier: Apache-2.0
#include "agents/production.hpp"

#include "printed.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace drumbeat;
using doctest::Approx;

// Wright (1936): cost falls by a fixed share with each doubling of experience.
TEST_CASE("T19: Wright's learning curve at the 10th and 100th unit") {
    const double slope[] = {.85, .80};
    const char *tenth[] = {"0.5828", "0.4765"}, *hundredth[] = {"0.3397", "0.2271"};
    for (int i = 0; i < 2; ++i) {
        const double b = learning_exponent(slope[i]);
        CHECK_PRINTED(learning_factor(10, 1, b), tenth[i]);
        CHECK_PRINTED(learning_factor(100, 1, b), hundredth[i]);
    }
    double sum = 0;
    for (int unit = 1; unit <= 100; ++unit) sum += learning_factor(unit, 1, learning_exponent(.85));
    CHECK_PRINTED(sum / 100, "0.4375");
}

// Benkard (2000) on forgetting: experience decays, and cost climbs back along Wright's curve.
TEST_CASE("T19b: unit cost after two years without output") {
    const double b = learning_exponent(.85);
    double e = 100;
    for (int year = 0; year < 2; ++year) e = experience_after(e, 0, .30);
    CHECK_PRINTED(learning_factor(e, 100, b), "1.1821");
    e = 100;
    for (int year = 0; year < 2; ++year) e = experience_after(e, 0, .05);
    CHECK_PRINTED(learning_factor(e, 100, b), "1.0243");
}

TEST_CASE("experience at a constant rate stays where output replaces what is forgotten") {
    CHECK(experience_after(100 / .15, 100, .15) == Approx(100 / .15));
}

TEST_CASE("asking price: cost, margin, scarcity and the buyer's share of a saving") {
    CHECK(asking_price({.825, .175, 0, 0, .5}, .2) == Approx(1));
    CHECK(asking_price({.825, .175, 1.5, 0, .5}, .2) == Approx(1.2)); // capped
    CHECK(asking_price({.825, .175, .95, 0, .5}, .2) == Approx(1.1));
    CHECK(asking_price({.825, .175, 0, .08, .5}, .2) == Approx(1 - .04 * .825)); // half of what is saved of cost
    CHECK(multi_year_saving(.10, 1) == 0);
    CHECK(multi_year_saving(.10, 2) == Approx(.0393).epsilon(.002)); // 4 to 9 % for two to five years
    CHECK(multi_year_saving(.10, 5) == Approx(.0865).epsilon(.002));
}
