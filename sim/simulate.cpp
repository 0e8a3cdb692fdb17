// SPDX-License-Identifier: Apache-2.0
#include "sim/simulate.hpp"

#include "sim/decision.hpp"
#include "sim/outcomes.hpp"
#include "sim/phases.hpp"

#include <cfenv>

namespace drumbeat {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// Rounding mode as the maths assumes, whatever the caller left behind.
struct Rounding {
    int before = std::fegetround();
    Rounding() { std::fesetround(FE_TONEAREST); }
    ~Rounding() { std::fesetround(before); }
};

} // namespace

void note(Run& run, int segment, int row, EventKind kind, double amount_meur, int reason) {
    if (run.record && run.record->keep_firms)
        run.record->events.push_back({run.calendar(), segment, row, kind, reason, amount_meur});
}

int panel_rows(const Scenario& s) {
    double first = 0, entrants = 0;
    for (const Segment& segment : s.segments) {
        first += segment.initial.smes + segment.initial.midcaps +
                 static_cast<double>(segment.initial.prime_turnover_meur.size());
        entrants += s.entry_exit.entry_rate * segment.initial.smes * (s.time.burn_in_years + s.time.horizon_years);
    }
    double civil = 0;
    if (s.civil.enabled)
        for (const Segment& segment : s.segments)
            civil += s.civil.candidate_rate * segment.initial.smes * s.time.horizon_years;
    return static_cast<int>(first + (s.entry_exit.entry ? 1.5 * entrants + 40 : 0) +
                            (s.civil.enabled ? 1.5 * civil + 40 : 0));
}

void begin_year(Run& run) {
    auto& rows = run.scratch.rows_of;
    rows.resize(run.scenario().segments.size());
    for (auto& list : rows) list.clear();
    const Firms& f = run.world.firms;
    auto& shares = run.scratch.sustainment_shares;
    shares.assign(rows.size(), 0);
    run.scratch.parts_shares.assign(rows.size(), 0), run.scratch.parts_wanted.assign(rows.size(), 0);
    for (int row = 0; row < f.count(); ++row) {
        const auto r = at(row);
        if (!f.alive[r]) continue;
        rows[at(f.segment[r])].push_back(row);
        shares[at(f.segment[r])] += f.sustainment_share[r];
        run.scratch.parts_shares[at(f.segment[r])] += f.size_class[r] == SizeClass::prime ? 0 : f.parts_share[r];
        run.scratch.parts_wanted[at(f.segment[r])] += f.purchase_trend[r];
    }
}

void tick(Run& run) {
    begin_year(run);
    plan(run);
    commit(run);
    tender(run);
    believe(run);
    research(run);
    invest(run);
    produce(run);
    settle(run);
}

void burn_in(const Prepared& base, Luck luck, World& world, Scratch& scratch, RunRecord& prelude) {
    const Rounding rounding;
    Run run{base, luck, world, scratch, nullptr};
    world.firms.reserve(panel_rows(base.scenario));
    found(run);
    prelude.shape(base.years - base.burn_in, static_cast<int>(base.segments.size()), panel_rows(base.scenario));
    while (world.year < base.policy_year) {
        run.record = world.year < base.burn_in ? nullptr : &prelude;
        tick(run);
    }
}

void run_policy(const Prepared& arm, Luck luck, World& world, Scratch& scratch, const RunRecord& prelude,
                RunRecord& record) {
    const Rounding rounding;
    record = prelude;
    Run run{arm, luck, world, scratch, &record};
    begin_policy(run);
    while (world.year < arm.years) tick(run);
    measure(run);
}

void watch_burn_in(const Prepared& base, Luck luck, World& world, Scratch& scratch, Decision& decision) {
    const Rounding rounding;
    Run run{base, luck, world, scratch, nullptr, &decision};
    found(run);
    while (world.year < base.policy_year && run.calendar() <= decision.year) tick(run);
}

void watch_policy(const Prepared& arm, Luck luck, World& world, Scratch& scratch, Decision& decision) {
    const Rounding rounding;
    Run run{arm, luck, world, scratch, nullptr, &decision};
    begin_policy(run);
    while (world.year < arm.years && run.calendar() <= decision.year) tick(run);
}

RunRecord simulate(const Prepared& base, const Prepared& arm, Luck luck, bool keep_firms) {
    World world;
    Scratch scratch;
    RunRecord prelude, record;
    prelude.keep_firms = keep_firms;
    burn_in(base, luck, world, scratch, prelude);
    run_policy(arm, luck, world, scratch, prelude, record);
    return record;
}

RunRecord simulate(const Scenario& scenario, Luck luck) {
    const auto prepared = prepare(scenario);
    return simulate(*prepared, *prepared, luck);
}

} // namespace drumbeat
