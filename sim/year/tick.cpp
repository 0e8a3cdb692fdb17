// SPDX-License-Identifier: Apache-2.0
// The score: every step of a year, in order.
#include "sim/firm/cost.hpp"
#include "sim/firm/cover.hpp"
#include "sim/firm/load.hpp"
#include "sim/firm/outlook.hpp"
#include "sim/world/plan.hpp"
#include "sim/year/country.hpp"
#include "sim/year/deals.hpp"
#include "sim/year/simulate.hpp"
#include "sim/year/steps.hpp"

namespace drumbeat {

// Nothing acts from inside another step, but for plant that is built to order in the tender, since the model decides it
// on award. A step names what it reads, then what it writes.
void tick(const Year& y, World& world, Desk& desk, RunRecord* kept) {
    auto& [year, luck, areas, f, accounts, orders, in, totals, owed] = world;
    const Recorder record = kept ? Recorder(totals, *kept, y) : Recorder(totals);
    // The year opens.
    call_roll(y, f, desk);
    draw_luck(y, f, desk.draws);
    clear_year(orders, f);
    in.suppliers.expect_parts(y, f);
    in.bank.open_year(y, f, accounts);
    // Plans are made, and the requirement of the year arrives.
    change_threats(y, areas);
    in.ministry.move_plan(y, areas);
    owed += public_spending(in, y, desk.roll, total_planned(y, areas), f, accounts, totals);
    let_arrive(y, areas, owed);
    // Contracts call off, and what is open is put out to tender, area by area.
    for (const Area area : areas.keys()) call_off(y, f, area, areas, orders, accounts, record);
    in.ministry.balance(y, areas, owed);
    line_up_tenders(y, areas, desk.tenders);
    for (const auto& [turn, area] : desk.tenders) {
        buy_unaddressable(y, areas, area, accounts, record);
        if (y.scenario.tender.build_to_order_share > 0) look_ahead(y, areas, area, desk.ahead[area]);
        tender(y, area, desk, in, areas, f, orders, accounts, record);
    }
    // Firms judge what came, and look ahead.
    move_exports(y, desk.draws, f);
    for (const Area area : areas.keys()) {
        judge_roadmap(y, areas, area);
        look_ahead(y, areas, area, desk.ahead[area]);
        look_at_cover(y, areas, area, desk.ahead[area]);
        announce(y, areas, area);
    }
    remember_shares(y, areas, f);
    gather_contracts(y, areas, orders);
    // Knowledge is made, and firms invest.
    in.research.work(y, desk.roll, f, accounts);
    set_conditions(in, y, f);
    set_unit_costs(y, areas, f);
    in.participations.choose(y, f);
    forecast_loads(y, areas, desk.roll, desk.ahead, orders, f, desk.loads);
    line_up(f, desk.draws, desk.queue);
    in.fund.rank(y, f, in.ministry, desk.queue);
    in.bank.rank(y, f, accounts, desk.queue);
    invest(y, areas, orders, desk, in, f, accounts, record);
    // Work is done and paid for.
    in.ecosystems.share_labour(y, f);
    in.suppliers.order_parts(y, desk.roll, orders, f);
    open_capacity(y, f);
    for (const Area area : areas.keys()) deliver(y, desk.roll, area, f, orders, desk.work);
    pay_for_work(y, desk.work, orders, f, accounts, record);
    sell_civil_work(y, f, accounts, totals);
    cancel_late_work(y, f, orders, accounts, record);
    learn(y, desk.work, areas, f);
    set_unit_costs(y, areas, f);
    // The year closes.
    pay_bank_and_owners(y, f, accounts);
    const YearOfFirms there = count_year(y, f, totals);
    mark_scale_ups(y, f);
    close_hopeless(y, f, orders, accounts, record);
    take_over(y, in.foreign_owners, f, orders, accounts, record);
    sell_holdings(in, y, f, accounts);
    in.bank.close_year(y, accounts);
    in.ecosystems.count_output(f);
    in.ministry.remember(y, areas, f, orders, totals);
    record_year(y, desk.roll, areas, f, orders, accounts, record);
    count_exits(there, totals);
    enter(y, areas, in, f, orders, accounts, record);
    enter_from_civil(y, areas, desk, in, f, orders, accounts, record);
    record_institutions(y, areas, f, in, accounts, owed, record);
    close_books(orders, accounts, record);
    ++year;
}

// Where private investors are funds, all apply, the market for equity clears once, and then they build.
void invest(const Year& y, const Areas& areas, const OrderBook& orders, Desk& desk, Institutions& in, Firms& f,
            Accounts& accounts, const Recorder& record) {
    in.private_funds.open_year(y);
    if (!PrivateFunds::are_asked(y)) return invest_in_turn(y, areas, orders, desk, in, f, accounts, record);
    list_funds(in.private_funds, record);
    apply(y, areas, orders, desk, in, f, accounts, record);
    apply_founders(y, areas, desk, in, accounts);
    raise_equity(y, in, accounts, desk.equity, record);
    note_declined(desk.equity, in.founders, f, record);
    build_financed(y, desk, in, f, accounts, record);
}

void call_roll(const Year& y, const Firms& f, Desk& desk) {
    const std::size_t areas = y.prepared.segments.size();
    Roll& roll = desk.roll;
    desk.ahead.resize(areas);
    roll.rows_of.resize(areas);
    for (auto& rows : roll.rows_of) rows.clear();
    roll.sustainment_shares.assign(areas, 0);
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        roll.rows_of[f.area[r]].push_back(r);
        roll.sustainment_shares[f.area[r]] += f.sustainment_share[r];
    }
}

void draw_luck(const Year& y, const Firms& f, YearDraws& drawn) {
    const std::size_t firms = f.area.size();
    drawn.export_shock.resize(firms);
    drawn.bank_refusal.resize(firms);
    drawn.investor.resize(firms);
    drawn.place_in_queue.resize(firms);
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        const FirmInYear now = in_year(f, r, y.calendar);
        const auto money = drawn_with(draws::bank_refusal, y.luck, now);
        drawn.export_shock[r] = draw(draws::export_shock, y.luck, now);
        drawn.bank_refusal[r] = money[draws::bank_refusal];
        drawn.investor[r] = money[draws::investor];
        drawn.place_in_queue[r] = money[draws::place_in_queue];
    }
}

void clear_year(OrderBook& orders, Firms& f) {
    orders.begin_year();
    f.margin_before = f.margin_earned;
    for (auto* money : {&f.awarded_money, &f.shadow_money, &f.invested}) std::fill(money->begin(), money->end(), 0.0);
    for (auto* equity : {&f.raised_private, &f.raised_fund, &f.raised_state})
        std::fill(equity->begin(), equity->end(), 0.0);
    for (auto* count : {&f.bids, &f.wins}) std::fill(count->begin(), count->end(), 0);
}

} // namespace drumbeat
