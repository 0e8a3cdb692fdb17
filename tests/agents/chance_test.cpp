// SPDX-License-Identifier: Apache-2.0
#include "agents/chance.hpp"

#include <doctest/doctest.h>

#if __has_include(<Random123/philox.h>) && !defined(__EMSCRIPTEN__)
#include <Random123/philox.h>
#define DRUMBEAT_HAS_RANDOM123
#endif

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <numeric>
#include <vector>

using namespace drumbeat;
using doctest::Approx;

// The statistical tests have fixed seeds. Each allows a mean to lie `many_errors` standard errors from what it should
// be: a right generator fails one such check with probability 5.7e-7, so a seed fails any of the 180 or so in this file
// with probability 1e-4.
namespace {

constexpr double many_errors = 5;
constexpr double huge = maths::infinity;
constexpr Stream test_stream = stream({20261124, 3}, "test");

// A mean of n numbers, and how many standard errors it lies from what it should be.
struct Average {
    double sum = 0, squares = 0, n = 0;
    void add(double x) { sum += x, squares += x * x, ++n; }
    double errors_from(double truth) const {
        const double mean = sum / n, variance = squares / n - mean * mean;
        return std::abs(mean - truth) / std::sqrt(variance / n);
    }
};

// How many standard errors a chi-square statistic lies above its mean (its number of degrees of freedom).
double errors_above(double chi_square, double freedom) { return (chi_square - freedom) / std::sqrt(2 * freedom); }

// P(N <= k) of a Poisson count for k = 0, 1, ...: the oracle. From the likeliest count in both directions, each
// probability a multiple of its neighbour's; then all are scaled to sum to 1.
std::vector<double> poisson_cdf(double mean) {
    const auto mode = static_cast<std::size_t>(mean);
    std::vector<long double> weight(static_cast<std::size_t>(mean + 12 * std::sqrt(mean) + 30));
    const auto m = static_cast<long double>(mean);
    weight[mode] = 1;
    for (std::size_t k = mode; k > 0; --k) weight[k - 1] = weight[k] * static_cast<long double>(k) / m;
    for (std::size_t k = mode + 1; k < weight.size(); ++k) weight[k] = weight[k - 1] * m / static_cast<long double>(k);
    const long double total = std::accumulate(weight.begin(), weight.end(), 0.0L);
    std::vector<double> cdf;
    long double sum = 0;
    for (const long double w : weight) cdf.push_back(static_cast<double>((sum += w) / total));
    return cdf;
}

} // namespace

// From Random123's file of known answers (kat_vectors, philox4x32 10): zeros, ones and the digits of pi.
TEST_CASE("chance: Philox gives the published answers") {
    constexpr Words zeros = philox({{0, 0, 0, 0}}, 0, 0);
    static_assert(zeros == Words{{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}});
    constexpr std::uint32_t f = 0xffffffff;
    CHECK(philox({{f, f, f, f}}, f, f) == Words{{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}});
    CHECK(philox({{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}}, 0xa4093822, 0x299f31d0) ==
          Words{{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}});
}

#ifdef DRUMBEAT_HAS_RANDOM123
TEST_CASE("chance: Philox equals Random123's") {
    int different = 0;
    for (std::uint32_t i = 0; i < 20000; ++i) {
        const Words c = test_stream.block(i, 0, 0), k = test_stream.block(i, 1, 0);
        const r123::Philox4x32::ctr_type theirs =
            r123::Philox4x32{}({{c.w[0], c.w[1], c.w[2], c.w[3]}}, {{k.w[0], k.w[1]}});
        different += philox(c, k.w[0], k.w[1]) != Words{{theirs[0], theirs[1], theirs[2], theirs[3]}};
    }
    CHECK(different == 0);
}
#endif

