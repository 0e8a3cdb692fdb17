// SPDX-License-Identifier: Apache-2.0
#include "agents/ecosystem.hpp"

#include "agents/chance.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace drumbeat;
using doctest::Approx;

TEST_CASE("ecosystem: firms settle at home with its share, else anywhere alike") {
    std::array<int, 5> count{};
    const Stream stream{population_key(3, "regions"), 0};
    constexpr int firms = 20000;
    for (std::uint32_t i = 0; i < firms; ++i) {
        const Words words = stream.block(i, 0, 0);
        ++count[static_cast<std::size_t>(settled_in(7, 5, .6, uniform(words.w[0]), uniform(words.w[1])))];
    }
    // Region 7 mod 5 has .6 + .4/5 of them; four standard errors are .013 at most: error rate below 1e-3 in all.
    CHECK(count[2] / double{firms} == Approx(.68).epsilon(.02));
    for (const std::size_t other : {0, 1, 3, 4}) CHECK(count[other] / double{firms} == Approx(.08).epsilon(.1));
    CHECK(settled_in(3, 5, 0, .0, .999999999) == 4);
    CHECK(settled_in(3, 1, .5, .9, .5) == 0);
}

TEST_CASE("ecosystem: unit cost falls with each doubling of the region's output, within two doublings") {
    CHECK(agglomeration_factor(100, 100, .03) == 1);
    CHECK(agglomeration_factor(200, 100, .03) == Approx(.97));
    CHECK(agglomeration_factor(50, 100, .03) == Approx(1 / .97));
    CHECK(agglomeration_factor(10000, 100, .03) == Approx(.97 * .97));
    CHECK(agglomeration_factor(200, 100, 0) == 1);
    CHECK(agglomeration_factor(0, 100, .03) == 1);
}

TEST_CASE("ecosystem: scarce hires are shared, and dear") {
    CHECK(hires_granted(5, 100, .06) == 1);
    CHECK(hires_granted(12, 100, .06) == Approx(.5));
    CHECK(hires_granted(12, 0, .06) == 0);
    CHECK(hires_granted(0, 0, .06) == 1);
    CHECK(wage_factor(1, .05) == 1);
    CHECK(wage_factor(.5, .05) == Approx(1.025));
}
