// SPDX-License-Identifier: Apache-2.0
#include "sim/firm/decision.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

Row row_of(const Firms& f, const FirmKey& key) {
    for (const Row row : f.rows())
        if (f.segment[row].number == key.segment && f.ordinal[row] == key.ordinal && f.cohort[row] == key.cohort)
            return row;
    return {};
}

void see_firm(const Run& run, Row r, const Prospect& p, Decision& d) {
    const Firms& f = run.world.firms;
    d.taken = true;
    d.firm = {f.segment[r].number, f.ordinal[r], f.cohort[r]};
    d.size_class = f.size_class[r];
    d.expectation = f.expectation[r];
    d.rule = p.rule;
    d.reader = reader_of(run, r);
    d.weight = f.weight[r];
    d.size = f.size[r];
    if (!run.world.regions.empty()) d.region = f.region[r].number;
    d.bids = f.bids[r];
    d.wins = f.wins[r];
    d.hazard = run.world.segments[f.segment[r]].hazard;
    d.share = share_of_open(run, r);
    d.lead = segment_of(run.scenario, f.segment[r]).orders.lead_years;
}

void see_plant(const Run& run, Row r, const Prospect& p, Decision& d) {
    const Firms& f = run.world.firms;
    d.capacity = f.capacity[r];
    d.under_construction = p.capacity - f.capacity[r];
    d.unit_margin = p.unit_margin;
    d.hurdle = p.hurdle;
    d.capital_per_output = p.cost.capital_per_output;
    d.build_lag = p.lag;
    d.built_to_order = f.invested[r];
    d.as_if_certain = !run.scenario.channels.utilisation || is_as_if_certain(f.rule[r]);
}

void see_money(const Run& run, Row r, Decision& d) {
    d.cash = run.world.accounts.cash(r);
    d.debt = run.world.accounts.debt(r);
    d.reserve = reserve_of(run, r);
    d.earnings = earnings_of(run, r);
    d.interest_rate = interest_rate(run, r);
}

void see_roadmap(const Run& run, Row row, Decision& d) {
    const Firms& f = run.world.firms;
    const Area segment = f.segment[row];
    const SegmentState& state = run.world.segments[segment];
    d.trust = trust_of(run, state, d.reader);
    const Outlook& o = outlook_of(run, row);
    d.heard.clear();
    for (std::size_t ahead = 0; ahead < d.expected.size() && ahead < o.mean.size(); ++ahead) {
        const int years = static_cast<int>(ahead);
        d.heard.push_back({own_forecast_of(run, segment, d.expectation, years),
                           roadmap_of(run, segment, d.reader, years), o.mean[ahead], o.sd[ahead]});
    }
}

} // namespace

Decision* watching(const Run& run, Row row) {
    Decision* const d = run.watched;
    return d && d->under_way && d->row == row ? d : nullptr;
}

void open_decision(Run& run) {
    Decision* const d = run.watched;
    if (!d || run.calendar != d->year) return;
    if (d->key) d->row = row_of(run.world.firms, *d->key);
    d->born = d->row.number >= 0 && d->row.number < run.world.firms.count();
    d->expected.clear();
    d->under_way = true;
}

void witness(const Run& run, Row row, const Prospect& p, const Applicant& applicant, const Choice& best) {
    Decision& d = *run.watched;
    see_firm(run, row, p, d);
    see_plant(run, row, p, d);
    see_money(run, row, d);
    see_roadmap(run, row, d);
    d.best = best;
    d.applicant = applicant;
    d.weighed.clear();
    d.asked_for.clear();
    std::vector<double> expansions;
    for (const double candidate : p.candidates) expansions.push_back(candidate * p.size);
    if (sizes_itself(p.rule)) expansions.assign(best.expansion > 0 ? 1 : 0, best.expansion);
    for (const double expansion : expansions) {
        const bool chosen = expansion == best.expansion && best.chosen();
        const Choice choice = chosen ? best : weighed(p, expansion, *run.prepared.sales);
        Applicant asking = applicant;
        if (equity_is_open(run)) asking.excess_return = excess_return(run, p, choice);
        d.weighed.push_back({choice, asking.excess_return, funding_of(run, asking, choice.outlay)});
    }
}

void close_decision(Run& run) {
    Decision* const d = run.watched;
    if (!d || !d->under_way) return;
    d->under_way = false;
    if (!d->taken) return;
    const Row r = d->row;
    const Firms& f = run.world.firms;
    d->binding = f.binding[r];
    d->relaxations = f.relaxations[r];
    d->invested = d->asked_for.empty() || d->binding != Binding::none ? 0 : d->asked_for.back().choice.outlay;
}

} // namespace drumbeat
