// SPDX-License-Identifier: Apache-2.0
// A country that a test walks through a year step by step, to look between the steps.
#pragma once

#include "sim/firm/cost.hpp"
#include "sim/firm/cover.hpp"
#include "sim/firm/load.hpp"
#include "sim/firm/outlook.hpp"
#include "sim/world/plan.hpp"
#include "sim/year/simulate.hpp"
#include "sim/year/steps.hpp"

#include <memory>

namespace drumbeat {

struct Country {
    std::shared_ptr<const Prepared> prepared;
    World world;
    Desk desk;
    RunRecord record;
    bool records = false;

    explicit Country(const Scenario& s, std::uint32_t replication = 0, std::uint32_t seed = 11) : prepared(prepare(s)) {
        found(*prepared, {seed, replication}, world);
    }

    // The year that the country is in, and who writes it down.
    Year year() const { return {*prepared, world.luck, world.year}; }
    Recorder recorder() { return records ? Recorder(world.totals, record, year()) : Recorder(world.totals); }

    // From now on the firms' sheets and events are kept.
    RunRecord& keep_record() {
        record.keep_firms = true;
        record.shape(prepared->years - prepared->burn_in, static_cast<int>(world.areas.size()), world.firms.count());
        records = true;
        return record;
    }
    Firms& firms() { return world.firms; }
    SegmentState& area() { return world.areas.front(); }
    double planned(Area a) const { return drumbeat::planned(year(), world.areas, a); }

    // The steps of `tick`, in movements between which a test may look; simulate_test.cpp holds the two together.
    void begin_year() {
        call_roll(year(), world.firms, desk);
        draw_luck(year(), world.firms, desk.draws);
        clear_year(world.orders, world.firms);
        world.in.suppliers.expect_parts(year(), world.firms);
        world.in.bank.open_year(year(), world.firms, world.accounts);
    }
    void plan() {
        auto& [simulated, luck, areas, f, accounts, orders, in, totals, owed] = world;
        const Year y = year();
        change_threats(y, areas);
        in.ministry.move_plan(y, areas);
        owed += public_spending(in, y, desk.roll, total_planned(y, areas), f, accounts, totals);
        let_arrive(y, areas, owed);
    }
    void commit() {
        for (const Area a : world.areas.keys())
            call_off(year(), world.firms, a, world.areas, world.orders, world.accounts, recorder());
        world.in.ministry.balance(year(), world.areas, world.owed);
    }
    void tender() {
        auto& [simulated, luck, areas, f, accounts, orders, in, totals, owed] = world;
        const Year y = year();
        line_up_tenders(y, areas, desk.tenders);
        for (const auto& [turn, a] : desk.tenders) {
            buy_unaddressable(y, areas, a, accounts, recorder());
            if (y.scenario.tender.build_to_order_share > 0) look_ahead(y, areas, a, desk.ahead[a]);
            drumbeat::tender(y, a, desk, in, areas, f, orders, accounts, recorder());
        }
    }
    void believe() {
        const Year y = year();
        move_exports(y, desk.draws, world.firms);
        for (const Area a : world.areas.keys()) {
            judge_roadmap(y, world.areas, a);
            look_ahead(y, world.areas, a, desk.ahead[a]);
            look_at_cover(y, world.areas, a, desk.ahead[a]);
            announce(y, world.areas, a);
        }
        remember_shares(y, world.areas, world.firms);
        gather_contracts(y, world.areas, world.orders);
    }
    void do_research() {
        world.in.research.work(year(), desk.roll, world.firms, world.accounts);
        set_conditions(world.in, year(), world.firms);
        set_unit_costs(year(), world.areas, world.firms);
    }
    void forecast() {
        forecast_loads(year(), world.areas, desk.roll, desk.ahead, world.orders, world.firms, desk.loads);
    }
    void invest() {
        world.in.participations.choose(year(), world.firms);
        forecast();
        line_up(world.firms, desk.draws, desk.queue);
        world.in.fund.rank(year(), world.firms, world.in.ministry, desk.queue);
        world.in.bank.rank(year(), world.firms, world.accounts, desk.queue);
        drumbeat::invest(year(), world.areas, world.orders, desk, world.in, world.firms, world.accounts, recorder());
    }
    void produce() {
        auto& [simulated, luck, areas, f, accounts, orders, in, totals, owed] = world;
        const Year y = year();
        in.ecosystems.share_labour(y, f);
        in.suppliers.order_parts(y, desk.roll, orders, f);
        open_capacity(y, f);
        for (const Area a : areas.keys()) deliver(y, desk.roll, a, f, orders, desk.work);
        pay_for_work(y, desk.work, orders, f, accounts, recorder());
        sell_civil_work(y, f, accounts, totals);
        cancel_late_work(y, f, orders, accounts, recorder());
        learn(y, desk.work, areas, f);
        set_unit_costs(y, areas, f);
    }
    void settle() {
        auto& [simulated, luck, areas, f, accounts, orders, in, totals, owed] = world;
        const Year y = year();
        const Recorder to = recorder();
        pay_bank_and_owners(y, f, accounts);
        const YearOfFirms there = count_year(y, f, totals);
        mark_scale_ups(y, f);
        close_hopeless(y, f, orders, accounts, to);
        take_over(y, in.foreign_owners, f, orders, accounts, to);
        sell_holdings(in, y, f, accounts);
        in.bank.close_year(y, accounts);
        in.ecosystems.count_output(f);
        in.ministry.remember(y, areas, f, orders, totals);
        record_year(y, desk.roll, areas, f, orders, accounts, to);
        count_exits(there, totals);
        enter(y, areas, in, f, orders, accounts, to);
        enter_from_civil(y, areas, desk, in, f, orders, accounts, to);
        record_institutions(y, areas, f, in, accounts, owed, to);
        close_books(orders, accounts, to);
        ++simulated;
    }

    void pass_year() { tick(year(), world, desk, records ? &record : nullptr); }
    void until_orders() { begin_year(), plan(), commit(); }
    void until_awards() { until_orders(), tender(); }
    void until_beliefs() { until_awards(), believe(); }
    void rest_of_year() { do_research(), invest(), produce(), settle(); }
};

// The owners pay in, or take out, until a firm has so much cash.
inline void give_cash(World& world, Row row, double meur) {
    world.accounts.pay(Sector::owners, row, Purpose::equity, meur - world.accounts.cash(row));
}
// Its bank lends, or is repaid, until it owes so much; the money is kept as cash.
inline void give_debt(World& world, Row row, double meur) {
    world.accounts.pay(Sector::banks, row, Purpose::loan, meur - world.accounts.debt(row));
}

} // namespace drumbeat
