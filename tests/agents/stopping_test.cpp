// SPDX-License-Identifier: Apache-2.0
#include "agents/stopping.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace drumbeat;
using doctest::Approx;

namespace {
constexpr double hurdle = .12, survival = .95;
double trigger_demand(double phi, double cv) {
    const double sx = std::sqrt(std::log(1 + cv * cv));
    const StoppingSolution solution({{phi, sx * std::sqrt(1 - phi * phi)}, 0, 0, hurdle, survival, 0}, 401);
    return std::exp(solution.trigger(1 / .20));
}
} // namespace

TEST_CASE("R8: trigger demand of the toy problem (dossier 6b), p = .20, mean 1, plant 1") {
    CHECK(trigger_demand(.5, .3) == Approx(.862).epsilon(.02));
    CHECK(trigger_demand(.8, .3) == Approx(.872).epsilon(.02));
    CHECK(trigger_demand(.95, .3) == Approx(.842).epsilon(.02));
    CHECK(trigger_demand(.5, .6) == Approx(.980).epsilon(.02));
}

TEST_CASE("without risk the value is the annuity and waiting is worth nothing") {
    const StoppingSolution solution({{1, 1e-4}, 0, 0, hurdle, survival, 0}, 201);
    CHECK(solution.value(.5) == Approx(1 / (1 - survival / (1 + hurdle))).epsilon(1e-3));
    CHECK(solution.multiple(-.2) == Approx(1).epsilon(.01));
}

TEST_CASE("the multiple is at least 1 and rises with volatility; a lag discounts the value") {
    double before = 1;
    for (const double sd : {.05, .1, .2, .4}) {
        const StoppingSolution solution({{1, sd}, 0, 0, hurdle, survival, 0});
        CHECK(solution.multiple(-.1) >= before - 5e-3);
        before = solution.multiple(-.1);
    }
    const StoppingSolution now({{1, .2}, 0, 0, hurdle, survival, 0}), later({{1, .2}, 0, 0, hurdle, survival, 2});
    CHECK(later.value(0) < now.value(0) / 1.2);
}
