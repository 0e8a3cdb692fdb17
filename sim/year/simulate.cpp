// SPDX-License-Identifier: Apache-2.0
#include "sim/year/simulate.hpp"

#include "sim/firm/cost.hpp"
#include "sim/firm/decision.hpp"
#include "sim/world/phases.hpp"
#include "sim/year/closing.hpp"
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

void call_roll(Run& run) {
    const Firms& f = run.world.firms;
    Scratch& scratch = run.scratch;
    const std::size_t segments = run.scenario.segments.size();
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

void clear_year(Run& run) {
    Firms& f = run.world.firms;
    for (auto* money : {&f.awarded_money, &f.shadow_money, &f.invested}) std::fill(money->begin(), money->end(), 0.0);
    for (auto* count : {&f.bids, &f.wins}) std::fill(count->begin(), count->end(), 0);
    run.world.orders.begin_year();
}

// The score: every step of a year, in order. Nothing acts from inside another step, but for plant that is built to
// order on award.
void tick(const Year& y, World& world, Scratch& scratch, const Recorder& record, Decision* watched) {
    Run run{y, world, scratch, record, watched};
    const Ids<Area> areas = y.prepared.areas();
    // The year opens.
    call_roll(run);
    clear_year(run);
    expect_parts(run);
    // Plans are made, and the requirement of the year arrives.
    change_threats(run);
    take_out_of_procurement(run);
    let_arrive(run);
    // Contracts call off, and what is open is put out to tender, area by area: the order of sums is part of the bits.
    call_off(run);
    for (const Area area : areas) {
        buy_unaddressable(run, area);
        if (y.scenario.tender.build_to_order_share > 0) look_ahead(run, area);
        tender(run, area);
    }
    // Firms judge what came and look ahead.
    move_exports(run);
    for (const Area area : areas) {
        judge_roadmap(run, area);
        look_ahead(run, area);
        look_at_cover(run, area);
        announce(run, area);
    }
    remember_shares(run);
    gather_contracts(run);
    // Knowledge is made, and firms invest.
    research(run);
    set_unit_costs(y, world.segments, world.firms);
    choose_firms(run);
    line_up(run);
    invest(run);
    // Work is done.
    share_labour(run);
    order_parts(run);
    deliver(run);
    set_unit_costs(y, world.segments, world.firms);
    // The year closes.
    pay_bank_and_owners(y, world.firms, world.accounts);
    const YearOfFirms there = count_year(run);
    mark_scale_ups(run);
    close_hopeless(run);
    take_over(run);
    sell_fund_stakes(run);
    sell_participations(run);
    count_regions(world);
    record_year(run);
    count_exits(run, there);
    enter(run);
    enter_from_civil(run);
    close_books(run);
    ++world.year;
}

namespace {

// Who writes a year down: the years before the burn-in's end are nobody's.
Recorder recorder_of(RunRecord& record, const Year& y) {
    return y.reported < 0 ? Recorder() : Recorder(record, y.calendar, y.reported);
}

} // namespace

void found_country(const Prepared& base, Luck luck, World& world, Scratch& scratch) {
    Run run{Year(base, luck, 0), world, scratch};
    world.reserve_rows(base.most_rows);
    found(run);
    set_unit_costs(run, world.segments, world.firms);
}

void burn_in(const Prepared& base, Luck luck, World& world, Scratch& scratch, RunRecord& prelude) {
    const Rounding rounding;
    found_country(base, luck, world, scratch);
    prelude.shape(base.years - base.burn_in, static_cast<int>(base.segments.size()), panel_rows(base.scenario));
    while (world.year < base.policy_year) {
        const Year y(base, luck, world.year);
        tick(y, world, scratch, recorder_of(prelude, y));
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

// What holds in a simulated year of an arm.
const Prepared& prepared_in(const Prepared& arm, const Interlude& interlude, int year) {
    const bool other = interlude.prepared && year >= interlude.from && year < interlude.until;
    return other ? *interlude.prepared : arm;
}

} // namespace

void run_policy(const Prepared& arm, const Interlude& interlude, Luck luck, World& world, Scratch& scratch,
                const RunRecord& prelude, RunRecord& record) {
    const Rounding rounding;
    record = prelude;
    begin_policy(world);
    while (world.year < arm.years) {
        const Year y(prepared_in(arm, interlude, world.year), luck, world.year);
        tick(y, world, scratch, recorder_of(record, y));
    }
    measure(arm, world, scratch.rows_of, record);
}

void watch_burn_in(const Prepared& base, Luck luck, World& world, Scratch& scratch, Decision& decision) {
    const Rounding rounding;
    found_country(base, luck, world, scratch);
    while (world.year < base.policy_year && base.calendar(world.year) <= decision.year)
        tick(Year(base, luck, world.year), world, scratch, {}, &decision);
}

void watch_policy(const Prepared& arm, const Interlude& interlude, Luck luck, World& world, Scratch& scratch,
                  Decision& decision) {
    const Rounding rounding;
    begin_policy(world);
    const int stop = std::min(arm.years, decision.year + 1 - arm.calendar(0));
    while (world.year < stop)
        tick(Year(prepared_in(arm, interlude, world.year), luck, world.year), world, scratch, {}, &decision);
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
