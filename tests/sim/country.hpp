// SPDX-License-Identifier: Apache-2.0
// A country that a test walks through a year phase by phase, to look between the phases.
#pragma once

#include "sim/firm/cost.hpp"
#include "sim/world/phases.hpp"
#include "sim/year/closing.hpp"
#include "sim/year/simulate.hpp"

#include <memory>

namespace drumbeat {

struct Country {
    std::shared_ptr<const Prepared> prepared;
    Luck luck;
    World world;
    Scratch scratch;
    RunRecord record;
    bool records = false;

    explicit Country(const Scenario& s, std::uint32_t replication = 0, std::uint32_t seed = 11)
        : prepared(prepare(s)), luck{seed, replication} {
        found_country(*prepared, luck, world, scratch);
    }

    // The year that the country is in.
    Year year() const { return {*prepared, luck, world.year}; }
    Run now() {
        return {year(), world, scratch, records ? Recorder(record, year().calendar, year().reported) : Recorder()};
    }

    // From now on the firms' sheets and events are kept.
    RunRecord& keep_record() {
        record.keep_firms = true;
        record.shape(prepared->years - prepared->burn_in, static_cast<int>(world.segments.size()), world.firms.count());
        records = true;
        return record;
    }
    Firms& firms() { return world.firms; }
    SegmentState& area() { return world.segments.front(); }

    void step(void (*one)(Run&)) {
        Run run = now();
        one(run);
    }
    void step(void (*one)(Run&, Area), Area in) {
        Run run = now();
        one(run, in);
    }
    void steps(std::initializer_list<void (*)(Run&)> several) {
        for (const auto one : several) step(one);
    }

    // The steps of `tick`, in movements between which a test may look; simulate_test.cpp holds the two together.
    void begin_year() { steps({call_roll, clear_year, expect_parts}); }
    void plan() { steps({change_threats, take_out_of_procurement, let_arrive}); }
    void commit() { step(call_off); }
    void tender() {
        for (const Area a : prepared->areas()) {
            step(buy_unaddressable, a);
            if (prepared->scenario.tender.build_to_order_share > 0) step(look_ahead, a);
            step(drumbeat::tender, a);
        }
    }
    void believe() {
        step(move_exports);
        for (const Area a : prepared->areas())
            for (const auto each : {judge_roadmap, look_ahead, look_at_cover, announce}) step(each, a);
        steps({remember_shares, gather_contracts});
    }
    void do_research() {
        step(research);
        set_unit_costs(year(), world.segments, world.firms);
    }
    void invest() { steps({choose_firms, line_up, drumbeat::invest}); }
    void produce() {
        steps({share_labour, order_parts, deliver});
        set_unit_costs(year(), world.segments, world.firms);
    }
    void settle() {
        pay_bank_and_owners(year(), world.firms, world.accounts);
        Run run = now();
        const YearOfFirms there = count_year(run);
        steps({mark_scale_ups, close_hopeless, take_over, sell_fund_stakes, sell_participations});
        count_regions(world);
        record_year(run);
        count_exits(run, there);
        steps({enter, enter_from_civil, close_books});
        ++world.year;
    }

    void pass_year() { tick(year(), world, scratch, now().record); }
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
