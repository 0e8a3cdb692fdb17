// SPDX-License-Identifier: Apache-2.0
#include "outputs/statistics/confidence_sequence.hpp"

#include "agents/maths.hpp"

#include <cmath>
#include <limits>

namespace drumbeat {

double sequence_radius(double count, double error, double narrowest_at) {
    const double doubt = -2 * maths::log(error);
    const double r2 = (doubt + maths::log(doubt + 1)) / narrowest_at; // the same paper, appendix on tuning
    const double spread = count * r2 + 1;
    return std::sqrt(2 * spread / (count * count * r2) * maths::log(std::sqrt(spread) / error));
}

AnytimeInterval anytime_interval(std::span<const double> values, double error, double narrowest_at) {
    constexpr double missing_value = std::numeric_limits<double>::quiet_NaN();
    AnytimeInterval interval{mean_of(values), missing_value, missing_value};
    if (interval.mean.count < values_for_a_sequence) return interval;
    const double count = static_cast<double>(interval.mean.count);
    const double radius = std::sqrt(variance_of(values)) * sequence_radius(count, error, narrowest_at);
    interval.low = interval.mean.value - radius;
    interval.high = interval.mean.value + radius;
    return interval;
}

} // namespace drumbeat
