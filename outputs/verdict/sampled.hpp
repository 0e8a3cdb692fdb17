// SPDX-License-Identifier: Apache-2.0
// What a sampled study says beside its averages: which factors the outcomes and the effects follow, and how far both
// reach over the points.
#pragma once

#include "outputs/statistics/rank_correlation.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace drumbeat {

// One quantity under one behaviour: an arm's outcome, or the difference that a contrast makes in it. Each point gives
// its mean over the replications in which it counts.
struct SampledQuantity {
    std::string contrast; // empty: of an arm by itself
    std::string arm, behaviour;
    std::string outcome, unit;                // "capacity_growth", "points" or "%"
    double mean = 0, low = 0, high = 0;       // over the points: mean, 5 % and 95 %
    std::vector<RankCorrelation> correlation; // [factor]
};

struct Sampled {
    std::vector<std::string> factors; // their paths
    std::size_t points = 0;
    std::size_t partial = 0, missing = 0;         // points that lack some of their runs, and all
    std::vector<std::size_t> incomplete;          // their numbers, from 1; the first hundred
    std::vector<SampledQuantity> effects, levels; // [contrast][behaviour][outcome]; of the first arm, the same
};

// The factors in the order of the size of their correlation, those without one last.
std::vector<std::size_t> by_size(const SampledQuantity&);

} // namespace drumbeat
