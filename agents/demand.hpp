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

// Expected sales from a table, for the firm loop. What is tabulated is the loss against certainty per unit of risk,
// (min(m, K) - E min(D, K)) / (m s), a smooth function of u = ln(K/m)/s on either side of K = m (the value of a put and
// of a call): cubic interpolation over u, linear over s. The largest error against `expected_sales` is below
// `error_bound` times the mean (tested).
class ExpectedSales {
  public:
    ExpectedSales();
    static constexpr double error_bound = 2e-4;

    // `log_ratio` is ln(K/m) and `ratio` K/m, which the caller has at hand; the answer is in units of the mean.
    double operator()(double log_ratio, double ratio, double log_sd) const {
        const double certain = ratio < 1 ? ratio : 1;
        if (log_sd < 1e-9) return certain;
        if (log_sd >= sd_max) return expected_sales(1, log_sd, ratio);
        const double u = log_ratio / log_sd;
        if (!(u > -u_max && u < u_max)) return certain;
        const double ui = (u < 0 ? u + u_max : u) * (1 / u_step);
        const double si = log_sd * (1 / sd_step);
        const int i = static_cast<int>(ui);
        int j = static_cast<int>(si);
        j = j < sd_nodes - 2 ? j : sd_nodes - 2;
        const CubicWeights weights(ui - i);
        const double b = si - j;
        const double* low = &table_[static_cast<std::size_t>((2 * j + (u < 0 ? 0 : 1)) * u_nodes + i)];
        const double at_low = weights.sum(low);
        const double at_high = weights.sum(low + 2 * u_nodes);
        return certain - log_sd * (at_low + b * (at_high - at_low));
    }

  private:
    // Cubic interpolation at `a` of the way from the second of four nodes to the third: Lagrange's weights.
    struct CubicWeights {
        double w0, w1, w2, w3;
        explicit CubicWeights(double a) {
            const double p = a * (a - 1);
            const double q = (a + 1) * (a - 2);
            w0 = p * (a - 2) * (-1. / 6);
            w1 = q * (a - 1) * .5;
            w2 = q * a * -.5;
            w3 = p * (a + 1) * (1. / 6);
        }
        double sum(const double* y) const { return (w0 * y[0] + w1 * y[1]) + (w2 * y[2] + w3 * y[3]); }
    };
    static constexpr double u_max = 6;
    static constexpr double u_step = .1;
    static constexpr double sd_max = 3;
    static constexpr double sd_step = .03125;
    static constexpr int u_nodes = 64; // of either side: one node before its first cell, three after its last
    static constexpr int sd_nodes = 97;
    std::vector<double> table_; // [sd][side: K < m, K > m][u]
};

} // namespace drumbeat