TEST_CASE("chance: a population's key is FNV-1a, then splitmix64") {
    // the seed that cancels the name's hash leaves splitmix64's first number from 0
    CHECK(population_key(0x399259558421012f, "") == 0xe220a8397b1dcdaf);       // FNV-1a: cbf29ce484222325
    CHECK(population_key(0x9791a5bbb633bea4, "a") == 0xe220a8397b1dcdaf);      // af63dc4c8601ec8c
    CHECK(population_key(0x3938be7252cd05b8, "foobar") == 0xe220a8397b1dcdaf); // 85944171f73967e8
    CHECK(population_key(1, "a") != population_key(1, "b"));
    CHECK(population_key(1, "a") != population_key(2, "a"));
}

TEST_CASE("chance: a stream's counter is replication, ordinal, year and cohort, block and nth") {
    const Stream s = stream({5, 7}, "firms");
    CHECK(s.key == population_key(5, "firms"));
    const Words block = s.block(11, 2026, 12, 13, 14);
    CHECK(block == philox({{7, 11, 2026u << 16 | 12, 13u << 16 | 14}}, static_cast<std::uint32_t>(s.key),
                          static_cast<std::uint32_t>(s.key >> 32)));
    CHECK(s.block(11, 2026, 12) == s.block(11, 2026, 12, 0, 0));

    CHECK(s.block(11, 2026, -1) == s.block(11, 2026, 65535)); // a negative cohort is a number of its own
    CHECK(s.block(11, 2026, -1) != s.block(11, 2025, -1));
    for (const Words& other :
         {s.block(12, 2026, 12, 13, 14), s.block(11, 2027, 12, 13, 14), s.block(11, 2026, 13, 13, 14),
          s.block(11, 2026, 12, 14, 14), s.block(11, 2026, 12, 13, 15), s.block(11, 12, 2026, 13, 14),
          stream({5, 8}, "firms").block(11, 2026, 12, 13, 14), stream({6, 7}, "firms").block(11, 2026, 12, 13, 14),
          stream({5, 7}, "farms").block(11, 2026, 12, 13, 14)})
        CHECK(block != other);
}

TEST_CASE("chance: uniform numbers lie strictly between 0 and 1, and are exact") {
    CHECK(uniform(0) == 0x1p-33);
    CHECK(uniform(0x7fffffff) == .5 - 0x1p-33);
    CHECK(uniform(0x80000000) == .5 + 0x1p-33);
    CHECK(uniform(0xffffffff) == 1 - 0x1p-33);
    CHECK(uniform53(0, 0) == 0x1p-53);
    CHECK(uniform53(0, 0xfff) == 0x1p-53); // the lower 12 bits do not count
    CHECK(uniform53(0, 0x1000) == 0x1.8p-52);
    CHECK(uniform53(0x80000000, 0) == .5 + 0x1p-53);
    CHECK(uniform53(0xffffffff, 0xffffffff) == 1 - 0x1p-53);
}

TEST_CASE("chance: transforms by hand") {
    CHECK(standard_normal(0) == maths::normal_quantile(0x1p-33));
    CHECK(standard_normal(0) == Approx(-6.33797).epsilon(1e-5));
    CHECK(standard_normal(0xffffffff) == -standard_normal(0));
    CHECK(exponential(.5) == Approx(.6931471805599453));
    CHECK(gumbel(.5) == Approx(.36651292058166435)); // the median, -ln ln 2
    CHECK(gumbel(.36787944117144233) == Approx(0).epsilon(1e-15));

    CHECK(poisson(.36, 1) == 0); // P(N = 0) = e^-1 = .3679, P(N <= 1) = .7358, P(N <= 2) = .9197
    CHECK(poisson(.37, 1) == 1);
    CHECK(poisson(.73, 1) == 1);
    CHECK(poisson(.74, 1) == 2);
    CHECK(poisson(.92, 1) == 3);
    CHECK(geometric(.24, 3) == 0); // P(N >= 1) = 3/4, P(N >= 2) = 9/16, P(N >= 3) = 27/64
    CHECK(geometric(.26, 3) == 1);
    CHECK(geometric(.43, 3) == 1);
    CHECK(geometric(.44, 3) == 2);
    CHECK(geometric(.57, 3) == 2);
    CHECK(geometric(.58, 3) == 3);
}

