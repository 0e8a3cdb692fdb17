// SPDX-License-Identifier: Apache-2.0
#include "agents/stopping.hpp"

#include "agents/maths.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace drumbeat {

namespace {

// Gauss-Hermite rule of seven points for a standard normal (Abramowitz and Stegun 1972, table 25.10, rescaled).
constexpr int points = 7;
constexpr std::array<double, points> node{-3.750439717725742, -2.366759410734541, -1.154405394739968, 0,
                                          1.154405394739968,  2.366759410734541,  3.750439717725742};
constexpr std::array<double, points> weight{.000548268855972, .030757123967586, .240123178605013, .457142857142857,
                                            .240123178605013, .030757123967586, .000548268855972};

double stationary_sd(const DemandProcess& demand) {
    return demand.innovation_sd / std::sqrt(1 - demand.rho * demand.rho);
}

// Linear interpolation of y over an increasing x, held at both ends.
double interpolate(const std::vector<double>& x, const std::vector<double>& y, double at) {
    if (at <= x.front()) return y.front();
    if (at >= x.back()) return y.back();
    const auto right = static_cast<std::size_t>(std::upper_bound(x.begin(), x.end(), at) - x.begin());
    const double share = (at - x[right - 1]) / (x[right] - x[right - 1]);
    return (1 - share) * y[right - 1] + share * y[right];
}

// Gaussian elimination of state k from the rows of the states above it.
void eliminate(std::vector<double>& matrix, std::size_t n, std::size_t k) {
    const double* row = &matrix[k * n];
    for (std::size_t i = k + 1; i < n; ++i) {
        double* other = &matrix[i * n];
        if (other[k] == 0) continue;
        const double times = other[k] / row[k];
        for (std::size_t j = k + 1; j < n; ++j) other[j] -= times * row[j];
    }
}

} // namespace

std::vector<double> critical_costs(std::vector<double> transition, std::span<const double> value,
                                   double discount_factor) {
    const std::size_t n = value.size();
    for (double& p : transition) p *= -discount_factor;
    for (std::size_t i = 0; i < n; ++i) transition[i * n + i] += 1;
    std::vector<double> cost(n);
    double highest = -std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < n; ++k) {
        const double* row = &transition[k * n];
        // Of waiting: expected discounted value, and expected discount, when a higher state is reached.
        double worth = 0;
        double reached = 0;
        for (std::size_t j = k + 1; j < n; ++j) {
            worth -= row[j] * value[j];
            reached -= row[j];
        }
        highest = std::max(highest, (row[k] * value[k] - worth) / (row[k] - reached));
        cost[k] = highest;
        eliminate(transition, n, k);
    }
    return cost;
}

StoppingSolution::StoppingSolution(const StoppingProblem& problem, int nodes) : problem_(problem) {
    lay_grid(static_cast<std::size_t>(nodes));
    value_plant();
    critical_ = critical_costs(transition(), value_, 1 / (1 + problem.discount));
}

// Even nodes of log demand around its centre.
void StoppingSolution::lay_grid(std::size_t nodes) {
    const DemandProcess& demand = problem_.demand;
    const bool reverting = demand.rho < 1;
    const double sd = reverting ? stationary_sd(demand) : demand.innovation_sd;
    const double centre = reverting ? problem_.log_mean - .5 * sd * sd : 0;
    const double reach = reverting ? 4 * std::max(sd, 1e-3) : 1.5 + 4 * sd;
    const double step = 2 * reach / (static_cast<double>(nodes) - 1);
    grid_.resize(nodes);
    for (std::size_t i = 0; i < nodes; ++i) grid_[i] = centre - reach + step * static_cast<double>(i);
    link_nodes(centre, step);
}

// Where each node leads: next year's states at the points of the quadrature, each between two nodes.
void StoppingSolution::link_nodes(double centre, double step) {
    const DemandProcess& demand = problem_.demand;
    const std::size_t nodes = grid_.size();
    const double farthest = static_cast<double>(nodes) - 1.000001; // so that a node stands to the right of it
    left_.resize(nodes * points);
    share_.resize(nodes * points);
    for (std::size_t i = 0; i < nodes; ++i) {
        const double mean = demand.rho < 1 ? centre + demand.rho * (grid_[i] - centre)
                                           : grid_[i] - .5 * demand.innovation_sd * demand.innovation_sd;
        for (std::size_t k = 0; k < points; ++k) {
            const double to = std::clamp((mean + demand.innovation_sd * node[k] - grid_[0]) / step, 0.0, farthest);
            left_[i * points + k] = static_cast<int>(to);
            share_[i * points + k] = to - static_cast<int>(to);
        }
    }
}

