// SPDX-License-Identifier: Apache-2.0
// What an expansion costs and what a certain stream of cash is worth: net present value, internal rate of return.
#pragma once

#include <span>

namespace drumbeat {

// Present value of a level cash flow of 1 a year over `years` (also a fraction), first paid after one year.
double annuity(double discount, double years);

// Net present value of cash flows in years 1, 2, ... less the outlay now (R1, oracle T1).
double net_present_value(double outlay, std::span<const double> cash_flows, double discount);

// Discount rate at which the net present value is zero, by bisection on [-0.99, 10].
double internal_rate_of_return(double outlay, std::span<const double> cash_flows);

// Shortest contract that pays an investment back: L* = -ln(1 - r I / c) / ln(1+r); infinite when c <= r I (T1b).
double shortest_paying_contract(double outlay, double cash_flow, double discount);

// How an expansion is built: capital cost per unit of output i1, economies of scale, a fixed cost of adjustment.
struct BuildingCost {
    double capital_per_output = 0; // i1
    double scale_elasticity = 1;
    double fixed_share = 0;
};
// Cost of adding `expansion` (a multiple of the present size K): i1 K (dK/K)^e + F i1 K. Homogeneous in K.
double expansion_cost(const BuildingCost&, double size, double expansion);

// Capacity of a firm with flexible inputs: the critical-ratio quantile of lognormal demand (newsvendor, R10).
// critical ratio = (unit margin - yearly capacity cost) / unit margin; 0 capacity when it is not positive.
double newsvendor_capacity(double mean, double log_sd, double unit_margin, double capacity_cost);
double critical_ratio(double unit_margin, double capacity_cost);

// How large to build when size and time are chosen together: price X (1 - eta Q), X a geometric Brownian motion, cost
// dc per unit (Huisman and Kort 2015; R5, oracle T9). The more uncertain, the later and the larger.
struct CapacityChoice {
    double trigger = 0;  // X* = dc (r - alpha) (b+1)/(b-1)
    double capacity = 0; // Q* = 1 / (eta (b+1))
};
CapacityChoice capacity_choice(double discount, double drift, double volatility, double eta, double unit_capacity_cost);

// Capacity when it is added unit by unit under revenue Y K^theta: theta Y K^(theta-1) = M delta kappa (Pindyck 1988;
// oracle T11). With a multiple of 1 it is the capacity of Jorgenson (1963).
double incremental_capacity(double revenue_level, double theta, double payout, double unit_cost, double multiple);

// Whether a firm sells plant: the machines' resale value, worn as they are, exceeds what they would still bring in
// (R13; irreversibility is 1 less the resale share: Abel and Eberly 1996).
bool sells_plant(double value_of_keeping, double resale_share, double book_value);

} // namespace drumbeat