TEST_CASE("chance: counts at the edges") {
    for (const double mean : {0.0, -1.0, -huge, maths::not_a_number}) {
        CHECK(poisson(.999, mean) == 0);
        CHECK(geometric(.999, mean) == 0);
    }
    CHECK(poisson(1 - 0x1p-53, 1e-300) == 0);
    CHECK(poisson(1 - 0x1p-53, .5) <= 20);   // where rounding keeps the sum below u
    CHECK(poisson(1 - 0x1p-53, 500) <= 900); // mean + 17 standard deviations
    CHECK(poisson(0x1p-53, 501) < 330);
    CHECK(poisson(.5, 1e300) == 2147483647);
    CHECK(geometric(0x1p-53, 5) == 0);
    CHECK(geometric(1 - 0x1p-53, 1e-300) == 0);
    CHECK(geometric(.5, 1e300) >= 0);
}

TEST_CASE("chance: a Poisson count is the inverse of its distribution") {
    for (const double mean : {1e-6, .1, 1.0, 7.5, 60.0, 399.0, 500.0}) {
        const std::vector<double> cdf = poisson_cdf(mean);
        int wrong = 0;
        for (int k = 0; k < static_cast<int>(cdf.size()) && cdf[static_cast<std::size_t>(k)] < 1 - 1e-10; ++k) {
            const double u = cdf[static_cast<std::size_t>(k)];
            if (u < 1e-300) continue;
            wrong += poisson(u * (1 - 1e-12), mean) > k;
            wrong += poisson(u + (1 - u) * 1e-3, mean) <= k;
        }
        CHECK(wrong == 0);
    }
}

TEST_CASE("chance: above a mean of 500 a Poisson count is off by 1 in fewer than 1 of 10,000 draws") {
    for (const double mean : {500.5, 700.0, 3000.0}) {
        const std::vector<double> cdf = poisson_cdf(mean);
        double off = 0;
        int furthest = 0;
        for (int i = 0; i < 100000; ++i) {
            const double u = (i + .5) * 1e-5;
            const auto k = std::lower_bound(cdf.begin(), cdf.end(), u) - cdf.begin();
            const int difference = std::abs(poisson(u, mean) - static_cast<int>(k));
            off += difference != 0, furthest = std::max(furthest, difference);
        }
        CHECK(off / 100000 < 1e-4);
        CHECK(furthest <= 1);
    }
}

TEST_CASE("chance: every transform rises with u, and counts rise with the mean, so that arms stay paired") {
    int falls = 0;
    for (std::uint32_t i = 1; i < 20000; ++i) {
        const std::uint32_t word = i * 214748u;
        const double u = uniform(word), before = uniform(word - 214748u);
        falls += standard_normal(word) <= standard_normal(word - 214748u);
        falls += gumbel(u) <= gumbel(before);
        falls += exponential(u) >= exponential(before);
        for (const double mean : {.3, 2.0, 45.0, 800.0}) {
            falls += poisson(u, mean) < poisson(before, mean) || poisson(u, mean * 1.01) < poisson(u, mean);
            falls += geometric(u, mean) < geometric(before, mean) || geometric(u, mean * 1.01) < geometric(u, mean);
        }
    }
    CHECK(falls == 0);
    for (double mean = 490; mean < 510; mean += .01) falls += poisson(.3, mean + .01) < poisson(.3, mean);
    CHECK(falls == 0);
}

