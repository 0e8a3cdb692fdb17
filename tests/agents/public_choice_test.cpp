// SPDX-License-Identifier: Apache-2.0
#include "agents/public_choice.hpp"

#include "agents/chance.hpp"

#include <doctest/doctest.h>

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
