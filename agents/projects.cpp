// SPDX-License-Identifier: Apache-2.0
#include "agents/projects.hpp"

#include "agents/maths.hpp"
#include "agents/options.hpp"

#include <limits>

namespace drumbeat {

double annuity(double discount, double years) {
    if (discount == 0) return years;
    return (1 - maths::pow(1 + discount, -years)) / discount;
}

double net_present_value(double outlay, std::span<const double> cash_flows, double discount) {
    double value = -outlay;
    double factor = 1;
    for (const double flow : cash_flows) {
        factor /= 1 + discount;
        value += factor * flow;
    }
    return value;
}

double internal_rate_of_return(double outlay, std::span<const double> cash_flows) {
    double low = -.99;
    double high = 10;
    for (int i = 0; i < 200; ++i) {
        const double middle = .5 * (low + high);
        (net_present_value(outlay, cash_flows, middle) > 0 ? low : high) = middle;
    }
    return .5 * (low + high);
}

double shortest_paying_contract(double outlay, double cash_flow, double discount) {
    const double left = 1 - discount * outlay / cash_flow;
    if (left <= 0) return std::numeric_limits<double>::infinity();
    return -maths::log(left) / maths::log(1 + discount);
}

double expansion_cost(const BuildingCost& cost, double size, double expansion) {
    return cost.capital_per_output * size * (maths::pow(expansion, cost.scale_elasticity) + cost.fixed_share);
}

double critical_ratio(double unit_margin, double capacity_cost) { return (unit_margin - capacity_cost) / unit_margin; }

double newsvendor_capacity(double mean, double log_sd, double unit_margin, double capacity_cost) {
    const double ratio = critical_ratio(unit_margin, capacity_cost);
    if (ratio <= 0 || mean <= 0) return 0;
    if (log_sd <= 0) return mean;
    return mean * maths::exp(log_sd * maths::normal_quantile(ratio) - .5 * log_sd * log_sd);
}

CapacityChoice capacity_choice(double discount, double drift, double volatility, double eta,
                               double unit_capacity_cost) {
    const double b = option_root({discount, drift, volatility, 0});
    return {unit_capacity_cost * (discount - drift) * (b + 1) / (b - 1), 1 / (eta * (b + 1))};
}

double incremental_capacity(double revenue_level, double theta, double payout, double unit_cost, double multiple) {
    return maths::pow(theta * revenue_level / (multiple * payout * unit_cost), 1 / (1 - theta));
}

bool sells_plant(double value_of_keeping, double resale_share, double book_value) {
    return resale_share * book_value > value_of_keeping;
}

} // namespace drumbeat
