// SPDX-License-Identifier: Apache-2.0
// Civil firms look at a technology area, and turn plant to defence if that is worth more than what it earns now.
#include "sim/phases.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

constexpr int first_civil_ordinal = 20000; // entrants of other kinds are numbered from 0

// Plant of a civil firm as a firm of the area, without a record there: no exports, no sustainment, no capacity yet.
int candidate(Run& run, int segment, int index) {
    const Scenario& s = run.scenario();
    const FirmClass& c = s.firms.sme;
    Firms& f = run.world.firms;
    const int ordinal = first_civil_ordinal + index;
    const Words draw =
        run.world.streams[at(segment)].entry.block(static_cast<std::uint32_t>(ordinal), run.calendar(), 0, 1);
    const double size = s.civil.relative_size * c.mean_turnover_meur *
                        maths::exp(c.size_sd * standard_normal(draw.w[0]) - .5 * c.size_sd * c.size_sd);
    const int row = add_firm(run, segment, SizeClass::sme, ordinal, run.calendar(), size);
    furnish_newcomer(run, row);
    const auto r = at(row);
    f.exports[r] = f.sustainment_share[r] = f.parts_share[r] = 0;
    return row;
}

// What the plant is worth in defence beyond its civil earnings, against the cost of turning it.
bool turns(Run& run, int row) {
    const Scenario& s = run.scenario();
    Firms& f = run.world.firms;
    const auto r = at(row);
    const double plant = f.capacity[r];
    for (auto& group : run.scratch.contracted) // it holds no contract
        group.resize(at(f.count()) * at(run.scratch.contract_horizon), 0);
    f.capacity[r] = 0;
    forecast_load(run, row);
    Prospect p = prospect_of(run, row);
    f.capacity[r] = plant;
    p.cost = {s.civil.conversion_cost * f.capital_per_output[r], 1, 0};
    p.size = plant;
    p.subsidy_rate = p.gift_rate = 0;
    Choice choice = weighed(p, plant, *run.prepared.sales);
    choice.value -= plant * civil_margin(run, row) * years_of_use(p);
    choice.trigger = trigger_of(p, choice, *run.prepared.sales);
    return choice.chosen();
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
    for (int segment = 0; segment < static_cast<int>(s.segments.size()); ++segment) {
        const Words words = w.streams[at(segment)].entry.block(1, run.calendar(), 0);
        const int count = poisson(uniform(words.w[0]), s.civil.candidate_rate * s.segments[at(segment)].initial.smes);
        for (int i = 0; i < count && w.firms.count() < most; ++i) {
            const int row = candidate(run, segment, i);
            if (!turns(run, row)) {
                w.firms.remove_last();
                continue;
            }
            const auto r = at(row);
            w.firms.book[r] = s.civil.conversion_cost * w.firms.capital_per_output[r] * w.firms.capacity[r];
            w.firms.equity[r] = w.firms.cash[r] + w.firms.book[r] - w.firms.debt[r];
            pay_in(run, row);
            w.totals.civil_entries += w.firms.weight[r];
            note(run, segment, row, EventKind::entry, w.firms.capacity[r]);
        }
    }
}

} // namespace drumbeat
