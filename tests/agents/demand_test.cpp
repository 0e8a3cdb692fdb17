// SPDX-License-Identifier: Apache-2.0
#include "agents/demand.hpp"
#include "agents/chance.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace drumbeat;
using doctest::Approx;

TEST_CASE("T14: a minimum-quantity guarantee, log sd .4, mean 100, floor 80") {
    CHECK(expected_with_floor(100, .4, 80) == Approx(106.391).epsilon(1e-5));
    const double sd[] = {.1, .2, .3, .5}, worth[] = {.04, 1.19, 3.53, 9.46};
    for (int i = 0; i < 4; ++i) CHECK(expected_with_floor(100, sd[i], 80) - 100 == Approx(worth[i]).epsilon(.01));
}

TEST_CASE("T14b: sales of a plant as large as mean demand") {
    const double cv[] = {.1, .2, .4, .8}, share[] = {.9602, .9211, .8473, .7251};
    for (int i = 0; i < 4; ++i) CHECK(expected_sales(1, std::sqrt(log_variance(cv[i])), 1) == Approx(share[i]).epsilon(1e-4));
    CHECK(expected_sales(100, .4, 100) == Approx(84.148).epsilon(1e-5));
    CHECK(expected_sales(100, 0, 80) == 80);
}

TEST_CASE("T25: standard deviation of growth from CV and persistence") {
    CHECK(growth_sd(.15, .65) == Approx(.125).epsilon(.005));
    CHECK(growth_sd(.29, .45) == Approx(.298).epsilon(.005));
    CHECK(growth_sd(.56, .11) == Approx(.698).epsilon(.005));
}

TEST_CASE("a guarantee is worth nothing or more, and more with its level and with volatility") {
    for (double sd = .05; sd < 1; sd += .05)
        for (double floor = 0; floor <= 1; floor += .1) {
            const double worth = expected_with_floor(1, sd, floor) - 1;
            CHECK(worth >= -1e-12);
            CHECK(expected_with_floor(1, sd, floor + .05) - 1 >= worth - 1e-12);
            CHECK(expected_with_floor(1, sd + .05, floor) - 1 >= worth - 1e-12);
        }
}

TEST_CASE("a floor takes risk away and never adds any") {
    CHECK(log_sd_above_floor(1, .4, 0) == .4);
    CHECK(log_sd_above_floor(1, .4, .8) < .4);
    CHECK(log_sd_above_floor(1, .4, 5) < .02);
    // Against simulation: 200,000 draws; the sample sd of logs has a relative standard error below .5 %.
    const Stream draws = stream({7, 0}, "demand test");
    double mean = 0, square = 0;
    constexpr int n = 200000;
    for (int i = 0; i < n; ++i) {
        const double z = standard_normal(draws.block(static_cast<std::uint32_t>(i), 0, 0).w[0]);
        const double value = std::max(.8, std::exp(.4 * z - .08));
        mean += value / n, square += value * value / n;
    }
    CHECK(log_sd_above_floor(1, .4, .8) == Approx(std::sqrt(std::log(square / (mean * mean)))).epsilon(.02));
}

TEST_CASE("the table of expected sales keeps its error bound") {
    const ExpectedSales table;
    double worst = 0;
    for (double sd = 0; sd < 2.9; sd += .013)
        for (double log_ratio = -4; log_ratio < 4; log_ratio += .021) {
            const double ratio = std::exp(log_ratio);
            worst = std::max(worst, std::abs(table(log_ratio, ratio, sd) - expected_sales(1, sd, ratio)));
        }
    CHECK(worst < ExpectedSales::error_bound);
    MESSAGE("largest error of the table: ", worst);
}
