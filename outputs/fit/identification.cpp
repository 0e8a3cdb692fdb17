// SPDX-License-Identifier: Apache-2.0
#include "outputs/fit/identification.hpp"

#include "outputs/fit/panel_moments.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace drumbeat {

namespace {

using Matrix = std::vector<std::vector<double>>;

double squared_distance(const Point& a, const Point& b) {
    double sum = 0;
    for (std::size_t d = 0; d < a.size(); ++d) sum += (a[d] - b[d]) * (a[d] - b[d]);
    return sum;
}

std::vector<std::size_t> nearest_to(const Point& centre, const std::vector<Point>& points, std::size_t count) {
    std::vector<std::size_t> order(points.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return squared_distance(points[a], centre) < squared_distance(points[b], centre);
    });
    order.resize(std::min(count, order.size()));
    return order;
}

struct Turn {
    double cosine, sine;
    void apply(double& p, double& q) const {
        const double before = p;
        p = cosine * before - sine * q;
        q = sine * before + cosine * q;
    }
};

// One turn of Jacobi's method: makes a[p][q] zero and turns the vectors along (Golub & Van Loan, Matrix computations,
// 8.5).
void rotate(Matrix& a, Matrix& vectors, std::size_t p, std::size_t q) {
    if (a[p][q] == 0) return;
    const double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    const double t = (theta >= 0 ? 1 : -1) / (std::abs(theta) + std::sqrt(theta * theta + 1));
    const double c = 1 / std::sqrt(t * t + 1);
    const Turn turn{c, t * c};
    for (std::size_t k = 0; k < a.size(); ++k) turn.apply(a[k][p], a[k][q]);
    for (std::size_t k = 0; k < a.size(); ++k) {
        turn.apply(a[p][k], a[q][k]);
        turn.apply(vectors[k][p], vectors[k][q]);
    }
}

} // namespace

Matrix local_jacobian(const std::vector<Point>& points, const Matrix& moments, const Point& centre,
                      std::size_t nearest) {
    const std::size_t dimensions = centre.size(), kinds = moments.empty() ? 0 : moments.front().size();
    const auto chosen = nearest_to(centre, points, nearest);
    if (chosen.size() <= dimensions + 1) return {};
    const Frame frame{1, static_cast<int>(chosen.size()), {1}};
    std::vector<Column> x(dimensions + 1, Column(chosen.size(), 1.0)); // the last is the constant
    for (std::size_t i = 0; i < chosen.size(); ++i)
        for (std::size_t d = 0; d < dimensions; ++d) x[d][i] = points[chosen[i]][d] - centre[d];
    Matrix jacobian;
    for (std::size_t k = 0; k < kinds; ++k) {
        Column y;
        for (const std::size_t i : chosen) y.push_back(moments[i][k]);
        jacobian.push_back(slopes_of(frame, y, x));
        jacobian.back().pop_back();
    }
    return jacobian;
}

namespace {

// The directions, the strongest first.
std::vector<Direction> in_order_of_strength(const Matrix& square, const Matrix& vectors) {
    const std::size_t n = square.size();
    std::vector<Direction> found(n);
    for (std::size_t i = 0; i < n; ++i) {
        found[i].strength = std::sqrt(std::max(0.0, square[i][i]));
        for (std::size_t k = 0; k < n; ++k) found[i].weights.push_back(vectors[k][i]);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Direction& a, const Direction& b) { return a.strength > b.strength; });
    return found;
}

} // namespace

std::vector<Direction> directions_of(const Matrix& jacobian) {
    if (jacobian.empty()) return {};
    const std::size_t n = jacobian.front().size();
    Matrix square(n, std::vector<double>(n)), vectors(n, std::vector<double>(n));
    for (std::size_t i = 0; i < n; ++i) {
        vectors[i][i] = 1;
        for (std::size_t j = 0; j < n; ++j)
            for (const auto& row : jacobian) square[i][j] += row[i] * row[j];
    }
    constexpr int sweeps = 30; // quadratic convergence: six or so do
    for (int sweep = 0; sweep < sweeps; ++sweep)
        for (std::size_t p = 0; p < n; ++p)
            for (std::size_t q = p + 1; q < n; ++q) rotate(square, vectors, p, q);
    return in_order_of_strength(square, vectors);
}

double relative_spread(const std::vector<Point>& accepted, std::size_t parameter) {
    double mean = 0, square = 0;
    for (const Point& p : accepted) mean += p[parameter] / static_cast<double>(accepted.size());
    for (const Point& p : accepted) square += (p[parameter] - mean) * (p[parameter] - mean);
    const double n = static_cast<double>(accepted.size());
    return n > 1 ? std::sqrt(12 * square / (n - 1)) : 0;
}

} // namespace drumbeat
