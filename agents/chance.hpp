// SPDX-License-Identifier: Apache-2.0
// Luck: counter-based random numbers keyed by who, what and when, so that nobody's luck depends on anybody else.
#pragma once

#include "agents/maths.hpp"

#include <cmath>
#include <cstdint>
#include <string_view>

namespace drumbeat {

// Four random 32-bit words: one block.
struct Words {
    std::uint32_t w[4];
    friend constexpr bool operator==(const Words&, const Words&) = default;
};

// Philox4x32-10: a keyed shuffle of all 128-bit counters, so that different counters give unrelated blocks.
// Salmon, Moraes, Dror & Shaw, Parallel random numbers: as easy as 1, 2, 3, SC'11 (2011).
[[gnu::always_inline]] inline constexpr Words philox(Words counter, std::uint32_t key0, std::uint32_t key1) {
    Words c = counter;
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t a = std::uint64_t{0xD2511F53u} * c.w[0];
        const std::uint64_t b = std::uint64_t{0xCD9E8D57u} * c.w[2];
        c.w[0] = static_cast<std::uint32_t>(b >> 32) ^ c.w[1] ^ key0;
        c.w[1] = static_cast<std::uint32_t>(b);
        c.w[2] = static_cast<std::uint32_t>(a >> 32) ^ c.w[3] ^ key1;
        c.w[3] = static_cast<std::uint32_t>(a);
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
    return c;
}

// The luck of one run: the study's seed and the replication. The scenario is no part of it.
struct Luck {
    std::uint64_t seed = 1;
    std::uint32_t replication = 0;
};

// The key of a population ("bids/sensors"): FNV-1a of its name (Fowler, Noll & Vo 1991), mixed with the seed by
// splitmix64 (Steele, Lea & Flood, OOPSLA 2014). Two of n populations share a key with probability n^2 / 2^65.
constexpr std::uint64_t population_key(std::uint64_t seed, std::string_view population) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char c : population) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    std::uint64_t z = hash + seed * 0x9E3779B97F4A7C15u + 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

// The draws of one population. What is drawn from it is declared in sim/world/draws.def; words are only ever added.
// The last four arguments count modulo 65536 (a cohort before year 0 is fine); beyond that, luck would repeat.
struct Stream {
    std::uint64_t key = 0;
    std::uint32_t replication = 0;

    [[gnu::always_inline]] constexpr Words block(std::uint32_t ordinal, int year, int cohort, int block_number = 0,
                                                 int nth = 0) const {
        const auto pair = [](int high, int low) {
            return static_cast<std::uint32_t>(high) << 16 | (static_cast<std::uint32_t>(low) & 0xffffu);
        };
        return philox({{replication, ordinal, pair(year, cohort), pair(block_number, nth)}},
                      static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32));
    }
};

constexpr Stream stream(const Luck& luck, std::string_view population) {
    return {population_key(luck.seed, population), luck.replication};
}

// A number between 0 and 1, never 0 or 1: (word + 1/2) / 2^32, exact. "With probability p" is uniform(word) < p.
// The word becomes the low bits of 2^52 + word: quicker in vectors than a conversion.
[[gnu::always_inline]] inline constexpr double uniform(std::uint32_t word) {
    using maths::detail::bits_of, maths::detail::from_bits;
    return (from_bits(bits_of(0x1p52) | word) - (0x1p52 - 0.5)) * 0x1p-32;
}

// The same from 52 bits, for where 2^32 levels are too coarse (chances below 1e-7, a maximum over many draws).
// (n + 1/2) / 2^52 with n from all of `high` and the upper 20 bits of `low`, exact.
[[gnu::always_inline]] inline constexpr double uniform53(std::uint32_t high, std::uint32_t low) {
    const std::uint64_t n = static_cast<std::uint64_t>(high) << 20 | low >> 12;
    return (static_cast<double>(static_cast<std::int64_t>(n)) + 0.5) * 0x1p-52;
}

// A standard normal number by inversion: rises with the word; 2^32 levels, none beyond 6.34 in size.
[[gnu::always_inline]] inline double standard_normal(std::uint32_t word) {
    return maths::normal_quantile(uniform(word));
}

// A lognormal number with mean 1 whose logarithm has standard deviation `sd`, from a standard normal one: rises with
// it.
[[gnu::always_inline]] inline double unit_lognormal(double sd, double normal) {
    return maths::exp(sd * normal - .5 * sd * sd);
}
double unit_lognormal(double sd, std::uint32_t word) = delete; // a word is no normal number

// An exponential number with mean 1: -ln u. Falls as u rises; write exponential(1 - u) for one that rises.
[[gnu::always_inline]] inline constexpr double exponential(double u) { return -maths::log(u); }

// A standard Gumbel number, mean 0.5772, variance pi^2/6: -ln(-ln u). Rises with u. The largest of score + noise *
// gumbel over bids picks bid i with probability proportional to exp(score_i / noise): McFadden (1974).
[[gnu::always_inline]] inline constexpr double gumbel(double u) { return -maths::log(-maths::log(u)); }

namespace detail {

// The whole part of a number that may exceed an int; NaN gives 0.
constexpr int whole_count(double x) { return x >= 1.0 ? (x < 2147483647.0 ? static_cast<int>(x) : 2147483647) : 0; }

// The Poisson quantile by normal expansion, error of order 1 / mean. Giles, Algorithm 955: approximation of the
// inverse Poisson cumulative distribution function, ACM Trans. Math. Software 42 (2016) art. 7.
inline int poisson_by_expansion(double u, double mean) {
    const double z = maths::normal_quantile(u);
    const double sd = std::sqrt(mean);
    return whole_count(mean + sd * z + (1.0 / 3.0 + z * z / 6.0) - z * (1.0 / 36.0 + z * z / 72.0) / sd);
}

} // namespace detail

// A Poisson count by inversion: the smallest k with P(N <= k) >= u. Rises with u and with the mean; 0 if mean <= 0.
// P(N <= k) is summed from k = 0, about 1.5 ns a step. Above a mean of 500 by an expansion, which differs from the sum,
// by 1, in fewer than 1 of 10,000 draws.
inline int poisson(double u, double mean) {
    if (!(mean > 0.0)) return 0;
    if (mean > 500.0) return detail::poisson_by_expansion(u, mean);
    double probability = maths::exp(-mean);
    double sum = probability;
    int count = 0;
    while (u > sum && (count < mean || probability > 1e-17)) { // beyond, the sum no longer changes
        ++count;
        probability *= mean / count;
        sum += probability;
    }
    return count;
}

// A number of extra years by inversion: geometric on 0, 1, 2, ... with the given mean m; 0 if m <= 0. Rises with u and
// with the mean. P(N >= k) = (m / (1 + m))^k, so N is the whole part of ln(1 - u) / ln(m / (1 + m)).
inline int geometric(double u, double mean) {
    if (!(mean > 0.0)) return 0;
    return detail::whole_count(maths::log(1.0 - u) / maths::log(mean / (1.0 + mean)));
}

} // namespace drumbeat
