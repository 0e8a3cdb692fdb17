// SPDX-License-Identifier: Apache-2.0
// Technology areas: their requirement, programme lines and contracts, and what is publicly believed of them.
#pragma once

#include "agents/expectations.hpp"
#include "agents/firms.hpp"
#include "sim/world/signed_plans.hpp"

#include <array>
#include <vector>

namespace drumbeat {

inline constexpr Row foreign_supplier = nobody; // of foreign suppliers, in a contract

// A framework: a share of a line's requirement, called off every year until it expires.
struct Contract {
    int line = 0;
    Row row = foreign_supplier;
    double share = 0;   // of the line's requirement
    int years_left = 0; // call-offs still to come after the present year
    double floor = 0;   // minimum call-off as a share of what was planned when it was signed
    double price = 1;   // relative to the reference price
    double saving = 0;  // share of unit cost saved
    bool large = false;
    bool lost_on_capacity = false; // a bridge: abroad for one year for lack of domestic capacity
    int birth = 0, lot = 0;        // calendar year and number of the lot: identity for luck
    bool obsolete = false;         // signed before the threat changed
    double partners = 0;           // volume that other countries order with each unit of it
};

inline constexpr int longest_slip = 4;

// A programme line: a fixed share of a segment's requirement.
struct Line {
    double carry = 0; // requirement money not yet placed (negative: placed ahead of requirement)
    std::array<double, longest_slip> slipped{}; // arriving in 1, 2, ... years
    double available = 0;                       // money to be placed this year
    double contracted = 0;                      // share under contract this year
    bool cancelled = false;
};

struct SegmentState {
    std::vector<Line> lines;
    std::vector<Contract> contracts;
    std::vector<double> path;   // standardised deviation z of each year, and beyond for notice
    double factor = 1;          // rescaling under exact neutrality
    double requirement = 0;     // of the year, before the fund's share is taken
    double ratio = 1;           // requirement over plan
    double placed = 0;          // money of requirement that came this year, after slippage and cancellation
    double not_addressable = 0; // of which domestic firms cannot supply
    double adaptive_mean = 1, adaptive_variance = 0;
    GrowthBelief growth; // of the log requirement over plan, for Bayesian firms
    double log_ratio_before = 0;
    std::array<Trust, 2> trust;               // by Reader
    double announced_now = 0;                 // what last year's roadmap announced for this year; 0: nothing
    double hazard_weight = 0, hazard_sum = 0; // record of contract hazards
    double hazard = 0;                        // perceived
    double open_money = 0;                    // open lots of the year
    double experience_years = 0;              // reference experience per unit of yearly output
    double ended_share = 0, live_share = 0;   // contract shares ended by hazard, and alive before
    bool breached = false;                    // the ministry broke what it had announced for the year
    double put_off = 0, put_off_before = 0;   // by breaches of this year and of the year before, meur
    double slipped = 0;                       // of this year's requirement, to later years, meur
    double plan_factor = 1;                   // what changes of threat have made of the area's plan
    std::vector<double> factor_of_year;       // [simulated year] the same where a ministry moves years apart; or empty
    double postponed = 0;                     // open lots that were not let this year, meur
    double postponed_before = 0;              // and the year before
    SignedPlans signed_plans;                 // for contracts that guarantee a minimum
};

using Areas = PerArea<SegmentState>;

} // namespace drumbeat
