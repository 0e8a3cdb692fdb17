// SPDX-License-Identifier: Apache-2.0
#include "agents/public_choice.hpp"

#include "agents/chance.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace drumbeat;
using doctest::Approx;

TEST_CASE("public choice: a good firm is ranked above a bad one as often as the skill says") {
    CHECK(signal_strength(.5) == Approx(0));
    const Stream stream{population_key(5, "signals"), 0};
    constexpr int pairs = 40000;
    for (const double skill : {.5, .65, .8}) {
        const double strength = signal_strength(skill);
        int right = 0;
        for (std::uint32_t i = 0; i < pairs; ++i) {
            const Words words = stream.block(i, 0, 0);
            right += signal_of(true, strength, standard_normal(words.w[0])) >
                     signal_of(false, strength, standard_normal(words.w[1]));
        }
        // Four standard errors of a share over 40,000 pairs are .01: error rate 1e-4 a row.
        CHECK(right / double{pairs} == Approx(skill).epsilon(.01 / skill));
    }
}

TEST_CASE("public choice: what a signal tells of a firm, by Bayes' rule") {
    for (const double strength : {0., .5, 2.}) {
        for (const double signal : {-3., 0., 1., 4.}) {
            const double good = std::exp(-.5 * (signal - strength) * (signal - strength));
            const double bad = std::exp(-.5 * signal * signal);
            CHECK(probability_good(signal, strength) == Approx(good / (good + bad)));
        }
    }
    CHECK(probability_good(7, 0) == .5); // a coin tells nothing
}
