// SPDX-License-Identifier: Apache-2.0
#include "outputs/statistics/statistics.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

using namespace drumbeat;
using doctest::Approx;

TEST_CASE("a ratio over runs is a ratio of sums, by hand") {
    const std::vector<double> top{10, 90}, bottom{1, 1};
    CHECK(ratio_of_sums(top, bottom).value == Approx(50));
    const std::vector<double> uneven{1, 9}; // each run alone says 10; together too
    CHECK(ratio_of_sums(top, uneven).value == Approx(10));
    CHECK(ratio_of_sums(top, uneven).error == Approx(0));
    const std::vector<double> little{.1, 9}; // the mean of the ratios would be 55
    CHECK(ratio_of_sums(top, little).value == Approx(100 / 9.1));
    CHECK(ratio_of_sums(top, little).count == 2);
}

TEST_CASE("with equal denominators the error is that of a mean") {
    const std::vector<double> top{3, 5, 4, 8, 1}, bottom(5, 2.0);
    std::vector<double> ratios;
    for (const double value : top) ratios.push_back(value / 2);
    CHECK(ratio_of_sums(top, bottom).value == Approx(mean_of(ratios).value));
    CHECK(ratio_of_sums(top, bottom).error == Approx(mean_of(ratios).error));
    const std::vector<double> other(5, 4.0);
    const Mean less = difference_of_ratios(top, bottom, other, bottom);
    CHECK(less.value == Approx(mean_of(ratios).value - 2));
    CHECK(less.error == Approx(mean_of(ratios).error));                       // the other arm varies by nothing
    CHECK(difference_of_ratios(top, bottom, top, bottom).error == Approx(0)); // the same luck
}

TEST_CASE("runs with a missing value are left out, and nothing is divided by nothing") {
    const double none = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> top{10, none, 20}, bottom{1, 1, 1}, nothing{0, 0, 0};
    CHECK(ratio_of_sums(top, bottom).value == Approx(15));
    CHECK(ratio_of_sums(top, bottom).count == 2);
    CHECK(std::isnan(ratio_of_sums(top, nothing).value));
    CHECK(ratio_of_sums(top, nothing).count == 0);
}
