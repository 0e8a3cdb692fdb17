// SPDX-License-Identifier: Apache-2.0
// Two areas under long contracts with a guaranteed minimum, for tests of what becomes of it.
#pragma once

#include "tests/sim/packaged.hpp"

namespace drumbeat {

inline constexpr double floor_share = .8;

// Two areas whose requirement is the plan in each year, under contracts of five years that guarantee .8 of it.
inline Scenario guaranteed_orders() {
    Scenario s = packaged_scenario("netherlands-2026");
    s.segments.erase(s.segments.begin() + 5);
    s.segments.resize(2);
    s.time.burn_in_years = 8;
    s.time.horizon_years = 10;
    s.budget.final_defence_meur = 40000;
    for (Segment& segment : s.segments) {
        segment.orders.cv = 0;
        segment.orders.framework_years = 5;
        segment.orders.minimum_quantity = floor_share;
        segment.orders.slippage_probability = 0;
        segment.orders.cancellation = 0;
        segment.orders.termination_small = 0;
        segment.orders.termination_large = 0;
    }
    return s;
}

// Half of the budget is cut, which nobody foresaw.
inline Scenario guaranteed_orders_before_a_cut() {
    Scenario s = guaranteed_orders();
    s.budget.cut_year = s.time.start_year + 5;
    s.budget.cut_share = .5;
    return s;
}

} // namespace drumbeat
