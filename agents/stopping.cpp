// SPDX-License-Identifier: Apache-2.0
#include "agents/stopping.hpp"

#include "agents/maths.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

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
            const double to = std::clamp((mean + demand.innovation_sd * node[k] - grid_[0]) / step, 0.0, nodes - 1.000001);
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

std::vector<double> StoppingSolution::option_value(double cost) const {
    std::vector<double> option(grid_.size());
    for (std::size_t i = 0; i < grid_.size(); ++i) option[i] = std::max(0.0, value_[i] - cost);
    for (int sweep = 0; sweep < 200; ++sweep) {
        const std::vector<double> wait = expect(option);
        double change = 0;
        for (std::size_t i = 0; i < grid_.size(); ++i) {
            const double better = std::max(value_[i] - cost, wait[i] / (1 + problem_.discount));
            change = std::max(change, std::abs(better - option[i]));
            option[i] = better;
        }
        if (change < 1e-6) break;
    }
    return option;
}

double StoppingSolution::at(const std::vector<double>& values, double log_demand) const {
    return interpolate(grid_, values, log_demand);
}

double StoppingSolution::value(double log_demand) const { return at(value_, log_demand); }

double StoppingSolution::trigger(double cost) const {
    const std::vector<double> wait = expect(option_value(cost));
    double gap_before = 0;
    for (std::size_t i = 0; i < grid_.size(); ++i) {
        const double gap = value_[i] - cost - wait[i] / (1 + problem_.discount);
        if (gap >= 0) {
            if (i == 0) return grid_[0];
            return grid_[i] - (grid_[i] - grid_[i - 1]) * gap / (gap - gap_before);
        }
        gap_before = gap;
    }
    return std::numeric_limits<double>::infinity();
}

double StoppingSolution::critical_cost(double log_demand) const {
    double low = 0, high = value(log_demand);
    for (int i = 0; i < 30; ++i) {
        const double middle = .5 * (low + high);
        (trigger(middle) <= log_demand ? low : high) = middle;
    }
    return .5 * (low + high);
}

double StoppingSolution::multiple(double log_demand) const {
    return value(log_demand) / std::max(critical_cost(log_demand), 1e-12);
}

namespace {

constexpr std::array sds{.02, .1, .2, .35, .55, .8, 1.2};
constexpr std::array discounts{.05, .11, .20};
constexpr std::array bases{0.0, .5, .8};
constexpr std::array deviations{-2.4, -1.2, 0.0, 1.2, 2.4};                 // (level - long run) in sds, reverting
constexpr std::array long_runs{-1.2, -.7, -.4, -.2, 0.0, .2, .5};           // reverting
constexpr std::array levels{-1.6, -1.2, -.9, -.6, -.4, -.2, 0.0, .2, .5, .9}; // martingale

struct Place {
    std::size_t left;
    double share;
};
template <std::size_t N> Place place(const std::array<double, N>& axis, double at) {
    if (at <= axis.front()) return {0, 0};
    if (at >= axis.back()) return {N - 2, 1};
    std::size_t left = 0;
    while (at >= axis[left + 1]) ++left;
    return {left, (at - axis[left]) / (axis[left + 1] - axis[left])};
}

// ln M at several states from a few costs: each cost has a trigger, and between triggers the cost is interpolated.
void multiples_at(const StoppingSolution& solution, std::span<const double> states, double* out) {
    std::vector<double> triggers, log_costs;
    const double lowest = solution.value(states.front()), highest = solution.value(states.back());
    constexpr int costs = 14;
    for (int i = 0; i < costs; ++i) {
        const double share = i / (costs - 1.0);
        const double cost = std::max(1e-6, (1 - share) * .3 * lowest + share * 1.02 * highest);
        const double at = solution.trigger(cost);
        if (at == std::numeric_limits<double>::infinity()) break;
        if (!triggers.empty() && at <= triggers.back()) {
            triggers.back() = at, log_costs.back() = maths::log(cost); // flat stretch: the largest cost counts
            continue;
        }
        triggers.push_back(at), log_costs.push_back(maths::log(cost));
    }
    for (std::size_t i = 0; i < states.size(); ++i) {
        const double value = std::max(solution.value(states[i]), 1e-9);
        const double cost = triggers.empty() ? maths::log(value) : interpolate(triggers, log_costs, states[i]);
        out[i] = std::max(0.0, maths::log(value) - cost);
    }
}

} // namespace

StoppingProblem StoppingTable::problem(double rho, double survival, int lag, const State& state) {
    const double innovation = rho < 1 ? state.log_sd * std::sqrt(1 - rho * rho) : state.log_sd;
    return {{rho, innovation}, state.long_run, state.base, state.discount, survival, lag};
}

StoppingTable::StoppingTable(double rho, double survival, int lag) : rho_(rho) {
    const bool reverting = rho < 1;
    const std::size_t means = reverting ? long_runs.size() : 1, states = reverting ? deviations.size() : levels.size();
    log_multiple_.resize(sds.size() * discounts.size() * bases.size() * means * states);
    std::size_t at = 0;
    for (const double sd : sds)
        for (const double discount : discounts)
            for (const double base : bases)
                for (std::size_t mean = 0; mean < means; ++mean, at += states) {
                    const State state{sd, discount, 0, reverting ? long_runs[mean] : 0, base};
                    const StoppingSolution solution(problem(rho, survival, lag, state), 91);
                    std::vector<double> where(states);
                    for (std::size_t i = 0; i < states; ++i)
                        where[i] = reverting ? long_runs[mean] + deviations[i] * sd : levels[i];
                    multiples_at(solution, where, &log_multiple_[at]);
                }
}

double StoppingTable::multiple(const State& state) const {
    const bool reverting = rho_ < 1;
    const std::size_t means = reverting ? long_runs.size() : 1, states = reverting ? deviations.size() : levels.size();
    const Place p[5] = {place(sds, state.log_sd), place(discounts, state.discount), place(bases, state.base),
                        reverting ? place(long_runs, state.long_run) : Place{0, 0},
                        reverting ? place(deviations, (state.level - state.long_run) / std::max(state.log_sd, 1e-6))
                                  : place(levels, state.level)};
    double sum = 0;
    for (unsigned corner = 0; corner < 32; ++corner) {
        double share = 1;
        std::size_t index[5];
        for (unsigned axis = 0; axis < 5; ++axis) {
            const bool right = (corner >> axis & 1u) != 0;
            share *= right ? p[axis].share : 1 - p[axis].share;
            index[axis] = p[axis].left + (right ? 1 : 0);
        }
        if (share == 0) continue;
        sum += share * log_multiple_[(((index[0] * discounts.size() + index[1]) * bases.size() + index[2]) * means + index[3]) *
                                         states + index[4]];
    }
    return maths::exp(sum);
}

} // namespace drumbeat
