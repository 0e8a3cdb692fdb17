// SPDX-License-Identifier: Apache-2.0
// What is given in a year: the scenario made ready, luck and the date. Nothing of it can be written.
#pragma once

#include "sim/world/draws.hpp"
#include "sim/world/prepare.hpp"

namespace drumbeat {

struct Year {
    // `simulated` is counted from the first year of the burn-in.
    Year(const Prepared& made_ready, const Streams& its_luck, int simulated_year)
        : prepared(made_ready), scenario(made_ready.scenario), luck(its_luck), simulated(simulated_year),
          calendar(made_ready.calendar(simulated_year)), reported(simulated_year - made_ready.burn_in),
          policy(simulated_year >= made_ready.policy_year) {}

    const Prepared& prepared;
    const Scenario& scenario;
    const Streams& luck;
    const int simulated;
    const int calendar;
    const int reported; // place among the years that are reported; below 0 in the burn-in
    const bool policy;  // whether the policy has begun
};

} // namespace drumbeat