TEST_CASE("chance: moments of uniform, normal, exponential and Gumbel numbers") {
    std::array<Average, 4> uniforms, normals;
    Average exponentials, gumbels, gumbel_squares, lognormals;
    for (std::uint32_t i = 0; i < 50000; ++i)
        for (const std::uint32_t word : test_stream.block(i, 2026, 0).w) {
            const double u = uniform(word) - .5, z = standard_normal(word),
                         g = gumbel(uniform(word)) - .5772156649015329;
            const std::array powers_u{u, u * u, u * u * u, u * u * u * u}, powers_z{z, z * z, z * z * z, z * z * z * z};
            for (std::size_t k = 0; k < 4; ++k) uniforms[k].add(powers_u[k]), normals[k].add(powers_z[k]);
            exponentials.add(exponential(uniform(word)));
            gumbels.add(g), gumbel_squares.add(g * g);
            lognormals.add(unit_lognormal(.6, standard_normal(word)));
        }
    const std::array uniform_moments{0.0, 1.0 / 12, 0.0, 1.0 / 80}, normal_moments{0.0, 1.0, 0.0, 3.0};
    for (std::size_t k = 0; k < 4; ++k) {
        CHECK(uniforms[k].errors_from(uniform_moments[k]) < many_errors);
        CHECK(normals[k].errors_from(normal_moments[k]) < many_errors);
    }
    CHECK(exponentials.errors_from(1) < many_errors);
    CHECK(lognormals.errors_from(1) < many_errors);
    CHECK(gumbels.errors_from(0) < many_errors);
    CHECK(gumbel_squares.errors_from(1.6449340668482264) < many_errors); // pi^2 / 6
}

TEST_CASE("chance: uniform numbers fill 256 boxes evenly by their high and by their low bits") {
    std::array<std::array<double, 256>, 4> boxes{};
    for (std::uint32_t i = 0; i < 50000; ++i)
        for (const std::uint32_t word : test_stream.block(i, 2027, 0).w)
            for (std::size_t byte = 0; byte < 4; ++byte) ++boxes[byte][word >> 8 * byte & 255];
    for (const auto& counts : boxes) {
        double chi_square = 0;
        for (const double count : counts) chi_square += (count - 781.25) * (count - 781.25) / 781.25;
        CHECK(errors_above(chi_square, 255) < 6); // skewed: 6 errors have probability 1e-7
        CHECK(errors_above(chi_square, 255) > -5);
    }
}

TEST_CASE("chance: counts have the mean and the variance that they should") {
    for (const double mean : {.05, .5, 3.0, 40.0, 450.0, 650.0}) {
        Average poissons, poisson_squares, geometrics, geometric_squares;
        for (std::uint32_t i = 0; i < (mean > 100 ? 5000u : 25000u); ++i)
            for (const std::uint32_t word : test_stream.block(i, 2028, 0).w) {
                const double u = uniform(word), n = poisson(u, mean) - mean, years = geometric(u, mean) - mean;
                poissons.add(n), poisson_squares.add(n * n), geometrics.add(years),
                    geometric_squares.add(years * years);
            }
        CHECK(poissons.errors_from(0) < many_errors);
        CHECK(poisson_squares.errors_from(mean) < many_errors);
        CHECK(geometrics.errors_from(0) < many_errors);
        CHECK(geometric_squares.errors_from(mean * (1 + mean)) < many_errors);
    }
}

// 3 bids with scores 0, 0.5 and 1.5 and noise 0.8 win in proportion to exp(score / 0.8): McFadden (1974).
TEST_CASE("chance: the largest of score plus Gumbel noise is a logit choice") {
    const std::array scores{0.0, .5, 1.5};
    std::array<Average, 3> wins;
    for (std::uint32_t i = 0; i < 100000; ++i) {
        const Words words = test_stream.block(i, 2029, 0);
        std::array<double, 3> total{};
        for (std::size_t k = 0; k < 3; ++k) total[k] = scores[k] + .8 * gumbel(uniform(words.w[k]));
        for (std::size_t k = 0; k < 3; ++k) wins[k].add(total[k] == *std::max_element(total.begin(), total.end()));
    }
    const std::array weight{1.0, 1.8682459574322223, 6.520819115720459}; // exp(0), exp(.625), exp(1.875)
    for (std::size_t k = 0; k < 3; ++k)
        CHECK(wins[k].errors_from(weight[k] / (weight[0] + weight[1] + weight[2])) < many_errors);
}

