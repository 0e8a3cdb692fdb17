// SPDX-License-Identifier: Apache-2.0
#include "outputs/statistics/rank_correlation.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

using namespace drumbeat;
using doctest::Approx;

namespace {

constexpr double gap = std::numeric_limits<double>::quiet_NaN();
using Series = std::vector<double>;

// A small source of normal draws, with a fixed seed.
struct Draws {
    std::uint64_t state;
    double uniform() {
        state += 0x9E3779B97F4A7C15u;
        std::uint64_t z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return (static_cast<double>((z ^ (z >> 31)) >> 11) + .5) * 0x1p-53;
    }
    double normal() {
        double sum = -6;
        for (int i = 0; i < 12; ++i) sum += uniform();
        return sum;
    }
};

} // namespace

TEST_CASE("ranks: equal values share the mean of their ranks") {
    CHECK(ranks(Series{30, 10, 20}) == Series{3, 1, 2});
    CHECK(ranks(Series{5, 1, 5, 5}) == Series{3, 1, 3, 3});
    CHECK(ranks(Series{}).empty());
}

TEST_CASE("rank correlation by hand") {
    // 1 - 6 sum d^2 / (n (n^2 - 1)) with d = 0, 1, 1, 1, 1: 1 - 24/120.
    CHECK(rank_correlation(Series{1, 2, 3, 4, 5}, Series{1, 3, 2, 5, 4}) == Approx(.8));
    CHECK(rank_correlation(Series{1, 2, 3, gap}, Series{1, 8, 27, 5}) == Approx(1));
    CHECK(rank_correlation(Series{1, 2, 3}, Series{3, 2, 1}) == Approx(-1));
    CHECK(std::isnan(rank_correlation(Series{1, 1, 1}, Series{3, 2, 1})));
}

TEST_CASE("partial rank correlation: of one factor it is Spearman's, of two it follows the formula") {
    const Series a{1, 2, 3, 4, 5, 6, 7, 8}, b{2, 1, 4, 3, 8, 5, 7, 6}, y{1, 3, 2, 5, 4, 8, 6, 7};
    const auto one = partial_rank_correlations(std::vector<Series>{a}, y);
    REQUIRE(one.size() == 1);
    CHECK(one[0].value == Approx(rank_correlation(a, y)));
    CHECK(one[0].points == 8);

    const double ay = rank_correlation(a, y), by = rank_correlation(b, y), ab = rank_correlation(a, b);
    const auto two = partial_rank_correlations(std::vector<Series>{a, b}, y);
    CHECK(two[0].value == Approx((ay - ab * by) / std::sqrt((1 - ab * ab) * (1 - by * by))));
    CHECK(two[1].value == Approx((by - ab * ay) / std::sqrt((1 - ab * ab) * (1 - ay * ay))));
}

TEST_CASE("partial rank correlation: the interval by hand") {
    // r = .8 of five points: no factor taken out; z = atanh .8 = 1.0986, variance (1 + .32) / 2.
    const auto found = partial_rank_correlations(std::vector<Series>{Series{1, 2, 3, 4, 5}}, Series{1, 3, 2, 5, 4});
    const double z = std::atanh(.8), reach = 1.6448536 * std::sqrt(1.32 / 2);
    CHECK(found[0].low == Approx(std::tanh(z - reach)));
    CHECK(found[0].high == Approx(std::tanh(z + reach)));
    CHECK_FALSE(found[0].tells_a_sign());
}

TEST_CASE("partial rank correlation: what rises with the outcome alone tells all, whatever the shape") {
    Draws draws{7};
    Series a, b, y;
    for (int i = 0; i < 200; ++i) {
        a.push_back(draws.normal());
        b.push_back(draws.normal());
        y.push_back(std::exp(3 * a.back()));
    }
    const auto found = partial_rank_correlations(std::vector<Series>{a, b}, y);
    CHECK(found[0].value == Approx(1));
    CHECK(found[0].low == Approx(1));
    CHECK(std::isnan(found[1].value)); // nothing of the outcome is left to follow
    for (double& value : y) value = -value;
    CHECK(partial_rank_correlations(std::vector<Series>{a, b}, y)[0].value == Approx(-1));
}

TEST_CASE("partial rank correlation: another factor hides an effect that the plain one misses") {
    // y = a - b with a and b close: each plain correlation is near 0, the partial ones are strong and opposite.
    Draws draws{11};
    Series a, b, y;
    for (int i = 0; i < 500; ++i) {
        const double common = 3 * draws.normal();
        a.push_back(common + draws.normal());
        b.push_back(common + draws.normal());
        y.push_back(a.back() - b.back() + .2 * draws.normal());
    }
    CHECK(std::fabs(rank_correlation(a, y)) < .35);
    const auto found = partial_rank_correlations(std::vector<Series>{a, b}, y);
    CHECK(found[0].value > .7);
    CHECK(found[1].value < -.7);
    CHECK(found[0].tells_a_sign());
}

TEST_CASE("partial rank correlation: what cannot be told is missing, and missing points are left out") {
    const Series a{1, 2, 3, 4, 5, 6, 7, 8}, constant(8, 2.0), y{1, 3, 2, 5, 4, 8, 6, 7};
    const auto found = partial_rank_correlations(std::vector<Series>{a, constant}, y);
    CHECK(found[0].value == Approx(rank_correlation(a, y)));
    CHECK(std::isnan(found[1].value));
    CHECK_FALSE(found[1].assessed());

    Series twice = a;
    for (double& value : twice) value = value * value;
    for (const RankCorrelation& one : partial_rank_correlations(std::vector<Series>{a, twice}, y))
        CHECK(std::isnan(one.value));

    const Series with_gap{1, 3, gap, 5, 4, 8, 6, 7}, b{2, 1, 4, 3, 8, 5, 7, 6};
    const auto without = partial_rank_correlations(std::vector<Series>{a, b}, with_gap);
    const auto shorter = partial_rank_correlations(
        std::vector<Series>{Series{1, 2, 4, 5, 6, 7, 8}, Series{2, 1, 3, 8, 5, 7, 6}}, Series{1, 3, 5, 4, 8, 6, 7});
    CHECK(without[0].points == 7);
    CHECK(without[0].value == Approx(shorter[0].value));

    const auto few = partial_rank_correlations(std::vector<Series>{Series{1, 2, 3}}, Series{1, 3, 2});
    CHECK(std::isnan(few[0].value));
    CHECK(partial_rank_correlations(std::vector<Series>{Series{}}, Series{})[0].points == 0);
}

TEST_CASE("partial rank correlation: nine intervals in ten hold the truth") {
    // Three factors, y = x1 + .5 x2 + noise. The truth is that of one large sample. With 400 intervals of 90 %, fewer
    // than 340 or more than 380 hits happen once in a thousand times.
    const auto sampled = [](Draws& draws, int points) {
        std::vector<Series> x(3);
        Series y;
        for (int i = 0; i < points; ++i) {
            for (Series& column : x) column.push_back(draws.normal());
            y.push_back(x[0].back() + .5 * x[1].back() + draws.normal());
        }
        return partial_rank_correlations(x, y);
    };
    Draws draws{2026};
    const auto truth = sampled(draws, 60000);
    int hits[3] = {};
    for (int study = 0; study < 400; ++study) {
        const auto found = sampled(draws, 60);
        for (std::size_t j = 0; j < 3; ++j)
            hits[j] += found[j].low <= truth[j].value && truth[j].value <= found[j].high;
    }
    for (const int count : hits) {
        CHECK(count >= 340);
        CHECK(count <= 380);
    }
}
