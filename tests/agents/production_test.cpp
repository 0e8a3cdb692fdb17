// SPDX-License-Identifier: Apache-2.0
#include "agents/production.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace drumbeat;
using doctest::Approx;

TEST_CASE("T19: Wright's learning curve at the 10th and 100th unit") {
    const double slope[] = {.85, .80}, tenth[] = {.5828, .4765}, hundredth[] = {.3397, .2271};
    for (int i = 0; i < 2; ++i) {
        const double b = learning_exponent(slope[i]);
        CHECK(learning_factor(10, 1, b) == Approx(tenth[i]).epsilon(1e-4));
        CHECK(learning_factor(100, 1, b) == Approx(hundredth[i]).epsilon(2e-4));
    }
    double sum = 0;
    for (int unit = 1; unit <= 100; ++unit) sum += learning_factor(unit, 1, learning_exponent(.85));
    CHECK(sum / 100 == Approx(.4375).epsilon(2e-4));
}

TEST_CASE("T19b: unit cost after two years without output") {
    const double b = learning_exponent(.85);
    double e = 100;
    for (int year = 0; year < 2; ++year) e = experience_after(e, 0, .30);
    CHECK(learning_factor(e, 100, b) == Approx(1.1821).epsilon(1e-4));
    e = 100;
    for (int year = 0; year < 2; ++year) e = experience_after(e, 0, .05);
    CHECK(learning_factor(e, 100, b) == Approx(1.0243).epsilon(1e-4));
}

TEST_CASE("experience at a constant rate stays where output replaces what is forgotten") {
    CHECK(experience_after(100 / .15, 100, .15) == Approx(100 / .15));
}

TEST_CASE("asking price: cost, margin, scarcity and the buyer's share of a saving") {
    CHECK(asking_price({.825, .175, 0, 0, .5}, .2) == Approx(1));
    CHECK(asking_price({.825, .175, 1.5, 0, .5}, .2) == Approx(1.2)); // capped
    CHECK(asking_price({.825, .175, .95, 0, .5}, .2) == Approx(1.1));
    CHECK(asking_price({.825, .175, 0, .08, .5}, .2) == Approx(.96));
    CHECK(multi_year_saving(.10, 1) == 0);
    CHECK(multi_year_saving(.10, 2) == Approx(.0393).epsilon(.002)); // 4 to 9 % for two to five years
    CHECK(multi_year_saving(.10, 5) == Approx(.0865).epsilon(.002));
}