// Cash of a year in each state, per unit of margin and of new capacity.
std::vector<double> StoppingSolution::yearly_cash() const {
    std::vector<double> cash(grid_.size());
    for (std::size_t i = 0; i < grid_.size(); ++i) {
        const double demand = maths::exp(grid_[i]);
        cash[i] = (std::min(demand, 1.0) - std::min(demand, problem_.base)) / (1 - problem_.base);
    }
    return cash;
}

// What the plant is worth from its first cash flow on, and then as seen when it is paid for.
void StoppingSolution::value_plant() {
    const std::vector<double> cash = yearly_cash();
    const double factor = problem_.survival / (1 + problem_.discount);
    value_ = cash;
    double reached = 1; // weight of the years not yet added
    while (reached > 1e-7) {
        const std::vector<double> next = expect(value_);
        for (std::size_t i = 0; i < value_.size(); ++i) value_[i] = cash[i] + factor * next[i];
        reached *= factor;
    }
    for (int year = 0; year < problem_.lag; ++year) {
        value_ = expect(value_);
        for (double& v : value_) v /= 1 + problem_.discount;
    }
}

// Row by row, the chance of each state next year.
std::vector<double> StoppingSolution::transition() const {
    const std::size_t n = grid_.size();
    std::vector<double> chance(n * n, 0);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k < points; ++k) {
            const auto left = static_cast<std::size_t>(left_[i * points + k]);
            const double share = share_[i * points + k];
            chance[i * n + left] += weight[k] * (1 - share);
            chance[i * n + left + 1] += weight[k] * share;
        }
    return chance;
}

std::vector<double> StoppingSolution::expect(const std::vector<double>& next) const {
    std::vector<double> mean(grid_.size());
    for (std::size_t i = 0; i < grid_.size(); ++i) {
        double sum = 0;
        for (std::size_t k = 0; k < points; ++k) {
            const auto left = static_cast<std::size_t>(left_[i * points + k]);
            const double share = share_[i * points + k];
            sum += weight[k] * ((1 - share) * next[left] + share * next[left + 1]);
        }
        mean[i] = sum;
    }
    return mean;
}

double StoppingSolution::at(const std::vector<double>& values, double log_demand) const {
    return interpolate(grid_, values, log_demand);
}

double StoppingSolution::value(double log_demand) const { return at(value_, log_demand); }

double StoppingSolution::trigger(double cost) const {
    const auto above = std::lower_bound(critical_.begin(), critical_.end(), cost);
    if (above == critical_.end()) return std::numeric_limits<double>::infinity();
    const auto i = static_cast<std::size_t>(above - critical_.begin());
    if (i == 0) return grid_[0];
    return grid_[i] - (grid_[i] - grid_[i - 1]) * (critical_[i] - cost) / (critical_[i] - critical_[i - 1]);
}

double StoppingSolution::critical_cost(double log_demand) const { return at(critical_, log_demand); }

double StoppingSolution::kept(double log_demand) const {
    const double whole = value(log_demand);
    return whole > 1e-12 ? critical_cost(log_demand) / whole : 0;
}

double StoppingSolution::multiple(double log_demand) const { return 1 / std::max(kept(log_demand), 1e-12); }

