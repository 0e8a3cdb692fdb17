// SPDX-License-Identifier: Apache-2.0
// Civil firms look at a technology area, and turn plant to defence if that is worth more than what it earns now.
#include "sim/world/phases.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

constexpr int first_civil_ordinal = 20000; // entrants of other kinds are numbered from 0

// Plant of a civil firm as a firm of the area, without a record there: no exports, no sustainment, no capacity yet.
int candidate(Run& run, int segment, int index) {
    const Scenario& s = run.scenario();
    const FirmClass& c = s.firms.sme;
    const int ordinal = first_civil_ordinal + index;
    const Stream& entry = run.world.streams[at(segment)].entry;
    const Words draw = entry.block(static_cast<std::uint32_t>(ordinal), run.calendar(), 0, 1);
    const double size = s.civil.relative_size * c.mean_turnover_meur * unit_lognormal(c.size_sd, draw.w[0]);
    const int row = add_firm(run, segment, SizeClass::sme, ordinal, run.calendar(), size);
    furnish_newcomer(run, row);
    Firms& f = run.world.firms;
    for (auto* work : {&f.exports, &f.sustainment_share, &f.parts_share}) (*work)[at(row)] = 0;
    return row;
}

// What the firm sees in the area with no plant there and no contract.
Prospect seen_from_outside(Run& run, int row) {
    Firms& f = run.world.firms;
    const auto r = at(row);
    for (auto& group : run.scratch.contracted) group.resize(at(f.count()) * at(run.scratch.contract_horizon), 0);
    const double plant = f.capacity[r];
    f.capacity[r] = 0;
    forecast_load(run, row);
    const Prospect seen = prospect_of(run, row);
    f.capacity[r] = plant;
    return seen;
}

// What the plant is worth in defence beyond its civil earnings, against the cost of turning it.
bool turns(Run& run, int row) {
    const Scenario& s = run.scenario();
    const double plant = run.world.firms.capacity[at(row)];
    Prospect p = seen_from_outside(run, row);
    p.cost = {s.civil.conversion_cost * run.world.firms.capital_per_output[at(row)], 1, 0};
    p.size = plant;
    p.subsidy_rate = 0;
    p.gift_rate = 0;
    Choice choice = weighed(p, plant, *run.prepared.sales);
    choice.value -= plant * civil_margin(run, row) * years_of_use(p);
    choice.trigger = trigger_of(p, choice, *run.prepared.sales);
    return choice.chosen();
}

// The candidate turns: its plant enters the books at what turning it cost.
void enter_turned(Run& run, int row) {
    World& w = run.world;
    Firms& f = w.firms;
    const auto r = at(row);
    f.book[r] = run.scenario().civil.conversion_cost * f.capital_per_output[r] * f.capacity[r];
    f.equity[r] = f.cash[r] + f.book[r] - f.debt[r];
    pay_in(run, row);
    w.totals.civil_entries += f.weight[r];
    note(run, f.segment[r], row, EventKind::entry, f.capacity[r]);
}

} // namespace

double civil_margin(const Run& run, int row) {
    const double margin = run.scenario().civil.margin;
    return unit_cost(run, row) * margin / (1 - margin);
}

void enter_from_civil(Run& run) {
    const Scenario& s = run.scenario();
    World& w = run.world;
    if (!s.civil.enabled || !run.policy()) return;
    const int most = run.prepared.most_rows;
    for (int segment = 0; segment < run.prepared.areas(); ++segment) {
        const Words words = w.streams[at(segment)].entry.block(1, run.calendar(), 0);
        const int count = poisson(uniform(words.w[0]), s.civil.candidate_rate * s.segments[at(segment)].initial.smes);
        for (int i = 0; i < count && w.firms.count() < most; ++i) {
            const int row = candidate(run, segment, i);
            if (turns(run, row))
                enter_turned(run, row);
            else
                w.firms.remove_last();
        }
    }
}

} // namespace drumbeat
