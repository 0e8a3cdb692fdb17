// SPDX-License-Identifier: Apache-2.0
#include "sim/year/lots.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

using namespace drumbeat;
using doctest::Approx;

namespace {

// Years of luck: the numbers of a line in a year belong to both, so 100 lines and 2,000 years are 200,000 draws.
constexpr int lines = 100, years = 2000;

struct Moments {
    double cv = 0, lots = 0;
};
// Of the sum of a year's lots, the first `skipped` left out.
Moments moments_of_sum(double expected, double size_cv, std::size_t skipped) {
    Streams luck;
    luck.add_area({23, 0}, "lots test");
    std::vector<double> sizes;
    double sum = 0, square = 0, count = 0;
    for (int line = 0; line < lines; ++line)
        for (int year = 0; year < years; ++year) {
            draw_lot_sizes(luck, LotsInYear{Area{0}, line, year}, expected, size_cv, sizes);
            const double total =
                std::accumulate(sizes.begin() + static_cast<std::ptrdiff_t>(skipped), sizes.end(), 0.0);
            sum += total, square += total * total, count += static_cast<double>(sizes.size());
        }
    const double n = static_cast<double>(lines) * years, mean = sum / n;
    return {std::sqrt(square / n - mean * mean) / mean, count / n};
}

} // namespace

// Compound Poisson sums (Feller 1968, ch. XII): variance n E[size^2]. The lots beside the first are such a sum, before
// they are cut to the year's total. The relative standard error of the coefficient of variation is
// sqrt((2 + excess kurtosis + 4 cv^2) / draws) / 2 at most, with an excess of E[size^4] / (n E[size^2]^2); with five
// checks at four of these the test fails by chance in 3 of 10,000 seeds.
TEST_CASE("T23: the spread of a year's orders, from the number of lots and the spread of their sizes") {
    const double number[] = {2, 4, 20, 4, 20}, size_cv[] = {1, 1, 1, 2, 2},
                 printed[] = {1.0, .7071, .3162, 1.118, .500};
    for (int i = 0; i < 5; ++i) {
        CAPTURE(i);
        const double raised = 1 + size_cv[i] * size_cv[i];
        CHECK(std::sqrt(raised / number[i]) == Approx(printed[i]).epsilon(1e-4));
        const double excess = std::pow(raised, 4) / number[i];
        const double error = std::sqrt((2 + excess + 4 * printed[i] * printed[i]) / (lines * years)) / 2;
        const Moments drawn = moments_of_sum(1 + number[i], size_cv[i], 1);
        CHECK(std::abs(drawn.cv / printed[i] - 1) < 4 * error);
        CHECK(std::abs(drawn.lots - 1 - number[i]) < 4 * std::sqrt(number[i] / (lines * years)));
    }
}

TEST_CASE("there is always a lot, which takes a part of the spread away") {
    // N = 1 + Poisson(n - 1): the variance of the sum is n cs^2 + n - 1 sizes squared.
    CHECK(moments_of_sum(2, 1, 0).cv == Approx(std::sqrt((2. + 2 - 1) / 4)).epsilon(.015));
    const Moments one = moments_of_sum(.3, 0, 0);
    CHECK(one.lots == 1);
    CHECK(one.cv == Approx(0));
}
