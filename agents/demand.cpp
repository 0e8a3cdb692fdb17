// SPDX-License-Identifier: Apache-2.0
#include "agents/demand.hpp"

#include "agents/maths.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

double log_variance(double cv) { return maths::log(1 + cv * cv); }

double growth_sd(double cv, double phi) { return std::sqrt(2 * (1 - phi) * log_variance(cv)); }

double expected_sales(double mean, double log_sd, double capacity) {
    if (mean <= 0 || capacity <= 0) return 0;
    if (log_sd <= 0) return std::min(mean, capacity);
    const double ratio = maths::log(capacity / mean);
    const double half = .5 * log_sd * log_sd;
    return mean * maths::normal_cdf((ratio - half) / log_sd) + capacity * maths::normal_cdf(-(ratio + half) / log_sd);
}

double expected_with_floor(double mean, double log_sd, double floor) {
    return mean + floor - expected_sales(mean, log_sd, floor);
}

double expected_sales_with_floor(double mean, double log_sd, double capacity, double floor) {
    return expected_sales(mean, log_sd, capacity) + floor - expected_sales(mean, log_sd, floor);
}

double log_sd_above_floor(double mean, double log_sd, double floor) {
    if (log_sd <= 0 || mean <= 0) return 0;
    if (floor <= 0) return log_sd;
    // Second moment of max(D, g): D^2 is lognormal with mean m^2 exp(s^2) and log sd 2s.
    const double second = expected_with_floor(mean * mean * maths::exp(log_sd * log_sd), 2 * log_sd, floor * floor);
    const double first = expected_with_floor(mean, log_sd, floor);
    return std::sqrt(std::max(0.0, maths::log(second / (first * first))));
}

ExpectedSales::ExpectedSales() : table_(static_cast<std::size_t>(2 * u_nodes * sd_nodes)) {
    for (int j = 0; j < sd_nodes; ++j) {
        const double sd = std::max(j * sd_step, 1e-4);
        for (int i = 0; i < u_nodes; ++i) {
            const auto loss = [sd](double certain, double ratio) {
                return (certain - expected_sales(1, sd, ratio)) / sd;
            };
            const double below = -u_max + (i - 1) * u_step;
            const double above = (i - 1) * u_step;
            const double low = maths::exp(below * sd);
            const double high = maths::exp(above * sd);
            table_[static_cast<std::size_t>(2 * j * u_nodes + i)] = loss(low, low);
            table_[static_cast<std::size_t>((2 * j + 1) * u_nodes + i)] = loss(1, high);
        }
    }
}

} // namespace drumbeat
