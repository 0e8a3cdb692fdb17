// SPDX-License-Identifier: Apache-2.0
#include "agents/stopping.hpp"

#include "agents/maths.hpp"

#include <algorithm>
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
        double worth = 0,
               reached = 0; // of waiting: expected discounted value, and discount, when a higher state is reached
        for (std::size_t j = k + 1; j < n; ++j) worth -= row[j] * value[j], reached -= row[j];
        highest = std::max(highest, (row[k] * value[k] - worth) / (row[k] - reached));
        cost[k] = highest;
        for (std::size_t i = k + 1; i < n; ++i) {
            double* other = &transition[i * n];
            if (other[k] == 0) continue;
            const double times = other[k] / row[k];
            for (std::size_t j = k + 1; j < n; ++j) other[j] -= times * row[j];
        }
    }
    return cost;
}

StoppingSolution::StoppingSolution(const StoppingProblem& problem, int nodes) : problem_(problem) {
    const DemandProcess& demand = problem.demand;
    const bool reverting = demand.rho < 1;
    const double sd = reverting ? stationary_sd(demand) : demand.innovation_sd;
    const double centre = reverting ? problem.log_mean - .5 * sd * sd : 0;
    const double reach = reverting ? 4 * std::max(sd, 1e-3) : 1.5 + 4 * sd;
    const auto n = static_cast<std::size_t>(nodes);
    grid_.resize(n), left_.resize(n * points), share_.resize(n * points);
    const double step = 2 * reach / (nodes - 1);
    for (std::size_t i = 0; i < n; ++i) grid_[i] = centre - reach + step * static_cast<double>(i);
    for (std::size_t i = 0; i < n; ++i) {
        const double mean = reverting ? centre + demand.rho * (grid_[i] - centre)
                                      : grid_[i] - .5 * demand.innovation_sd * demand.innovation_sd;
        for (std::size_t k = 0; k < points; ++k) {
            const double to =
                std::clamp((mean + demand.innovation_sd * node[k] - grid_[0]) / step, 0.0, nodes - 1.000001);
            left_[i * points + k] = static_cast<int>(to);
            share_[i * points + k] = to - static_cast<int>(to);
        }
    }
    std::vector<double> flow(n);
    for (std::size_t i = 0; i < n; ++i) {
        const double demand_now = maths::exp(grid_[i]);
        flow[i] = (std::min(demand_now, 1.0) - std::min(demand_now, problem.base)) / (1 - problem.base);
    }
    const double factor = problem.survival / (1 + problem.discount);
    value_ = flow;
    double reached = 1; // weight of the years not yet added
    while (reached > 1e-7) {
        const std::vector<double> next = expect(value_);
        for (std::size_t i = 0; i < n; ++i) value_[i] = flow[i] + factor * next[i];
        reached *= factor;
    }
    for (int year = 0; year < problem.lag; ++year) {
        value_ = expect(value_);
        for (double& v : value_) v /= 1 + problem.discount;
    }
    std::vector<double> transition(n * n, 0);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k < points; ++k) {
            const auto left = static_cast<std::size_t>(left_[i * points + k]);
            const double share = share_[i * points + k];
            transition[i * n + left] += weight[k] * (1 - share);
            transition[i * n + left + 1] += weight[k] * share;
        }
    critical_ = critical_costs(std::move(transition), value_, 1 / (1 + problem.discount));
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
    double low, step;
    std::size_t count;
    double operator[](std::size_t i) const { return low + step * static_cast<double>(i); }
};
constexpr EvenAxis deviations{-3, .1, 61}, levels{-2.4, .05, 97};

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
    const Place p[4] = {place(sds, state.log_sd), place(discounts, state.discount), place(bases_, state.base),
                        reverting() ? place(long_runs, state.long_run) : Place{0, 0}};
    double kept = 0;
    for (unsigned corner = 0; corner < 16; ++corner) {
        double share = 1;
        std::size_t index[4];
        for (unsigned axis_number = 0; axis_number < 4; ++axis_number) {
            const bool right = (corner >> axis_number & 1u) != 0;
            share *= right ? p[axis_number].share : 1 - p[axis_number].share;
            index[axis_number] = p[axis_number].left + (right ? 1 : 0);
        }
        if (share == 0) continue;
        // Every corner is read at the firm's own level, so that the bends at full capacity lie upon each other.
        const Place at = place(axis, reverting() ? (state.level - long_runs[index[3]]) / sds[index[0]] : state.level);
        const double* const slice = solved({index[0], index[1], index[2], index[3]});
        kept += share * ((1 - at.share) * slice[at.left] + at.share * slice[at.left + 1]);
    }
    return 1 / std::max(kept, 1e-9);
}

} // namespace drumbeat
