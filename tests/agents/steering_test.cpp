// SPDX-License-Identifier: Apache-2.0
#include "agents/steering.hpp"

#include "agents/maths.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

using namespace drumbeat;
using doctest::Approx;

namespace {

double sum_of(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

double dot(const std::vector<double>& a, const std::vector<double>& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

} // namespace

TEST_CASE("readiness: 1 at rest, and on its way to what is delivered over what is due") {
    CHECK(readiness_after(1, .15, 1) == 1);
    CHECK(readiness_after(1, .15, .4) == Approx(.91));
    double readiness = 1;
    for (int year = 0; year < 200; ++year) readiness = readiness_after(readiness, .15, .7);
    CHECK(readiness == Approx(.7));
}

TEST_CASE("share to let, by hand: the scarcest later year decides") {
    const std::vector<LaterYear> years{{}, {100, 60, 40}, {100, 75, 20}, {80, 10, 0}};
    // .9 * 100 - 60 = 30 of 40, and 15 of 20: both three quarters.
    CHECK(share_to_let(years, .9) == Approx(.75));
    CHECK(share_to_let(years, .8) == Approx(.25)); // 20 of 40, and 5 of 20
    CHECK(share_to_let(years, 1) == 1);            // 40 of 40, and 25 of 20
    CHECK(share_to_let(years, .5) == 0);           // bound beyond it already: nothing, and not less
    CHECK(share_to_let(std::vector<LaterYear>{{}, {80, 200, 0}}, .9) == 1); // lots that reach no later year
    CHECK(share_to_let({}, .9) == 1);
}

TEST_CASE(
    "postponed: the share asked for in all, in proportion where gaps are equal, else most where the gap is least") {
    std::vector<double> waits;
    postpone(std::vector{30., 50., 20.}, std::vector{.2, .2, .2}, 2, .4, waits);
    for (const double part : waits) CHECK(part == Approx(.4));

    const std::vector<double> open{30, 50, 20};
    const std::vector<double> gap{.5, 0, .1};
    postpone(open, gap, 2, .4, waits);
    CHECK(dot(waits, open) == Approx(40));
    // By hand: waits_a = rate * exp(-2 gap), rate = 40 / (30 exp(-1) + 50 + 20 exp(-.2)).
    const double rate = 40 / (30 * std::exp(-1.) + 50 + 20 * std::exp(-.2));
    CHECK(waits[0] == Approx(rate * std::exp(-1.)));
    CHECK(waits[1] == Approx(rate));
    CHECK(waits[2] == Approx(rate * std::exp(-.2)));
}

TEST_CASE("postponed: no more than is open; what one area cannot postpone the others do") {
    std::vector<double> waits;
    const std::vector<double> open{30, 50, 20, 0};
    const std::vector<double> gap{2, 0, 1, -3};
    for (const double share : {0., .1, .5, .6, .9, 1.}) {
        postpone(open, gap, 3, share, waits);
        CHECK(dot(waits, open) == Approx(share * 100));
        for (const double part : waits) {
            CHECK(part >= 0);
            CHECK(part <= 1);
        }
        if (share > .5 && share < 1) CHECK(waits[1] == 1); // the least gap of those who have something
    }
}

TEST_CASE("moved plan, by hand: towards the greater gap, and no more than allowed") {
    std::vector<double> plan{60, 40};
    const std::vector<double> gap{.3, .1};
    // Wanted of the first: 100 * 60 exp(.6) / (60 exp(.6) + 40 exp(.2)).
    const double wanted = 100 * 60 * std::exp(.6) / (60 * std::exp(.6) + 40 * std::exp(.2));
    CHECK(move_plan(plan, gap, 2, 1) == Approx((wanted - 60) / 100));
    CHECK(plan[0] == Approx(wanted));
    CHECK(plan[1] == Approx(100 - wanted));

    plan = {60, 40};
    CHECK(move_plan(plan, gap, 2, .03) == Approx(.03));
    CHECK(plan[0] == Approx(63));
    CHECK(plan[1] == Approx(37));
}

TEST_CASE("moved plan: equal gaps and no strength move nothing, to the bit") {
    const std::vector<double> before{61.7, 40.1, 0, 13.3};
    std::vector<double> plan = before;
    CHECK(move_plan(plan, std::vector{.3, .3, .3, .3}, 2, .1) == 0);
    CHECK(plan == before);
    CHECK(move_plan(plan, std::vector{.3, .1, 0., -.3}, 2, 0) == 0);
    CHECK(plan == before);
    CHECK(move_plan(plan, std::vector{.3, .1, 0., -.3}, 0, 1) == Approx(0).epsilon(1e-12));
    for (std::size_t a = 0; a < plan.size(); ++a) CHECK(plan[a] == Approx(before[a]).epsilon(1e-12));
}

TEST_CASE("moved plan: the sum stays, nothing becomes negative, what has nothing gets nothing, order does not matter") {
    std::mt19937 luck(7);
    std::uniform_real_distribution<double> uniform(0, 1);
    for (int trial = 0; trial < 2000; ++trial) {
        std::vector<double> plan(1 + luck() % 8);
        std::vector<double> gap(plan.size());
        for (double& value : plan) value = uniform(luck) < .2 ? 0 : 1000 * uniform(luck);
        for (double& value : gap) value = 4 * uniform(luck) - 2;
        const std::vector<double> before = plan;
        const double strength = 20 * uniform(luck);
        const double most = uniform(luck);
        std::vector<double> reversed(plan.rbegin(), plan.rend());
        std::vector<double> reversed_gap(gap.rbegin(), gap.rend());
        const double part = move_plan(plan, gap, strength, most);
        CHECK(sum_of(plan) == Approx(sum_of(before)).epsilon(1e-12));
        CHECK(part <= most + 1e-12);
        double gained = 0;
        for (std::size_t a = 0; a < plan.size(); ++a) {
            CHECK(plan[a] >= 0);
            if (before[a] == 0) CHECK(plan[a] == 0);
            gained += std::max(0.0, plan[a] - before[a]);
        }
        CHECK(gained == Approx(part * sum_of(before)).epsilon(1e-9));
        move_plan(reversed, reversed_gap, strength, most);
        std::ranges::reverse(reversed);
        for (std::size_t a = 0; a < plan.size(); ++a) CHECK(reversed[a] == Approx(plan[a]).epsilon(1e-9));
    }
}
