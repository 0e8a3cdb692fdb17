// SPDX-License-Identifier: Apache-2.0
#include "outputs/statistics/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace drumbeat {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::vector<double> present(std::span<const double> values) {
    std::vector<double> kept;
    kept.reserve(values.size());
    for (double v : values)
        if (!std::isnan(v)) kept.push_back(v);
    return kept;
}

struct Pairs {
    std::vector<double> x, y;
    std::size_t dropped = 0;
};

Pairs present(std::span<const double> x, std::span<const double> y) {
    Pairs pairs;
    const std::size_t n = std::min(x.size(), y.size());
    for (std::size_t i = 0; i < n; ++i) {
        if (std::isnan(x[i]) || std::isnan(y[i])) {
            ++pairs.dropped;
            continue;
        }
        pairs.x.push_back(x[i]);
        pairs.y.push_back(y[i]);
    }
    return pairs;
}

double average(std::span<const double> values) {
    if (values.empty()) return none;
    double sum = 0;
    for (double v : values) sum += v;
    return sum / static_cast<double>(values.size());
}

// Sum of products of deviations from the means.
double co_deviation(std::span<const double> x, std::span<const double> y) {
    const double mx = average(x), my = average(y);
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) sum += (x[i] - mx) * (y[i] - my);
    return sum;
}

double complete_variance(std::span<const double> values) {
    return values.size() < 2 ? none : co_deviation(values, values) / static_cast<double>(values.size() - 1);
}

double complete_correlation(std::span<const double> x, std::span<const double> y) {
    const double spread = std::sqrt(co_deviation(x, x) * co_deviation(y, y));
    return spread > 0 ? co_deviation(x, y) / spread : none;
}

Mean complete_mean(std::span<const double> values) {
    return {values.size(), average(values), std::sqrt(complete_variance(values) / static_cast<double>(values.size()))};
}

} // namespace

Mean mean_of(std::span<const double> values) { return complete_mean(present(values)); }

double variance_of(std::span<const double> values) { return complete_variance(present(values)); }

double quantile(std::span<const double> values, double probability) {
    std::vector<double> sorted = present(values);
    if (sorted.empty()) return none;
    std::sort(sorted.begin(), sorted.end());
    const double position = std::clamp(probability, 0.0, 1.0) * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (position - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

double correlation(std::span<const double> x, std::span<const double> y) {
    const Pairs pairs = present(x, y);
    return complete_correlation(pairs.x, pairs.y);
}

double Paired::better_of_100() const {
    if (pairs == 0) return none;
    return 100 * static_cast<double>(better) / static_cast<double>(pairs);
}

double Paired::equal_of_100() const {
    if (pairs == 0) return none;
    return 100 * static_cast<double>(tied) / static_cast<double>(pairs);
}

Paired paired(std::span<const double> treatment, std::span<const double> control) {
    const Pairs both = present(treatment, control);
    std::vector<double> differences(both.x.size());
    Paired result;
    for (std::size_t i = 0; i < differences.size(); ++i) {
        differences[i] = both.x[i] - both.y[i];
        if (both.x[i] > both.y[i]) ++result.better;
        if (both.x[i] == both.y[i]) ++result.tied;
    }
    result.pairs = differences.size();
    result.dropped = both.dropped;
    result.difference = complete_mean(differences);
    result.low = quantile(differences, .05);
    result.high = quantile(differences, .95);
    result.correlation = complete_correlation(both.x, both.y);
    const double with_shared_luck = complete_variance(differences);
    result.variance_ratio =
        with_shared_luck > 0 ? (complete_variance(both.x) + complete_variance(both.y)) / with_shared_luck : none;
    return result;
}

Adjusted control_variate(std::span<const double> differences, std::span<const double> covariate, double negligible) {
    const Pairs both = present(differences, covariate);
    const auto n = static_cast<double>(both.x.size());
    Adjusted result{complete_mean(both.x), 0, 1};
    const double sxx = co_deviation(both.y, both.y), syy = co_deviation(both.x, both.x);
    if (both.x.size() < 3 || !(sxx > 0) || std::sqrt(sxx / (n - 1)) <= negligible || !(syy > 0)) return result;

    const double sxy = co_deviation(both.y, both.x), centre = average(both.y);
    result.coefficient = sxy / sxx;
    const double residual = std::max(0.0, syy - sxy * result.coefficient) / (n - 2);
    result.difference.value -= result.coefficient * centre;
    result.difference.error = std::sqrt(residual * (1 / n + centre * centre / sxx));
    result.variance_kept = residual / (syy / (n - 1));
    return result;
}

double student_95(double df) {
    if (!(df >= 1)) return none;
    if (df < 1.5) return 6.313751514675043;
    if (df < 2.5) return 2.919985580353726;
    const double z = 1.6448536269514722, z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z;
    return z + (z3 + z) / (4 * df) + (5 * z5 + 16 * z3 + 3 * z) / (96 * df * df) +
           (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * df * df * df);
}

Equivalence equivalence(const Mean& difference, double margin, std::size_t fitted) {
    Equivalence result;
    if (difference.count <= fitted || std::isnan(difference.error)) return result;
    const double reach = student_95(static_cast<double>(difference.count - fitted)) * difference.error;
    result.low = difference.value - reach;
    result.high = difference.value + reach;
    if (result.low >= -margin && result.high <= margin)
        result.answer = Answer::no_effect;
    else if (result.low > 0)
        result.answer = Answer::more;
    else if (result.high < 0)
        result.answer = Answer::less;
    return result;
}

// E s² / sigma² = (n - v) / (n - 1), where v/n is the variance of the series' own mean over sigma².
double short_series_sd_factor(double phi, int years) {
    if (years < 2) return none;
    const double n = years;
    double v = 1, power = 1;
    for (int lag = 1; lag < years; ++lag) {
        power *= phi;
        v += 2 * (1 - lag / n) * power;
    }
    return std::sqrt(std::max(0.0, (n - v) / (n - 1)));
}

double short_series_phi(double phi, int years) { return years < 3 ? none : phi - (1 + 4 * phi) / years; }

} // namespace drumbeat
