// SPDX-License-Identifier: Apache-2.0
// F6 and F7: what a year does in which order volatility seems doubled.
#include "outputs/fit/facts/facts.hpp"
#include "outputs/fit/facts/firm_panel.hpp"
#include "outputs/fit/facts/record_values.hpp"

#include <numeric>

namespace drumbeat {
namespace {

int shock_year(const Observed& o) { return o.policy_year + shock_delay_years; }

// Sum of a column over all firms of a year, by weight.
double sum_of_firms(const RunRecord& r, FirmColumn column, int year) {
    double sum = 0;
    for (int row = 0; row < r.firm_rows; ++row)
        if (const double weight = cell(r, FirmColumn::weight, year, row); weight == weight)
            sum += weight * cell(r, column, year, row);
    return sum;
}

// Firms that live through the year with the shock and without: how much of their turnover is orders, and by how much
// the shock changes their I/K.
struct Shocked {
    Frame once{0, 1, {}};
    Column dependence, change;
};

double sum_of_firm(const FirmPanel& panel, const Column& column, int firm) {
    const int years = panel.frame().years;
    const auto first = column.begin() + static_cast<std::ptrdiff_t>(firm) * years;
    return std::accumulate(first, first + years, 0.0);
}

Shocked compare_firms(const FirmPanel& calm, const FirmPanel& shocked, int year) {
    const Rates a = calm.rates();
    const Rates b = shocked.rates();
    const Column orders = calm.of(FirmColumn::orders_meur);
    const Column turnover = calm.of(FirmColumn::turnover_meur);
    const std::size_t width = at(calm.frame().years - 1);
    Shocked found;
    std::size_t j = 0;
    for (std::size_t i = 0; i < a.firm.size(); ++i) {
        const int row = calm.row(a.firm[i]);
        while (j < b.firm.size() && shocked.row(b.firm[j]) < row) ++j;
        if (j == b.firm.size() || shocked.row(b.firm[j]) != row) continue;
        const double sold = sum_of_firm(calm, turnover, a.firm[i]);
        found.dependence.push_back(sold > 0 ? sum_of_firm(calm, orders, a.firm[i]) / sold : 0);
        found.change.push_back(b.rate[j * width + at(year - 1)] - a.rate[i * width + at(year - 1)]);
        found.once.weight.push_back(a.frame.weight[i]);
        ++found.once.firms;
    }
    return found;
}

} // namespace

double shocked_investment(const Observed& o, int from, int to) {
    const int year = shock_year(o);
    return ratio(all_investment(o.of(Experiment::shock), year + from, year + to),
                 all_investment(o.of(Experiment::rest), year + from, year + to)) -
           1;
}

double shocked_column(const Observed& o, FirmColumn column) {
    const int year = shock_year(o);
    if (year >= o.of(Experiment::rest).years) return missing;
    return ratio(sum_of_firms(o.of(Experiment::shock), column, year),
                 sum_of_firms(o.of(Experiment::rest), column, year)) -
           1;
}

double response_of_dependent(const Observed& o) {
    const FirmPanel calm(o.of(Experiment::rest));
    const FirmPanel shocked(o.of(Experiment::shock));
    const int year = shock_year(o);
    if (year < 1 || year >= calm.frame().years) return missing;
    const Shocked found = compare_firms(calm, shocked, year);
    const double low = quantile_of(found.once, found.dependence, .25);
    const double high = quantile_of(found.once, found.dependence, .75);
    WeightedMean least, most;
    for (std::size_t i = 0; i < found.change.size(); ++i) { // a firm may be in both where many depend alike
        if (!(found.dependence[i] > low)) least.add(found.change[i], found.once.weight[i]);
        if (!(found.dependence[i] < high)) most.add(found.change[i], found.once.weight[i]);
    }
    return most.value() - least.value();
}

} // namespace drumbeat
