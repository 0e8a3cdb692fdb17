// SPDX-License-Identifier: Apache-2.0
// F1 to F5 and F13: what a panel of firms shows of investment and of learning.
#include "agents/maths.hpp"
#include "outputs/fit/facts/facts.hpp"
#include "outputs/fit/facts/firm_panel.hpp"
#include "outputs/fit/facts/record_values.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {
namespace {

constexpr double still = .01; // of capital: as good as no investment

double share_of_rates(const RunRecord& r, const std::function<bool(double)>& test) {
    const Rates rates = FirmPanel(r).rates();
    return share_of(rates.frame, rates.rate, test);
}

// Growth of turnover beside the rates of a panel.
Column sales_growth(const FirmPanel& panel, const Rates& rates) {
    const Column all = arc_growth(panel.frame(), panel.of(FirmColumn::turnover_meur));
    const auto years = static_cast<std::ptrdiff_t>(rates.frame.years);
    Column growth;
    for (const int firm : rates.firm)
        growth.insert(growth.end(), all.begin() + firm * years, all.begin() + (firm + 1) * years);
    return growth;
}

// Log of forecast demand over the capacity of the year before.
Column forecast_load(const FirmPanel& panel, const Rates& rates) {
    const Column forecast = beside(rates, panel.frame(), panel.of(FirmColumn::forecast_demand_meur));
    const Column capacity = panel.of(FirmColumn::capacity_meur);
    const std::size_t years = at(rates.frame.years);
    Column load;
    for (std::size_t i = 0; i < forecast.size(); ++i) {
        const std::size_t before = at(rates.firm[i / years]) * (years + 1) + i % years;
        load.push_back(maths::log(std::max(1e-6, ratio(forecast[i], capacity[before]))));
    }
    return load;
}

Responses responses_to_demand(const RunRecord& r) {
    const FirmPanel panel(r);
    const Rates rates = panel.rates();
    return demand_responses(rates.frame, rates.rate, sales_growth(panel, rates),
                            beside(rates, panel.frame(), panel.of(FirmColumn::perceived_sd)));
}

} // namespace

double spikes(const RunRecord& r) {
    return share_of_rates(r, [](double rate) { return rate > spike_rate; });
}

double inaction(const RunRecord& r) {
    return share_of_rates(r, [](double rate) { return std::abs(rate) < still; });
}

double disinvestment(const RunRecord& r) {
    return share_of_rates(r, [](double rate) { return rate <= -still; });
}

double negative_spikes(const RunRecord& r) {
    return share_of_rates(r, [](double rate) { return rate < -spike_rate; });
}

double mean_rate(const RunRecord& r) {
    const Rates rates = FirmPanel(r).rates();
    return mean_of(rates.frame, rates.rate);
}

double correlation_of_rates(const RunRecord& r, bool within) {
    const Rates rates = FirmPanel(r).rates();
    return serial_correlation(rates.frame, rates.rate, within);
}

double effect_of_uncertainty(const RunRecord& r, bool hold_forecast) {
    const FirmPanel panel(r);
    const Rates rates = panel.rates();
    std::vector<Column> held;
    if (hold_forecast) held.push_back(forecast_load(panel, rates));
    return uncertainty_effect(rates.frame, rates.rate, beside(rates, panel.frame(), panel.of(FirmColumn::perceived_sd)),
                              held);
}

double interaction(const RunRecord& r) {
    const Responses found = responses_to_demand(r);
    return found.at_high - found.at_low;
}

double response_ratio(const RunRecord& r) {
    const Responses found = responses_to_demand(r);
    return ratio(found.at_high, found.at_low);
}

double slope_of_learning(const RunRecord& r) {
    const FirmPanel panel(r);
    const Frame& frame = panel.frame();
    Column output = panel.of(FirmColumn::turnover_meur);
    const Column experience = panel.of(FirmColumn::experience);
    for (int firm = 0; firm < frame.firms; ++firm) {
        const std::size_t first = at(firm) * at(frame.years);
        output[first] = experience[first];
        for (std::size_t i = first + 1; i < first + at(frame.years); ++i) output[i] += output[i - 1];
    }
    return fitted_learning_slope(frame, panel.of(FirmColumn::unit_cost), output);
}

double jump_after_gap(const RunRecord& r) {
    const FirmPanel panel(r);
    return cost_jump_after_gap(panel.frame(), panel.of(FirmColumn::turnover_meur), panel.of(FirmColumn::unit_cost));
}

} // namespace drumbeat
