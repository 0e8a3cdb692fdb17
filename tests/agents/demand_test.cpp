// SPDX-License-Identifier: Apache-2.0
#include "agents/chance.hpp"
#include "agents/demand.hpp"

#include "printed.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace drumbeat;
using doctest::Approx;

// A guarantee is a put: Black and Scholes (1973) without discounting; Black (1976).
TEST_CASE("T14: a minimum-quantity guarantee, log sd .4, mean 100, floor 80") {
    CHECK_PRINTED(expected_with_floor(100, .4, 80), "106.391");
    const double sd[] = {.1, .2, .3, .5};
    const char* worth[] = {"0.04", "1.19", "3.53", "9.46"};
    for (int i = 0; i < 4; ++i) CHECK_PRINTED(expected_with_floor(100, sd[i], 80) - 100, worth[i]);
}

// The same formula for sales: lognormal demand with a coefficient of variation, not a log standard deviation.
TEST_CASE("T14b: sales of a plant as large as mean demand") {
    const double cv[] = {0, .1, .2, .4, .8};
    const char* share[] = {"1.0000", "0.9602", "0.9211", "0.8473", "0.7251"};
    for (int i = 0; i < 5; ++i) CHECK_PRINTED(expected_sales(1, std::sqrt(log_variance(cv[i])), 1), share[i]);
    CHECK_PRINTED(expected_sales(100, .4, 100), "84.148");
    CHECK(expected_sales(100, 0, 80) == 80);
}

// The difference of a stationary AR(1): variance 2 (1 - phi) sx^2 (Hamilton 1994, ch. 3); the numbers are those of
// equipment spending 2001 to 2013 (CSIS) and of imports of major arms 1990 to 2019 (World Bank, SIPRI).
TEST_CASE("T25: standard deviation of growth from CV and persistence") {
    CHECK_PRINTED(growth_sd(.15, .65), "0.125");
    CHECK_PRINTED(growth_sd(.29, .45), "0.298");
    CHECK_PRINTED(growth_sd(.56, .11), "0.697");
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
