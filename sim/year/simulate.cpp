// SPDX-License-Identifier: Apache-2.0
#include "sim/year/simulate.hpp"

#include "sim/firm/decision.hpp"
#include "sim/world/phases.hpp"
#include "sim/year/outcomes.hpp"

#include <algorithm>
#include <cfenv>

namespace drumbeat {

namespace {

// Rounding mode as the maths assumes, whatever the caller left behind.
struct Rounding {
    int before = std::fegetround();
    Rounding() { std::fesetround(FE_TONEAREST); }
    ~Rounding() { std::fesetround(before); }
};

} // namespace

void note(const Run& run, Area segment, Row row, EventKind kind, double amount_meur, int reason) {
    if (run.record && run.record->keep_firms)
        run.record->events.push_back({run.calendar(), segment.number, row.number, kind, reason, amount_meur});
}

void begin_year(Run& run) {
    const Firms& f = run.world.firms;
    Scratch& scratch = run.scratch;
    const std::size_t segments = run.scenario().segments.size();
    scratch.rows_of.resize(segments);
    for (auto& rows : scratch.rows_of) rows.clear();
    for (auto* sums : {&scratch.sustainment_shares, &scratch.parts_shares, &scratch.parts_wanted})
        sums->assign(segments, 0);
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        const Area segment = f.segment[r];
        scratch.rows_of[segment].push_back(r);
        scratch.sustainment_shares[segment] += f.sustainment_share[r];
        scratch.parts_shares[segment] += f.size_class[r] == SizeClass::prime ? 0 : f.parts_share[r];
        scratch.parts_wanted[segment] += f.purchase_trend[r];
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
    world.firms.reserve(base.most_rows);
    found(run);
    prelude.shape(base.years - base.burn_in, static_cast<int>(base.segments.size()), panel_rows(base.scenario));
    while (world.year < base.policy_year) {
        run.record = world.year < base.burn_in ? nullptr : &prelude;
        tick(run);
    }
}

Interlude return_to(const Scenario& base, const Scenario& arm, TableShelf& shelf, Area area) {
    const TimeSettings& time = arm.time;
    if (time.policy_until >= time.start_year + time.horizon_years - 1) return {};
    auto prepared = prepare_return(base, arm, shelf, area);
    Interlude interlude;
    interlude.from = time.policy_until + 1 - prepared->calendar(0);
    interlude.until = prepared->years;
    interlude.prepared = std::move(prepared);
    return interlude;
}

namespace {

// The years of an arm's policy up to a simulated year.
void pass_years(const Run& arm, const Interlude& interlude, int stop) {
    const World& w = arm.world;
    while (w.year < stop) {
        const bool other = interlude.prepared && w.year >= interlude.from && w.year < interlude.until;
        Run now{other ? *interlude.prepared : arm.prepared, arm.luck, arm.world, arm.scratch, arm.record, arm.watched};
        tick(now);
    }
}

} // namespace

void run_policy(const Prepared& arm, const Interlude& interlude, Luck luck, World& world, Scratch& scratch,
                const RunRecord& prelude, RunRecord& record) {
    const Rounding rounding;
    record = prelude;
    Run run{arm, luck, world, scratch, &record};
    begin_policy(run);
    pass_years(run, interlude, arm.years);
    measure(run);
}

void watch_burn_in(const Prepared& base, Luck luck, World& world, Scratch& scratch, Decision& decision) {
    const Rounding rounding;
    Run run{base, luck, world, scratch, nullptr, &decision};
    found(run);
    while (world.year < base.policy_year && run.calendar() <= decision.year) tick(run);
}

void watch_policy(const Prepared& arm, const Interlude& interlude, Luck luck, World& world, Scratch& scratch,
                  Decision& decision) {
    const Rounding rounding;
    Run run{arm, luck, world, scratch, nullptr, &decision};
    begin_policy(run);
    pass_years(run, interlude, std::min(arm.years, decision.year + 1 - arm.calendar(0)));
}

RunRecord simulate(const Prepared& base, const Prepared& arm, Luck luck, bool keep_firms) {
    World world;
    Scratch scratch;
    RunRecord prelude;
    RunRecord record;
    prelude.keep_firms = keep_firms;
    burn_in(base, luck, world, scratch, prelude);
    TableShelf shelf;
    run_policy(arm, return_to(base.scenario, arm.scenario, shelf), luck, world, scratch, prelude, record);
    return record;
}

RunRecord simulate(const Scenario& scenario, Luck luck) {
    const auto prepared = prepare(scenario);
    return simulate(*prepared, *prepared, luck);
}

} // namespace drumbeat
