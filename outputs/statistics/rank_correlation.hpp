// SPDX-License-Identifier: Apache-2.0
// Which sampled factors an outcome follows: correlation of ranks, so that any monotone relation counts in full, and
// partial, so that the other factors are taken out (Iman and Conover 1979; Marino and others 2008).
#pragma once

#include "outputs/statistics/statistics.hpp"

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace drumbeat {

// Ranks from 1 on; equal values share the mean of their ranks.
std::vector<double> ranks(std::span<const double>);

// Spearman's correlation of two series; pairs with a missing value are left out.
double rank_correlation(std::span<const double>, std::span<const double>);

struct RankCorrelation {
    std::size_t points = 0;                                  // that have an outcome
    double value = std::numeric_limits<double>::quiet_NaN(); // -1 to 1; missing where it is not determined
    double low = value, high = value;                        // 90 % interval
    bool assessed() const { return low <= high; }
    bool tells_a_sign() const { return low > 0 || high < 0; }
};

// The partial rank correlation of each factor with the outcome, given all other factors. Points without an outcome are
// left out. Missing for a factor that does not vary or follows from the others, and where fewer points than factors and
// four more leave nothing to tell.
// Interval: Fisher's z, whose variance for ranks is (1 + r^2 / 2) / (n - 3) (Bonett and Wright 2000), with n less the
// number of factors taken out (Fisher 1924). It is about chance among points: luck within a point is part of it.
std::vector<RankCorrelation> partial_rank_correlations(std::span<const std::vector<double>> factors,
                                                       std::span<const double> outcome);

} // namespace drumbeat
