// SPDX-License-Identifier: Apache-2.0
// What a plant sells when demand is uncertain: expected sales under lognormal demand, with and without a guarantee.
#pragma once

#include <vector>

namespace drumbeat {

// Log variance of a lognormal quantity with coefficient of variation `cv`: ln(1 + cv^2).
double log_variance(double cv);

// Standard deviation of yearly log growth of a mean-reverting stream: sqrt(2 (1-phi) ln(1+cv^2)); oracle T25.
double growth_sd(double cv, double phi);

// What a plant of capacity K sells in expectation when demand is lognormal with mean m and log standard deviation s:
// E min(D, K) = m Phi((ln(K/m) - s^2/2)/s) + K (1 - Phi((ln(K/m) + s^2/2)/s)). Same unit as m and K; oracle T14b.
double expected_sales(double mean, double log_sd, double capacity);

// What a buyer takes in expectation who guarantees at least `floor`: E max(D, floor); oracle T14.
double expected_with_floor(double mean, double log_sd, double floor);

// What a plant sells when the buyer guarantees a floor not above its capacity: E max(min(D, K), g).
double expected_sales_with_floor(double mean, double log_sd, double capacity, double floor);

// Log standard deviation of max(D, floor) seen from a lognormal D with the same two moments: the volume risk that a
// guarantee leaves.
double log_sd_above_floor(double mean, double log_sd, double floor);

// Expected sales from a table, for the firm loop: E min(D, K)/m as a function of u = ln(K/m)/s and s, with the part
// that bends, (min(1, k) - E min)/s, interpolated bilinearly. The largest error against `expected_sales` is below
// `error_bound` times the mean (tested).
class ExpectedSales {
  public:
    ExpectedSales();
    static constexpr double error_bound = 2e-4;

    // `log_ratio` is ln(K/m) and `ratio` K/m, which the caller has at hand; the answer is in units of the mean.
    double operator()(double log_ratio, double ratio, double log_sd) const {
        const double certain = ratio < 1 ? ratio : 1;
        if (log_sd < 1e-9) return certain;
        const double u = log_ratio / log_sd;
        const double sd = log_sd < sd_max ? log_sd : sd_max;
        if (!(u > -u_max && u < u_max)) return certain;
        const double ui = (u + u_max) * (1 / u_step), si = sd * (1 / sd_step);
        int i = static_cast<int>(ui), j = static_cast<int>(si);
        j = j < sd_nodes - 2 ? j : sd_nodes - 2;
        const double a = ui - i, b = si - j;
        const double* row = &table_[static_cast<std::size_t>(i * sd_nodes + j)];
        const double loss = (1 - a) * ((1 - b) * row[0] + b * row[1]) + a * ((1 - b) * row[sd_nodes] + b * row[sd_nodes + 1]);
        return certain - log_sd * loss;
    }

  private:
    static constexpr double u_max = 6, u_step = .0625, sd_max = 3, sd_step = .09375;
    static constexpr int u_nodes = 194, sd_nodes = 33;
    std::vector<double> table_;
};

} // namespace drumbeat
