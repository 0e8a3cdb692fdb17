// SPDX-License-Identifier: Apache-2.0
// F11 and F18: how firms grow after they won a tender, and after they decided to expand.
#include "outputs/fit/facts/facts.hpp"
#include "outputs/fit/facts/firm_panel.hpp"
#include "outputs/fit/facts/record_values.hpp"

#include <algorithm>

namespace drumbeat {
namespace {

// Who bid and who won, as [year][row of the firm panel].
struct Tenders {
    std::vector<bool> bid, won;
};

Tenders tenders_in(const RunRecord& r, int start_year) {
    const std::size_t size = at(r.years) * at(r.firm_rows);
    Tenders tenders{std::vector<bool>(size), std::vector<bool>(size)};
    for (const Event& e : r.events) {
        const int year = e.year - start_year;
        if (e.firm < 0 || e.firm >= r.firm_rows || year < 0 || year >= r.years) continue;
        const std::size_t i = at(year) * at(r.firm_rows) + at(e.firm);
        if (e.kind == EventKind::bid) tenders.bid[i] = true;
        if (e.kind == EventKind::award) tenders.won[i] = true;
    }
    return tenders;
}

} // namespace

double growth_of_winners(const Observed& o, int years) {
    const RunRecord& r = o.of(Experiment::rest);
    const Tenders tenders = tenders_in(r, o.base->time.start_year);
    WeightedMean losers, winners;
    for (int year = 0; year + years < r.years; ++year)
        for (int row = 0; row < r.firm_rows; ++row) {
            const std::size_t i = at(year) * at(r.firm_rows) + at(row);
            const double before = cell(r, FirmColumn::turnover_meur, year, row);
            const double after = cell(r, FirmColumn::turnover_meur, year + years, row);
            if (!tenders.bid[i] || before != before || after != after) continue;
            WeightedMean& mean = tenders.won[i] ? winners : losers;
            mean.add(arc_growth(after, before), cell(r, FirmColumn::weight, year, row));
        }
    return winners.value() - losers.value();
}

double years_of_ramp(const Observed& o) {
    constexpr int followed = 6;
    const RunRecord& r = o.of(Experiment::framework);
    const FirmPanel panel(r);
    const Rates rates = panel.rates();
    const Column turnover = panel.of(FirmColumn::turnover_meur);
    std::vector<double> path(followed + 1);
    for (std::size_t f = 0; f < rates.firm.size(); ++f)
        for (int year = std::max(1, o.policy_year); year + followed < r.years; ++year) {
            if (!(rates.rate[f * at(rates.frame.years) + at(year - 1)] > spike_rate)) continue;
            const std::size_t i = at(rates.firm[f]) * at(r.years) + at(year);
            for (std::size_t k = 0; k < path.size(); ++k) path[k] += rates.frame.weight[f] * turnover[i + k];
        }
    return years_to_reach(path, .9);
}

} // namespace drumbeat
