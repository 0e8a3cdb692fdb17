// SPDX-License-Identifier: Apache-2.0
// Civil firms look at a technology area, and turn plant to defence if that is worth more than what it earns now.
#include "sim/firm/cost.hpp"
#include "sim/world/phases.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

constexpr int first_civil_ordinal = 20000; // entrants of other kinds are numbered from 0

// Plant of a civil firm as a firm of the area, without a record there: no exports, no sustainment, no capacity yet.
Row candidate(Run& run, Area segment, int index) {
    const Scenario& s = run.scenario;
    const int ordinal = first_civil_ordinal + index;
    const Newcomer newcomer{segment, ordinal, run.calendar};
    const double size = newcomer_size(s.firms.sme, run.world.streams, newcomer, s.civil.relative_size);
    const Row row = add_firm(run, segment, SizeClass::sme, ordinal, run.calendar, size);
    furnish_newcomer(run, row);
    Firms& f = run.world.firms;
    set_unit_cost(run, run.world.segments, f, row);
    for (auto* work : {&f.exports, &f.sustainment_share, &f.parts_share}) (*work)[row] = 0;
    return row;
}

// What the firm sees in the area with no plant there and no contract.
Prospect seen_from_outside(Run& run, Row r) {
    Firms& f = run.world.firms;
    for (auto& group : run.scratch.contracted) group.resize(f.count() * run.scratch.contract_horizon, 0);
    const double plant = f.capacity[r];
    f.capacity[r] = 0;
    forecast_load(run, r);
    const Prospect seen = prospect_of(run, r);
    f.capacity[r] = plant;
    return seen;
}

// What the plant is worth in defence beyond its civil earnings, against the cost of turning it.
bool turns(Run& run, Row row) {
    const Scenario& s = run.scenario;
    const double plant = run.world.firms.capacity[row];
    Prospect p = seen_from_outside(run, row);
    p.cost = {s.civil.conversion_cost * run.world.firms.capital_per_output[row], 1, 0};
    p.size = plant;
    p.subsidy_rate = 0;
    p.gift_rate = 0;
    Choice choice = weighed(p, plant, *run.prepared.sales);
    choice.value -= plant * civil_margin(s.civil, run.world.firms.unit_cost[row]) * years_of_use(p);
    choice.trigger = trigger_of(p, choice, *run.prepared.sales);
    return choice.chosen();
}

// The candidate turns: its plant enters the books at what turning it cost.
void enter_turned(Run& run, Row r) {
    World& w = run.world;
    const Firms& f = w.firms;
    const double plant = run.scenario.civil.conversion_cost * f.capital_per_output[r] * f.capacity[r];
    w.accounts.open(r, w.accounts.cash(r), plant, w.accounts.debt(r));
    w.accounts.pay_in(r);
    w.totals.civil_entries += f.weight[r];
    run.record.note(f.segment[r], r, EventKind::entry, f.capacity[r]);
}

} // namespace

void enter_from_civil(Run& run) {
    const Scenario& s = run.scenario;
    World& w = run.world;
    if (!s.civil.enabled || !run.policy) return;
    const int most = run.prepared.most_rows;
    for (const Area segment : run.prepared.areas()) {
        const double luck = draw(draws::candidate_count, w.streams, AreaInYear{segment, run.calendar});
        const int count = poisson(luck, s.civil.candidate_rate * segment_of(s, segment).initial.smes);
        for (int i = 0; i < count && w.firms.count() < most; ++i) {
            const Row row = candidate(run, segment, i);
            if (turns(run, row))
                enter_turned(run, row);
            else
                w.remove_last_row();
        }
    }
}

} // namespace drumbeat