TEST_CASE("chance: neighbours in any direction are independent") {
    const Luck luck{20261124, 3}, next_replication{20261124, 4}, next_seed{20261125, 3};
    const Stream s = stream(luck, "test"), r = stream(next_replication, "test"), d = stream(next_seed, "test"),
                 p = stream(luck, "tesu");
    const auto neighbour = [&](int direction, std::uint32_t i, int year) {
        switch (direction) {
        case 0: return s.block(i + 1, year, 5);
        case 1: return s.block(i, year + 1, 5);
        case 2: return s.block(i, year, 6);
        case 3: return s.block(i, year, 5, 1);
        case 4: return s.block(i, year, 5, 0, 1);
        case 5: return r.block(i, year, 5);
        case 6: return d.block(i, year, 5);
        default: return p.block(i, year, 5);
        }
    };
    for (int direction = 0; direction < 8; ++direction) {
        std::array<Average, 16> products; // of each word with each word, and the bits that they share
        Average bits;
        for (std::uint32_t i = 0; i < 500; ++i)
            for (int year = 2000; year < 2040; ++year) {
                const Words a = s.block(i, year, 5), b = neighbour(direction, i, year);
                for (std::size_t j = 0; j < 4; ++j) {
                    bits.add(std::popcount(a.w[j] ^ b.w[j]));
                    for (std::size_t k = 0; k < 4; ++k)
                        products[4 * j + k].add((uniform(a.w[j]) - .5) * (uniform(b.w[k]) - .5));
                }
            }
        CAPTURE(direction);
        CHECK(bits.errors_from(16) < many_errors);
        for (const Average& product : products) CHECK(product.errors_from(0) < many_errors);
    }
}

TEST_CASE("chance: the four words of a block are independent") {
    std::array<Average, 6> products;
    for (std::uint32_t i = 0; i < 50000; ++i) {
        const Words words = test_stream.block(i, 2030, 0);
        std::size_t pair = 0;
        for (std::size_t j = 0; j < 4; ++j)
            for (std::size_t k = 0; k < j; ++k)
                products[pair++].add((uniform(words.w[j]) - .5) * (uniform(words.w[k]) - .5));
    }
    for (const Average& product : products) CHECK(product.errors_from(0) < many_errors);
}

// As in maths_test.cpp: the same number for every compiler, processor and -O level.
TEST_CASE("chance: the bits are those of every other machine") {
    std::uint64_t words_hash = 0xcbf29ce484222325, numbers_hash = words_hash;
    const auto mix = [](std::uint64_t& hash, std::uint64_t bits) {
        hash = (hash ^ bits) * 0x100000001b3;
        hash ^= hash >> 29;
    };
    const auto mix_number = [&](double x) {
        std::uint64_t bits = 0;
        std::memcpy(&bits, &x, sizeof bits);
        mix(numbers_hash, bits);
    };
    for (std::uint32_t i = 0; i < 10000; ++i) {
        const Words words = test_stream.block(i, 2031, -3, 1, 2);
        for (const std::uint32_t word : words.w) mix(words_hash, word);
        const double u = uniform(words.w[0]), mean = 900 * u * u * u;
        mix_number(u), mix_number(uniform53(words.w[1], words.w[2]));
        mix_number(standard_normal(words.w[1])), mix_number(exponential(u)), mix_number(gumbel(u));
        mix_number(poisson(uniform(words.w[2]), mean)), mix_number(geometric(uniform(words.w[3]), mean));
    }
    CHECK(words_hash == 0x860f8eb53908271c);
    CHECK(numbers_hash == 0xa1bc54c79d1cc961);
}
