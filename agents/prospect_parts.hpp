// SPDX-License-Identifier: Apache-2.0
// What appraisals and triggers read off a prospect: its years' discount factors, what plant sells in them, and the year
// in which news first counts.
#pragma once

#include "agents/appraisal.hpp"
#include "agents/maths.hpp"

#include <algorithm>

namespace drumbeat {

// Discount factors of the years from `lag` on, and what the plant is sold for at the end.
struct Discounting {
    double first;
    double step;
    explicit Discounting(const Prospect& p) : first(1), step((1 - p.depreciation) * p.survival / (1 + p.hurdle)) {
        for (int m = 0; m < p.lag; ++m) first /= 1 + p.hurdle;
    }
};

// Expected sales of a plant in one year, from the table.
struct TableSales {
    const ExpectedSales& table;
    double operator()(double mean, double sd, double capacity) const {
        if (capacity <= 0) return 0;
        const double ratio = capacity / mean;
        return mean * table(maths::log(ratio), ratio, sd);
    }
};

// The first production year of new capacity whose demand is not yet ordered.
inline std::size_t first_news(const Prospect& p) {
    return std::min(static_cast<std::size_t>(std::max(p.lag, p.news)), p.load.size() - 1);
}

} // namespace drumbeat
