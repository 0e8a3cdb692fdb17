// SPDX-License-Identifier: Apache-2.0
#include "sim/year/simulate.hpp"

#include "sim/firm/cost.hpp"
#include "sim/firm/decision.hpp"
#include "sim/world/birth.hpp"
#include "sim/year/measures.hpp"

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

// An empty country that keeps the memory of the one before: copies of what is empty take no memory away.
void clear(World& w) {
    const World empty;
    const SegmentState bare;
    Areas areas;
    std::swap(areas, w.areas);
    w = empty;
    for (SegmentState& area : areas) area = bare;
    std::swap(areas, w.areas);
}

// The firms of the country for which rows stand: what they work on and with, and their first sheets.
void furnish_country(const Year& y, const Areas& areas, Firms& f, OrderBook& orders, Accounts& accounts) {
    for (const Row r : f.rows()) {
        Rows::add(accounts);
        Rows::add(orders);
        f.weight[r] = y.prepared.weight[static_cast<std::size_t>(f.size_class[r])];
        furnish(y, areas, f, r);
        open_sheet(y, f, accounts, r);
    }
}

} // namespace

void found(const Prepared& base, Luck luck, World& w) {
    clear(w);
    w.luck.begin(luck);
    for (const Segment& area : base.scenario.segments) w.luck.add_area(luck, area.name);
    w.areas.resize(base.segments.size());
    w.totals.area.resize(base.segments.size());
    Rows::reserve(w.firms, base.most_rows);
    Rows::reserve(w.accounts, base.most_rows);
    Rows::reserve(w.orders, base.most_rows);
    const Year y(base, w.luck, 0);
    for (const Area area : w.areas.keys()) {
        found_area(y, area, w.areas[area]);
        draw_first_firms(y, area, w.firms);
    }
    furnish_country(y, w.areas, w.firms, w.orders, w.accounts);
    w.in.ecosystems.found(y, w.firms);
    w.accounts.begin_year();
    w.accounts.note_sum(w.accounts.sum_of_books(0));
    set_unit_costs(y, w.areas, w.firms);
}

void burn_in(const Prepared& base, Luck luck, World& world, Desk& desk, RunRecord& prelude) {
    const Rounding rounding;
    found(base, luck, world);
    prelude.shape(base.years - base.burn_in, static_cast<int>(base.segments.size()), panel_rows(base.scenario));
    while (world.year < base.policy_year) {
        const Year y(base, world.luck, world.year);
        tick(y, world, desk, y.reported < 0 ? nullptr : &prelude);
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

void run_policy(const Prepared& arm, const Interlude& interlude, World& world, Desk& desk, const RunRecord& prelude,
                RunRecord& record) {
    const Rounding rounding;
    record = prelude;
    begin_policy(world);
    while (world.year < arm.years) {
        const Year y(prepared_in(arm, interlude, world.year), world.luck, world.year);
        tick(y, world, desk, &record);
    }
    measure(Year(arm, world.luck, world.year), world, desk.roll, record);
}

namespace {

// Somebody looks at a decision for a while.
struct Watching {
    Desk& desk;
    Watching(Desk& its_desk, Decision& decision) : desk(its_desk) { desk.watched = &decision; }
    ~Watching() { desk.watched = nullptr; }
};

} // namespace

void watch_burn_in(const Prepared& base, Luck luck, World& world, Desk& desk, Decision& decision) {
    const Rounding rounding;
    found(base, luck, world);
    const Watching watching(desk, decision);
    while (world.year < base.policy_year && base.calendar(world.year) <= decision.year)
        tick(Year(base, world.luck, world.year), world, desk);
}

void watch_policy(const Prepared& arm, const Interlude& interlude, World& world, Desk& desk, Decision& decision) {
    const Rounding rounding;
    begin_policy(world);
    const int stop = std::min(arm.years, decision.year + 1 - arm.calendar(0));
    const Watching watching(desk, decision);
    while (world.year < stop) tick(Year(prepared_in(arm, interlude, world.year), world.luck, world.year), world, desk);
}

RunRecord simulate(const Prepared& base, const Prepared& arm, Luck luck, bool keep_firms) {
    World world;
    Desk desk;
    RunRecord prelude;
    RunRecord record;
    prelude.keep_firms = keep_firms;
    burn_in(base, luck, world, desk, prelude);
    TableShelf shelf;
    run_policy(arm, return_to(base.scenario, arm.scenario, shelf), world, desk, prelude, record);
    return record;
}

RunRecord simulate(const Scenario& scenario, Luck luck) {
    const auto prepared = prepare(scenario);
    return simulate(*prepared, *prepared, luck);
}

} // namespace drumbeat
