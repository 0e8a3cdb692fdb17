// SPDX-License-Identifier: Apache-2.0
#include "outputs/statistics/rank_correlation.hpp"

#include "agents/maths.hpp"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace drumbeat {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double normal_95 = 1.6448536269514722;
constexpr double nothing_left = 1e-9; // of a variance, when the other factors are taken out

double inverse_tanh(double r) { return .5 * maths::log((1 + r) / (1 - r)); }
double tanh_of(double z) { return 1 - 2 / (maths::exp(2 * z) + 1); }

// The ranks of a column less their mean, of length 1; all 0 where it does not vary.
Eigen::VectorXd standard_ranks(std::span<const double> values) {
    const std::vector<double> all = ranks(values);
    Eigen::VectorXd column = Eigen::Map<const Eigen::VectorXd>(all.data(), static_cast<Eigen::Index>(all.size()));
    column.array() -= column.mean();
    const double length = column.norm();
    if (length > 0) column /= length;
    return column;
}

// Correlation of `a` and `b` when the columns of `given` are taken out of both, from a matrix of correlations.
double partial(const Eigen::MatrixXd& all, Eigen::Index a, Eigen::Index b, const std::vector<Eigen::Index>& given) {
    if (given.empty()) return all(a, a) > 0 && all(b, b) > 0 ? std::clamp(all(a, b), -1.0, 1.0) : none;
    const Eigen::MatrixXd among = all(given, given);
    Eigen::MatrixXd with(static_cast<Eigen::Index>(given.size()), 2);
    with.col(0) = all(given, a);
    with.col(1) = all(given, b);
    const Eigen::MatrixXd slopes = among.completeOrthogonalDecomposition().solve(with);
    const double left_of_a = all(a, a) - with.col(0).dot(slopes.col(0));
    const double left_of_b = all(b, b) - with.col(1).dot(slopes.col(1));
    if (left_of_a < nothing_left || left_of_b < nothing_left) return none;
    const double r = (all(a, b) - with.col(0).dot(slopes.col(1))) / std::sqrt(left_of_a * left_of_b);
    return std::clamp(r, -1.0, 1.0);
}

RankCorrelation with_interval(double r, std::size_t points, std::size_t taken_out) {
    RankCorrelation result;
    result.points = points;
    const double freedom = static_cast<double>(points) - static_cast<double>(taken_out) - 3;
    if (std::isnan(r) || freedom < 1) return result;
    result.value = result.low = result.high = r;
    if (std::fabs(r) >= 1) return result;
    const double z = inverse_tanh(r), reach = normal_95 * std::sqrt((1 + r * r / 2) / freedom);
    result.low = tanh_of(z - reach);
    result.high = tanh_of(z + reach);
    return result;
}

std::vector<double> where_known(std::span<const double> values, std::span<const double> known) {
    std::vector<double> kept;
    for (std::size_t i = 0; i < known.size(); ++i)
        if (!std::isnan(known[i])) kept.push_back(values[i]);
    return kept;
}

} // namespace

std::vector<double> ranks(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> all(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t end = first + 1;
        while (end < order.size() && values[order[end]] == values[order[first]]) ++end;
        const double shared = (static_cast<double>(first + end) + 1) / 2;
        for (; first < end; ++first) all[order[first]] = shared;
    }
    return all;
}

double rank_correlation(std::span<const double> x, std::span<const double> y) {
    std::vector<double> a, b;
    for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
        if (std::isnan(x[i]) || std::isnan(y[i])) continue;
        a.push_back(x[i]);
        b.push_back(y[i]);
    }
    return correlation(ranks(a), ranks(b));
}

std::vector<RankCorrelation> partial_rank_correlations(std::span<const std::vector<double>> factors,
                                                       std::span<const double> outcome) {
    const std::vector<double> y = where_known(outcome, outcome);
    if (y.empty()) return std::vector<RankCorrelation>(factors.size());
    const auto count = static_cast<Eigen::Index>(factors.size());
    Eigen::MatrixXd columns(static_cast<Eigen::Index>(y.size()), count + 1);
    std::vector<Eigen::Index> varying;
    for (Eigen::Index j = 0; j < count; ++j) {
        columns.col(j) = standard_ranks(where_known(factors[static_cast<std::size_t>(j)], outcome));
        if (columns.col(j).squaredNorm() > 0) varying.push_back(j);
    }
    columns.col(count) = standard_ranks(y);
    const Eigen::MatrixXd all = columns.transpose() * columns;

    std::vector<RankCorrelation> found;
    for (Eigen::Index j = 0; j < count; ++j) {
        std::vector<Eigen::Index> others = varying;
        std::erase(others, j);
        const double r = partial(all, j, count, others);
        found.push_back(with_interval(r, y.size(), others.size()));
    }
    return found;
}

} // namespace drumbeat
