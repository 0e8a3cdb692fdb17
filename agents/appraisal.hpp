// SPDX-License-Identifier: Apache-2.0
// How a firm weighs an expansion: value of its candidates under its own forecast, and the trigger of its rule.
#pragma once

#include "agents/demand.hpp"
#include "agents/projects.hpp"
#include "agents/stopping.hpp"
#include "config/behaviour.hpp"

#include <span>

namespace drumbeat {

// What a firm sees when it looks at its plant. Years are counted from now; volumes are yearly, at reference prices.
struct Prospect {
    std::span<const double> load;    // expected demand in each production year
    std::span<const double> load_sd; // its log standard deviation, as the firm sees it
    std::span<const double> shift;   // log change of expected demand after an innovation of one standard deviation
    double long_run_sd = 0;          // log standard deviation of demand in the long run as news moves it
    int lag = 0;                     // first year in which new capacity produces
    int news = 0;                    // first production year that orders still to come can reach
    double capacity = 0;             // nameplate, work in progress included
    double size = 0;                 // what candidate expansions are multiples of
    double unit_margin = 0;          // cash margin per unit
    double hurdle = 0;               // real, per year
    double depreciation = 0;         // per year
    double survival = 1;             // of the cash flows, per year
    double resale = 0;               // share of cost that the plant sells for at the end
    BuildingCost cost;
    double subsidy_rate = 0; // share of the outlay that the state pays
    double subsidy_left = 0; // of its budget
    double gift_rate = 0;    // the same of a public shareholder's better terms
    double gift_left = 0;
    double idle_margin = 0; // cash per unit of plant that defence leaves idle, from civil sales
    std::span<const double> candidates;
    InvestmentRule rule = InvestmentRule::npv;
    double option_weight = 1; // of the option multiple
    double option_hazard = 0; // the opportunity dies, per year
    double growth_sd = 0;     // one-year standard deviation of demand growth: the uncapped multiple's volatility
    double unit_cost = 0;     // cash cost per unit that a plant standing still saves
    bool mean_reverting = false;
    double reversion = 0; // speed at which news fades, per year; 0 where it lasts
    double news_now = 0;  // the deviation from the long run today, in standard deviations of a year's news
    const StoppingTable* stopping = nullptr;
};

struct Choice {
    double expansion = 0; // volume a year; 0: nothing considered
    double value = 0;
    double cost = 0; // to the firm: the outlay less a subsidy
    double outlay = 0;
    double trigger = 1; // value over cost at which the rule invests
    double sigma_v = 0; // volatility of the expansion's value
    double npv() const { return value - cost; }
    double surplus() const { return value - trigger * cost; }
    bool worth_it() const { return expansion > 0 && value >= cost; }
    bool chosen() const { return worth_it() && value >= trigger * cost; }
};

// Present value of the cash flows of an expansion from capacity K to K + dK, from year `lag` on:
// sum over m of p E[min(D_m, K + dK) - min(D_m, K)] ((1-dep) surv)^(m-lag) / (1+h)^m, plus resale at the end; what is
// not sold earns `idle_margin` instead of p. `tilt` times `shift` moves expected demand in logs. The table version
// serves the firm loop, the literal one tests.
double expansion_value(const Prospect&, double expansion, const ExpectedSales&, double tilt = 0);
double expansion_value_literal(const Prospect&, double expansion, double tilt = 0);

// Present value of a unit of plant's every year of use: the sum of the factors above.
double years_of_use(const Prospect&);

// The volatility that enters the option: half the distance between the log values after an innovation of plus and
// minus one standard deviation.
double value_volatility(const Prospect&, double expansion, const ExpectedSales&);

// What an expansion costs in all, and what of it the firm bears.
double outlay_of(const Prospect&, double expansion);
double cost_to_firm(const Prospect&, double outlay);

// The candidate with the largest value less trigger times cost under the firm's rule (R1, R2 with R3, R8, R10), each
// candidate under its own trigger. Where none has positive net present value: the one with the largest. Under
// `capacity_choice`, the candidate whose right to build is worth most (R5), be it now or later.
Choice best_expansion(const Prospect&, const ExpectedSales&);

// False where no candidate can be worth its cost: a bound from mean and variance of demand alone, which costs a
// fraction of the values themselves. Where it is true, the values decide.
bool may_be_worth_it(const Prospect&);

// One expansion under the firm's rule: what it is worth and costs, how volatile its value is, and its trigger.
Choice weighed(const Prospect&, double expansion, const ExpectedSales&);
// Trigger of the rule for one candidate whose value, cost and volatility are known: 1 under net present value.
double trigger_of(const Prospect&, const Choice&, const ExpectedSales&);

} // namespace drumbeat
