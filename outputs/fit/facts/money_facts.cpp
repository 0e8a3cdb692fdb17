// SPDX-License-Identifier: Apache-2.0
// F8 to F10, F14 and F16: what money and contracts do over a few years, one experiment against another.
#include "outputs/fit/facts/facts.hpp"
#include "outputs/fit/facts/record_values.hpp"

namespace drumbeat {
namespace {

// Firms, by weight, four years after the policy began; `vendors`: those with call-offs in the year.
double firms_later(const Observed& o, Experiment e, bool vendors) {
    const RunRecord& r = o.of(e);
    const int year = o.policy_year + 3;
    if (year >= r.years) return missing;
    double sum = 0;
    for (int row = 0; row < r.firm_rows; ++row) {
        const double weight = cell(r, FirmColumn::weight, year, row);
        if (weight == weight && (!vendors || cell(r, FirmColumn::orders_meur, year, row) > 0)) sum += weight;
    }
    return sum;
}

double paid_at_home(const Observed& o, Experiment e) {
    const RunRecord& r = o.of(e);
    WeightedMean mean; // by money
    for (int year = o.policy_year; year < r.years; ++year)
        for (int segment = 0; segment < r.segments; ++segment) {
            const double price = yearly(r, Yearly::unit_cost, year, segment);
            const double money = yearly(r, Yearly::domestic_orders_meur, year, segment);
            if (price == price) mean.add(price, money);
        }
    return mean.value();
}

} // namespace

double capex_per_euro(const Observed& o, Experiment more, Experiment less) {
    const int from = o.policy_year, to = from + effect_years;
    const auto added = [&](auto&& of) { return of(o.of(more)) - of(o.of(less)); };
    return ratio(added([&](const RunRecord& r) { return all_investment(r, from, to); }),
                 added([&](const RunRecord& r) { return total(r, Yearly::domestic_orders_meur, from, to); }));
}

double after_cut(const Observed& o, bool vendors) {
    return ratio(firms_later(o, Experiment::cut, vendors), firms_later(o, Experiment::rest, vendors)) - 1;
}

double leakage(const RunRecord& r, int from, int to) {
    return ratio(total(r, Yearly::imports_meur, from, to), total(r, Yearly::orders_meur, from, to));
}

double price_saved(const Observed& o) {
    return 1 - ratio(paid_at_home(o, Experiment::five_years), paid_at_home(o, Experiment::one_year));
}

double surge_growth(const Observed& o) {
    const RunRecord& r = o.of(Experiment::surge);
    const auto turnover = [&](int year) { return total(r, Yearly::turnover_meur, year, year + 1); };
    return ratio(turnover(o.policy_year + 2), turnover(o.policy_year)) - 1;
}

} // namespace drumbeat
