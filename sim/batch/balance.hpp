// SPDX-License-Identifier: Apache-2.0
// Puts a scenario in balance: the foreign price of each segment at which domestic firms win what they sold at the
// start.
#pragma once

#include "config/study.hpp"
#include "sim/batch/rounds.hpp"

#include <vector>

namespace drumbeat {

// What the burnt-in country looks like at a flat budget, without policy. Means over replications and reported years,
// each with its Monte Carlo standard error.
struct Measured {
    double value = 0, error = 0;
};
struct BaselineState {
    std::vector<Measured> domestic_meur;                           // orders won at home, by segment, meur a year
    Measured import_share, utilisation, capacity_drift, exit_rate; // the last two per year
};

// The band that each must keep for the country to count as in balance.
struct Band {
    double low, high;
    bool holds(const Measured& m) const { return m.value >= low && m.value <= high; }
};
inline constexpr Band import_share_band{.63, .67}, utilisation_band{.82, .88}, capacity_drift_band{-.01, .01},
    exit_rate_band{0, .02};

// The scenario as it would go on without growth or policy: a flat budget, no fund, no investors, no subsidy.
Scenario at_rest(Scenario);

// One round, a piece for each replication.
BaselineState baseline_state(const Scenario&, std::int64_t replications, std::uint64_t seed, Rounds&);

inline constexpr int balance_steps = 13;

// Bisection on the log of each segment's foreign price, all at once, with the same luck at every step and four bidders
// a lot. Prices are rounded to four decimals. Each step is a round.
std::vector<double> balancing_prices(const Scenario&, std::int64_t replications, std::uint64_t seed, Rounds&);

} // namespace drumbeat
