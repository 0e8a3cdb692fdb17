// SPDX-License-Identifier: Apache-2.0
#include "outputs/statistics/confidence_sequence.hpp"

#include "agents/chance.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <vector>

using namespace drumbeat;

namespace {

constexpr int sequences = 2000, longest = 1000;

using Draw = std::function<double(std::uint32_t word)>; // of mean 0
double normal(std::uint32_t word) { return maths::normal_quantile(uniform(word)); }
double skewed(std::uint32_t word) { return -std::log(uniform(word)) - 1; } // exponential

// Of so many sequences, the share in which an interval of `radius` standard deviations about the mean misses the true
// mean at any of all looks, after each value from the thirtieth to the last.
double share_that_misses(const Draw& draw, const std::function<double(double count)>& radius) {
    int missed = 0;
    for (std::uint32_t s = 0; s < sequences; ++s) {
        const Stream luck = stream(Luck{17, s}, "confidence sequence");
        double sum = 0, squares = 0;
        bool misses = false;
        for (int n = 1; n <= longest && !misses; ++n) {
            const double value = draw(luck.block(static_cast<std::uint32_t>(n), 0, 0).w[0]);
            sum += value;
            squares += value * value;
            if (n < static_cast<int>(values_for_a_sequence)) continue;
            const double mean = sum / n, variance = (squares - n * mean * mean) / (n - 1);
            misses = std::fabs(mean) > std::sqrt(variance) * radius(n);
        }
        missed += misses;
    }
    return static_cast<double>(missed) / sequences;
}

double sequence(double count) { return sequence_radius(count, .05, earliest_narrowest); }
double fixed(double count) { return 1.96 / std::sqrt(count); }

// The test's own error: where the sequence missed with exactly 5 %, it would say so in one of 700 choices of the seed.
constexpr double allowed = .05 + 3 * .00487; // three standard errors of a share of 5 % of 2,000

} // namespace

TEST_CASE("looked at after every value, the sequence misses the mean in fewer than 5 % of all studies") {
    CHECK(share_that_misses(normal, sequence) < allowed);
    CHECK(share_that_misses(skewed, sequence) < allowed);
}

TEST_CASE("planted: an interval for one look, and a sequence of half the width, fail that test") {
    CHECK(share_that_misses(normal, fixed) > .25);
    CHECK(share_that_misses(normal, [](double n) { return sequence(n) / 2; }) > allowed);
}

TEST_CASE("the radius by hand, and narrowest for its size where it was tuned to be") {
    // n = 4, r^2 = 1/4: spread 2; 2 * 2 / (16 / 4) log(sqrt 2 / .1)
    const double doubt = -2 * std::log(.1), tuned = 4 * (doubt + std::log(doubt + 1));
    CHECK(sequence_radius(4, .1, tuned) == doctest::Approx(std::sqrt(std::log(std::sqrt(2.) / .1))));
    for (const double n : {20., 100., 500.}) {
        CHECK(sequence_radius(n, .05, n) < sequence_radius(n, .05, n / 5));
        CHECK(sequence_radius(n, .05, n) < sequence_radius(n, .05, n * 5));
        CHECK(sequence_radius(n, .05, n) > fixed(n)); // looking at any time has its price
        CHECK(sequence_radius(n, .05, n) < 2 * fixed(n));
    }
}

TEST_CASE("an interval lies about the mean of what is there; few values give none") {
    std::vector<double> values;
    for (int i = 0; i < 40; ++i) values.push_back(i % 2 == 0 ? 1 : 3);
    values.push_back(std::nan(""));
    const AnytimeInterval interval = anytime_interval(values, .05, 50);
    CHECK(interval.mean.count == 40);
    CHECK(interval.mean.value == 2);
    const double deviation = std::sqrt(40. / 39);
    CHECK(interval.high - 2 == doctest::Approx(deviation * sequence_radius(40, .05, 50)));
    CHECK(interval.low == doctest::Approx(4 - interval.high));
    values.resize(29);
    CHECK(std::isnan(anytime_interval(values, .05, 50).low));
}
