// SPDX-License-Identifier: Apache-2.0
#include "outputs/fit/fact_measures.hpp"

#include "agents/production.hpp"
#include "outputs/fit/facts/facts.hpp"
#include "outputs/fit/facts/record_values.hpp"

#include <algorithm>
#include <array>

namespace drumbeat {

namespace {

using E = Experiment;

const RunRecord& rest(const Observed& o) { return o.of(E::rest); }

double leakage_of_start(const Observed& o, E experiment) {
    return leakage(o.of(experiment), o.policy_year, o.policy_year + effect_years);
}

double share_of_two(const Observed& o) {
    const Sizes sizes = last_sizes(rest(o));
    return top_share(sizes.size, sizes.weight, 2);
}

double tail_of_sizes(const Observed& o) {
    const Sizes sizes = last_sizes(rest(o));
    return tail_exponent(sizes.size, sizes.weight, .1);
}

double growth_identity(const Observed& o) {
    const OrderGrowth growth = growth_of_requirement(o);
    return ratio(growth.found, growth.implied);
}

// A line of config/facts.def: what is read, and the experiments that it is read off (twice the same: one).
struct Reading {
    Measure measure;
    double (*value)(const Observed&);
    std::array<E, 2> needs{E::rest, E::rest};
};

constexpr Reading readings[] = {
    {Measure::spike_share, [](const Observed& o) { return spikes(rest(o)); }},
    {Measure::inaction_share, [](const Observed& o) { return inaction(rest(o)); }},
    {Measure::mean_rate, [](const Observed& o) { return mean_rate(rest(o)); }},
    {Measure::rate_correlation, [](const Observed& o) { return correlation_of_rates(rest(o), false); }},
    {Measure::negative_share, [](const Observed& o) { return disinvestment(rest(o)); }},
    {Measure::negative_spike_share, [](const Observed& o) { return negative_spikes(rest(o)); }},
    {Measure::uncertainty_effect, [](const Observed& o) { return effect_of_uncertainty(rest(o), false); }},
    {Measure::uncertainty_effect_forecast, [](const Observed& o) { return effect_of_uncertainty(rest(o), true); }},
    {Measure::demand_interaction, [](const Observed& o) { return interaction(rest(o)); }},
    {Measure::demand_response_ratio, [](const Observed& o) { return response_ratio(rest(o)); }},
    {Measure::shock_dip, [](const Observed& o) { return shocked_investment(o, 0, 1); }, {E::rest, E::shock}},
    {Measure::shock_rebound, [](const Observed& o) { return shocked_investment(o, 1, 3); }, {E::rest, E::shock}},
    {Measure::dependent_response, response_of_dependent, {E::rest, E::shock}},
    {Measure::long_saving, [](const Observed& o) { return multi_year_saving(o.base->tender.multi_year_saving, 5); }},
    {Measure::long_price, price_saved, {E::one_year, E::five_years}},
    {Measure::capex_per_euro,
     [](const Observed& o) { return capex_per_euro(o, E::orders, E::rest); },
     {E::rest, E::orders}},
    {Measure::capex_unconstrained,
     [](const Observed& o) { return capex_per_euro(o, E::loose_orders, E::loose); },
     {E::loose, E::loose_orders}},
    {Measure::vendors_after_cut, [](const Observed& o) { return after_cut(o, true); }, {E::rest, E::cut}},
    {Measure::award_growth, [](const Observed& o) { return growth_of_winners(o, 1); }},
    {Measure::award_persistence, [](const Observed& o) { return growth_of_winners(o, 4); }},
    {Measure::top_two_share, share_of_two},
    {Measure::sme_share, [](const Observed& o) { return small_firms(rest(o)); }},
    {Measure::zipf_exponent, tail_of_sizes},
    {Measure::fitted_slope,
     [](const Observed& o) { return slope_of_learning(o.of(E::growing)); },
     {E::growing, E::growing}},
    {Measure::gap_cost_jump, [](const Observed& o) { return jump_after_gap(rest(o)); }},
    {Measure::import_share, [](const Observed& o) { return leakage(rest(o), o.policy_year, rest(o).years); }},
    {Measure::leakage_fall,
     [](const Observed& o) { return leakage_of_start(o, E::doubled) - leakage_of_start(o, E::rest); },
     {E::rest, E::doubled}},
    {Measure::order_cv, [](const Observed& o) { return rest(o).at(Outcome::realised_cv); }},
    {Measure::order_persistence, [](const Observed& o) { return rest(o).at(Outcome::realised_phi); }},
    {Measure::order_growth_sd, [](const Observed& o) { return growth_of_requirement(o).found; }},
    {Measure::growth_identity, growth_identity},
    {Measure::surge_growth, surge_growth, {E::surge, E::surge}},
    {Measure::late_share, [](const Observed& o) { return mean_slippage(*o.base); }},
    {Measure::underspent_years, underspent_years, {E::growing, E::growing}},
    {Measure::ramp_years, years_of_ramp, {E::framework, E::framework}},
    {Measure::sme_refused, [](const Observed& o) { return refused_small(rest(o)); }},
    {Measure::within_correlation, [](const Observed& o) { return correlation_of_rates(rest(o), true); }},
    {Measure::growing_spike_share,
     [](const Observed& o) { return spikes(o.of(E::growing)); },
     {E::growing, E::growing}},
    {Measure::growing_mean_rate,
     [](const Observed& o) { return mean_rate(o.of(E::growing)); },
     {E::growing, E::growing}},
    {Measure::shock_uncertainty,
     [](const Observed& o) { return shocked_column(o, FirmColumn::perceived_sd); },
     {E::rest, E::shock}},
    {Measure::shock_forecast,
     [](const Observed& o) { return shocked_column(o, FirmColumn::forecast_demand_meur); },
     {E::rest, E::shock}},
    {Measure::exits_after_cut, [](const Observed& o) { return after_cut(o, false); }, {E::rest, E::cut}},
    {Measure::exit_rate, [](const Observed& o) { return rest(o).at(Outcome::exit_rate); }},
    {Measure::entry_rate, [](const Observed& o) { return entries(rest(o), o.policy_year); }},
};

// In the order of `Measure`, so that a measure is found by its number.
constexpr bool is_in_order() {
    for (std::size_t i = 0; i < std::size(readings); ++i)
        if (readings[i].measure != static_cast<Measure>(i)) return false;
    return std::size(readings) == measure_count;
}
static_assert(is_in_order(), "each line of config/facts.def has its reading here, in the same order");

const Reading& reading_of(Measure m) { return readings[static_cast<std::size_t>(m)]; }

} // namespace

double value_of(Measure m, const Observed& o) {
    const Reading& reading = reading_of(m);
    for (const E e : reading.needs)
        if (!o.has(e)) return missing;
    return reading.value(o);
}

std::vector<double> values_of(std::span<const Measure> measures, const Observed& o) {
    std::vector<double> values;
    for (const Measure m : measures) values.push_back(value_of(m, o));
    return values;
}

std::vector<Experiment> experiments_for(std::span<const Measure> measures) {
    std::vector<Experiment> all;
    for (const Measure m : measures)
        for (const E e : reading_of(m).needs)
            if (std::find(all.begin(), all.end(), e) == all.end()) all.push_back(e);
    return all;
}

std::string_view why_missing(Measure m) {
    switch (m) {
    case Measure::underspent_years: return "the budget does not grow";
    case Measure::gap_cost_jump: return "no firm has such a gap";
    case Measure::sme_refused: return "no small firm wants to expand";
    case Measure::demand_response_ratio: return "investment does not rise with demand at low uncertainty";
    case Measure::ramp_years: return "no firm grows after a spike, or the horizon is too short";
    default: return "too few years, or nothing varies";
    }
}

} // namespace drumbeat
