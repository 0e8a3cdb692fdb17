// SPDX-License-Identifier: Apache-2.0
#include "sim/firm/decision.hpp"

#include "sim/firm/decide.hpp"
#include "sim/firm/outlook.hpp"
#include "sim/firm/standing.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

Row row_of(const Firms& f, const FirmKey& key) {
    for (const Row row : f.rows())
        if (f.area[row].number == key.segment && f.ordinal[row] == key.ordinal && f.cohort[row] == key.cohort)
            return row;
    return {};
}

ExpectedYear told(const YearAhead& year) {
    ExpectedYear told;
    told.ordered = year.ordered;
    told.contracted = year.all_contracted();
    told.open = year.open;
    told.exports = year.exports;
    told.sustainment = year.sustainment;
    told.sum = year.total;
    told.log_sd = year.log_sd;
    told.sd_requirement = year.sd_requirement;
    told.sd_share = year.sd_share;
    told.sd_exports = year.sd_exports();
    return told;
}

void see_firm(const Year& y, const Areas& areas, const Firms& f, Row r, Decision& d) {
    d.firm = {f.area[r].number, f.ordinal[r], f.cohort[r]};
    d.size_class = f.size_class[r];
    d.expectation = f.expectation[r];
    d.reader = reader_of(y, f, r);
    d.weight = f.weight[r];
    d.size = f.size[r];
    if (y.scenario.regions.enabled) d.region = f.region[r].number;
    d.bids = f.bids[r];
    d.wins = f.wins[r];
    d.hazard = areas[f.area[r]].hazard;
    d.share = share_of_open(y, areas, f, r);
    d.lead = segment_of(y.scenario, f.area[r]).orders.lead_years;
    d.capacity = f.capacity[r];
    d.under_construction = nameplate_ahead(f, r) - f.capacity[r];
    d.built_to_order = f.invested[r];
    d.as_if_certain = !y.scenario.channels.utilisation || is_as_if_certain(f.rule[r]);
}

void see_money(const Year& y, const Firms& f, const Accounts& accounts, Row r, Decision& d) {
    d.cash = accounts.cash(r);
    d.debt = accounts.debt(r);
    d.reserve = reserve_of(y, f, r);
    d.earnings = earnings_of(y, f, r);
    d.interest_rate = interest_rate(y, f, r);
}

} // namespace

Decision* watching(Decision* d, Row row) { return d && d->under_way && d->row == row ? d : nullptr; }

void open_decision(Decision* d, const Year& y, const Firms& f) {
    if (!d || y.calendar != d->year) return;
    if (d->key) d->row = row_of(f, *d->key);
    d->born = d->row.number >= 0 && d->row.number < f.count();
    d->expected.clear();
    d->under_way = true;
}

void witness_firm(const Year& y, const Areas& areas, const Firms& f, const Accounts& accounts,
                  std::span<const YearAhead> expected, Decision& d) {
    d.taken = true;
    d.expected.clear();
    for (const YearAhead& year : expected) d.expected.push_back(told(year));
    see_firm(y, areas, f, d.row, d);
    see_money(y, f, accounts, d.row, d);
}

void witness_outlook(const Year& y, const Areas& areas, const AreaView& ahead, const Firms& f, Decision& d) {
    const Area area = f.area[d.row];
    const Outlook& o = ahead.outlook(d.expectation, d.reader);
    d.trust = trust_of(y, areas[area], d.reader);
    d.heard.clear();
    for (std::size_t n = 0; n < d.expected.size() && n < o.mean.size(); ++n) {
        const int years = static_cast<int>(n);
        d.heard.push_back({own_forecast(y, areas, area, d.expectation, years), roadmap(y, areas, area, d.reader, years),
                           o.mean[n], o.sd[n]});
    }
}

void witness_choice(const Year& y, const Prospect& p, const Applicant& applicant, const Support& support,
                    const Choice& best, Decision& d) {
    d.rule = p.rule;
    d.unit_margin = p.unit_margin;
    d.hurdle = p.hurdle;
    d.capital_per_output = p.cost.capital_per_output;
    d.build_lag = p.lag;
    d.best = best;
    d.applicant = applicant;
    d.weighed.clear();
    d.asked_for.clear();
    d.asked_funds.reset();
    std::vector<double> expansions;
    for (const double candidate : p.candidates) expansions.push_back(candidate * p.size);
    if (sizes_itself(p.rule)) expansions.assign(best.expansion > 0 ? 1 : 0, best.expansion);
    for (const double expansion : expansions) {
        const bool chosen = expansion == best.expansion && best.chosen();
        const Choice choice = chosen ? best : weighed(p, expansion, *y.prepared.sales);
        d.weighed.push_back(attempt(y, p, choice, applicant, support));
    }
}

void close_decision(Decision* d, const Firms& f) {
    if (!d || !d->under_way) return;
    d->under_way = false;
    if (!d->taken) return;
    d->binding = f.binding[d->row];
    d->relaxations = f.relaxations[d->row];
    d->invested = d->asked_for.empty() || d->binding != Binding::none ? 0 : d->asked_for.back().choice.outlay;
}

} // namespace drumbeat