namespace {

constexpr std::array sds{.02, .06, .1, .15, .2, .3, .42, .56, .75, 1.0, 1.3};
constexpr std::array discounts{.04, .07, .11, .16, .22};
constexpr std::array long_runs{-1.2, -.9, -.7, -.55, -.4, -.3, -.2, -.1, 0.0, .1, .2, .35, .5}; // reverting

// Even nodes: (level - long run) in sds when reverting, level for a martingale.
struct EvenAxis {
    double low;
    double step;
    std::size_t count;
    double operator[](std::size_t i) const { return low + step * static_cast<double>(i); }
};
constexpr EvenAxis deviations{-3, .1, 61};
constexpr EvenAxis levels{-2.4, .05, 97};

struct Place {
    std::size_t left;
    double share;
};
Place place(std::span<const double> axis, double at) {
    if (at <= axis.front()) return {0, 0};
    if (at >= axis.back()) return {axis.size() - 2, 1};
    std::size_t left = 0;
    while (at >= axis[left + 1]) ++left;
    return {left, (at - axis[left]) / (axis[left + 1] - axis[left])};
}

Place place(const EvenAxis& axis, double at) {
    const double to = std::clamp((at - axis.low) / axis.step, 0.0, static_cast<double>(axis.count - 1));
    const std::size_t left = std::min(static_cast<std::size_t>(to), axis.count - 2);
    return {left, to - static_cast<double>(left)};
}

// Where a state lies between the nodes of the axes that slices stand for: volatility, discount, base, long run.
constexpr std::size_t axes = 4;
constexpr unsigned corners = 1u << axes;
using Cell = std::array<Place, axes>;

// A corner of the cell: its nodes, and its weight in the interpolation.
struct Corner {
    double share = 1;
    std::array<std::size_t, axes> node{};
};

Corner corner_of(const Cell& cell, unsigned number) {
    Corner corner;
    for (std::size_t axis = 0; axis < axes; ++axis) {
        const bool right = (number >> axis & 1u) != 0;
        corner.share *= right ? cell[axis].share : 1 - cell[axis].share;
        corner.node[axis] = cell[axis].left + (right ? 1 : 0);
    }
    return corner;
}

} // namespace

StoppingProblem StoppingTable::problem(double rho, double survival, int lag, const State& state) {
    const double innovation = rho < 1 ? state.log_sd * std::sqrt(1 - rho * rho) : state.log_sd;
    return {{rho, innovation}, state.long_run, state.base, state.discount, survival, lag};
}

StoppingTable::StoppingTable(double rho, double survival, int lag, std::span<const double> candidates)
    : rho_(rho), survival_(survival), lag_(lag), bases_{0} {
    for (auto c = candidates.rbegin(); c != candidates.rend(); ++c) bases_.push_back(1 / (1 + *c));
    const std::size_t slices = sds.size() * discounts.size() * bases_.size() * (reverting() ? long_runs.size() : 1);
    kept_.resize(slices * (reverting() ? deviations : levels).count);
    is_solved_ = std::make_unique<std::atomic<bool>[]>(slices);
}

void StoppingTable::solve(const Slice& slice, double* kept) const {
    const double sd = sds[slice.sd];
    const State state{sd, discounts[slice.discount], 0, reverting() ? long_runs[slice.long_run] : 0,
                      bases_[slice.base]};
    const StoppingSolution solution(problem(rho_, survival_, lag_, state), 91);
    const EvenAxis& axis = reverting() ? deviations : levels;
    for (std::size_t i = 0; i < axis.count; ++i)
        kept[i] = solution.kept(reverting() ? state.long_run + axis[i] * sd : axis[i]);
}

// 1/M at every level of a slice.
const double* StoppingTable::solved(const Slice& slice) const {
    const std::size_t means = reverting() ? long_runs.size() : 1;
    const std::size_t number =
        ((slice.sd * discounts.size() + slice.discount) * bases_.size() + slice.base) * means + slice.long_run;
    double* const kept = &kept_[number * (reverting() ? deviations : levels).count];
    if (is_solved_[number].load(std::memory_order_acquire)) return kept;
    const std::lock_guard guard(solving_);
    if (!is_solved_[number].load(std::memory_order_relaxed)) solve(slice, kept);
    is_solved_[number].store(true, std::memory_order_release);
    return kept;
}

double StoppingTable::multiple(const State& state) const {
    const EvenAxis& axis = reverting() ? deviations : levels;
    const Cell cell{place(sds, state.log_sd), place(discounts, state.discount), place(bases_, state.base),
                    reverting() ? place(long_runs, state.long_run) : Place{0, 0}};
    double kept = 0;
    for (unsigned number = 0; number < corners; ++number) {
        const Corner corner = corner_of(cell, number);
        if (corner.share == 0) continue;
        const auto [sd, discount, base, long_run] = corner.node;
        // Every corner is read at the firm's own level, so that the bends at full capacity lie upon each other.
        const Place at = place(axis, reverting() ? (state.level - long_runs[long_run]) / sds[sd] : state.level);
        const double* const slice = solved({sd, discount, base, long_run});
        kept += corner.share * ((1 - at.share) * slice[at.left] + at.share * slice[at.left + 1]);
    }
    return 1 / std::max(kept, 1e-9);
}

} // namespace drumbeat
