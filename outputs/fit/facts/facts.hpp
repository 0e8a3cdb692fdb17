// SPDX-License-Identifier: Apache-2.0
// What is read off a replication of the experiments, fact by fact (config/facts.def says what each is and its source).
// NaN where there is nothing to measure.
#pragma once

#include "outputs/fit/panel_moments.hpp"
#include "sim/batch/experiments.hpp"

#include <vector>

namespace drumbeat {

inline constexpr double spike_rate = .20; // I/K above it is a spike
inline constexpr int effect_years = 3;    // over which money and capacity are followed

// ---- panels: F1 to F5, F13

double spikes(const RunRecord&);
double inaction(const RunRecord&);
double disinvestment(const RunRecord&);
double negative_spikes(const RunRecord&);
double mean_rate(const RunRecord&);
double correlation_of_rates(const RunRecord&, bool within);
double effect_of_uncertainty(const RunRecord&, bool hold_forecast);
double interaction(const RunRecord&);    // response of I/K to demand, at high less at low uncertainty
double response_ratio(const RunRecord&); // the same, high over low
double slope_of_learning(const RunRecord&);
double jump_after_gap(const RunRecord&);

// ---- growth of firms: F11, F18

// Mean growth of turnover from the year of a tender to `years` later: winners less those who bid and won nothing.
double growth_of_winners(const Observed&, int years);
// Of turnover of firms after a spike: years from the decision to 90 % of what was added.
double years_of_ramp(const Observed&);

// ---- the shock: F6, F7

// Investment with the shock over that without, less 1, over years since the shock.
double shocked_investment(const Observed&, int from, int to);
// A column of all firms in the year of the shock, by weight: its sum with the shock over that without, less 1. Forecast
// demand moves a little, since a requirement as planned is above the median of a more volatile law.
double shocked_column(const Observed&, FirmColumn);
// What the shock does to I/K: the quarter of firms that live most by orders, less the quarter that live least by them.
double response_of_dependent(const Observed&);

// ---- money and contracts: F8 to F10, F14, F16

double price_saved(const Observed&); // at home, five-year contracts against one-year ones
double capex_per_euro(const Observed&, Experiment more, Experiment less);
double after_cut(const Observed&, bool vendors); // change in firms; `vendors`: those with call-offs in the year
double leakage(const RunRecord&, int from, int to);
double surge_growth(const Observed&);

// ---- the country: F12, F15, F17, F19, entry

// Size and weight of each firm of the last year.
struct Sizes {
    std::vector<double> size, weight;
};
Sizes last_sizes(const RunRecord&);
double small_firms(const RunRecord&);
double refused_small(const RunRecord&);

// Root mean square of the growth of log requirement over plan, areas by weight; `implied` by CV and persistence.
struct OrderGrowth {
    double found, implied;
};
OrderGrowth growth_of_requirement(const Observed&);
double mean_slippage(const Scenario&);
double underspent_years(const Observed&);
double entries(const RunRecord&, int policy_year);

} // namespace drumbeat
