// SPDX-License-Identifier: Apache-2.0
// Ratios over runs: sum over sum, so that a run of little money does not count as much as one of a lot.
#include "outputs/statistics/statistics.hpp"

#include <cmath>
#include <limits>

namespace drumbeat {
namespace {

// A run's tops and bottoms, of one arm or of two.
struct Run {
    double top, bottom, other_top, other_bottom;
};

double quotient(double top, double bottom) {
    return bottom > 0 ? top / bottom : std::numeric_limits<double>::quiet_NaN();
}

double difference(const Run& sum, bool two) {
    const double own = quotient(sum.top, sum.bottom);
    return two ? own - quotient(sum.other_top, sum.other_bottom) : own;
}

// The estimate, and how much it varies when each run is left out once (Quenouille 1956, Tukey 1958).
Mean jackknife(const std::vector<Run>& runs, bool two) {
    Run sum{};
    for (const Run& run : runs) {
        sum.top += run.top;
        sum.bottom += run.bottom;
        sum.other_top += run.other_top;
        sum.other_bottom += run.other_bottom;
    }
    const double value = difference(sum, two);
    if (std::isnan(value)) return {0, value, value};
    std::vector<double> without;
    for (const Run& run : runs)
        without.push_back(difference({sum.top - run.top, sum.bottom - run.bottom, sum.other_top - run.other_top,
                                      sum.other_bottom - run.other_bottom},
                                     two));
    const auto n = static_cast<double>(runs.size());
    return {runs.size(), value, std::sqrt((n - 1) * (n - 1) / n * variance_of(without))};
}

} // namespace

Mean ratio_of_sums(std::span<const double> top, std::span<const double> bottom) {
    return difference_of_ratios(top, bottom, {}, {});
}

Mean difference_of_ratios(std::span<const double> top, std::span<const double> bottom,
                          std::span<const double> other_top, std::span<const double> other_bottom) {
    const bool two = !other_top.empty();
    std::vector<Run> runs;
    for (std::size_t r = 0; r < top.size(); ++r) {
        const Run run{top[r], bottom[r], two ? other_top[r] : 0, two ? other_bottom[r] : 0};
        if (!std::isnan(run.top + run.bottom + run.other_top + run.other_bottom)) runs.push_back(run);
    }
    return jackknife(runs, two);
}

} // namespace drumbeat
