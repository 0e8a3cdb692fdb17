// SPDX-License-Identifier: Apache-2.0
// A Latin hypercube: n points for k factors, such that each of n equal slices of every factor holds one of them
// (McKay, Beckman and Conover 1979). Its means vary less than those of independent draws for whatever is monotone in
// the factors.
#pragma once

#include "config/points/distribution.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace drumbeat {

struct SampledFactor {
    std::string path; // "tender.noise", "segments.*.orders.cv"
    Distribution distribution;
    Where where{};
    // How it was written is no part of what it says.
    friend bool operator==(const SampledFactor& a, const SampledFactor& b) {
        return a.path == b.path && a.distribution == b.distribution;
    }
};

inline constexpr std::int64_t most_points = 1'000'000;
inline constexpr std::size_t most_sampled_factors = 200;

// Probabilities in [0, 1): [factor][point]. The slices are permuted factor by factor and a point falls anywhere within
// its slice. A factor's column follows from the seed, its name and the number of points alone: another factor leaves it
// as it is. Of more points no part is the hypercube of fewer.
std::vector<std::vector<double>> latin_hypercube(std::size_t points, std::span<const std::string> factors,
                                                 std::uint64_t seed);

} // namespace drumbeat
