// SPDX-License-Identifier: Apache-2.0
// Contracts end, or call off their share of what came on their line; call-offs are placed at home or abroad.
#include "sim/year/calling_off.hpp"

#include "sim/world/phases.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

// Counts an order with a firm at home, in the totals and in the year's record; what is taken back counts below zero.
void count_at_home(const Firms& f, Row r, double money, double volume, Totals& totals, const Recorder& record) {
    totals.orders += money;
    totals.domestic += money;
    totals.volume += volume;
    totals.count(f, r, &GroupTotals::orders, money);
    totals.count(f, r, &GroupTotals::domestic, money);
    record.add(Yearly::orders_meur, f.segment[r], money);
    record.add(Yearly::domestic_orders_meur, f.segment[r], money);
}

// Counts what is bought abroad; `kind` says why.
void count_abroad(Area area, Yearly kind, double money, double volume, Totals& totals, const Recorder& record) {
    totals.orders += money;
    totals.area[area].orders += money;
    totals.volume += volume;
    if (kind == Yearly::imports_capacity_meur) totals.imports_capacity += money;
    if (kind == Yearly::imports_merit_meur) totals.imports_merit += money;
    record.add(Yearly::orders_meur, area, money);
    record.add(kind, area, money);
    record.add(Yearly::imports_meur, area, money);
}

// What a call-off asks of a firm at home, and what is paid of it now.
CallOff call_off_at_home(const Scenario& s, const OrderStream& orders, const Contract& contract, double called) {
    CallOff home;
    home.row = contract.row;
    home.lead_years = orders.lead_years;
    home.work.money = money_called(s, called, contract.price);
    home.work.volume = home.work.money / contract.price;
    home.work.advance = orders.advance * home.work.money;
    home.work.saving = home.work.volume * contract.saving;
    home.partners = home.work.volume * contract.partners;
    return home;
}

} // namespace

void order(const Year& y, Area area, const Contract& contract, double called, const Firms& f, OrderBook& orders,
           Accounts& accounts, Totals& totals, const Recorder& record) {
    if (contract.row == abroad) {
        const Yearly kind = contract.lost_on_capacity ? Yearly::imports_capacity_meur : Yearly::imports_merit_meur;
        import(y, area, kind, called, contract.price, accounts, totals, record);
        return;
    }
    const CallOff home = call_off_at_home(y.scenario, segment_of(y.scenario, area).orders, contract, called);
    orders.place(accounts, home);
    count_at_home(f, home.row, home.work.money, home.work.volume, totals, record);
    totals.partner_orders += home.work.money * contract.partners;
}

void import(const Year& y, Area area, Yearly kind, double called, double price, Accounts& accounts, Totals& totals,
            const Recorder& record) {
    const double money = money_called(y.scenario, called, price);
    accounts.pay(Sector::ministry, Sector::abroad, Purpose::imports, money);
    count_abroad(area, kind, money, money / price, totals, record);
}

void buy_abroad_instead(const Year& y, Row row, const WorkOnOrder& work, const Firms& f, Accounts& accounts,
                        Totals& totals, const Recorder& record) {
    count_at_home(f, row, -work.money, -work.volume, totals, record);
    const Area area = f.segment[row];
    const double called = y.scenario.neutral.of == NeutralOf::volume ? work.volume : work.money;
    import(y, area, Yearly::imports_capacity_meur, called, segment_of(y.scenario, area).foreign_price, accounts, totals,
           record);
}

namespace {

// The supplier of a contract that ends by hazard is compensated by part of a planned call-off.
void end_contract(Run& run, Area segment, const Contract& contract) {
    World& w = run.world;
    const Segment& s = segment_of(run.scenario, segment);
    const double planned = contract.share * s.addressable_share * run.plan(segment) / s.lines;
    const double compensation = s.orders.termination_compensation * planned;
    w.accounts.pay(Sector::ministry, contract.row, Purpose::compensation, compensation);
    w.totals.public_money += compensation;
    Line& line = w.segments[segment].lines[contract.line];
    if (run.scenario.neutral.of == NeutralOf::public_money) line.carry -= compensation;
    run.record.note(segment, contract.row, EventKind::termination, compensation);
}

// Contracts that end by hazard: their line is cancelled, or they are terminated.
bool ends(const Run& run, Area segment, const Contract& contract) {
    const World& w = run.world;
    if (w.segments[segment].lines[contract.line].cancelled) return true;
    const bool foreign = contract.row == abroad;
    const int holder = foreign ? 0 : 1 + w.firms.ordinal[contract.row];
    const int cohort = foreign ? 0 : w.firms.cohort[contract.row];
    const ContractInYear now{segment, contract.line, contract.lot, contract.birth, holder, cohort, run.calendar};
    const auto luck = drawn_with(draws::termination, w.streams, now);
    if (contract.obsolete && luck[draws::obsolete_end] < run.scenario.threat.response) return true;
    const OrderStream& orders = segment_of(run.scenario, segment).orders;
    return luck[draws::termination] < (contract.large ? orders.termination_large : orders.termination_small);
}

// A contract calls off its share of its line, and no less than its floor. `planned`: the year's plan of a line.
void call_off_one(Run& run, Area segment, const Contract& contract, double planned) {
    Line& line = run.world.segments[segment].lines[contract.line];
    line.contracted += contract.share;
    const double called = contract.share * std::max(contract.floor * planned, std::max(0.0, line.available));
    line.carry -= called - contract.share * line.available; // floors are paid back out of later requirement
    World& w = run.world;
    order(run, segment, contract, called, w.firms, w.orders, w.accounts, w.totals, run.record);
    const Scenario& s = run.scenario;
    if (contract.obsolete) w.totals.obsolescence += s.threat.obsolescence * money_called(s, called, contract.price);
}

// The contracts of an area in their order: they run out, end by hazard, or call off.
void commit_area(Run& run, Area segment) {
    const Segment& area = segment_of(run.scenario, segment);
    const Firms& f = run.world.firms;
    SegmentState& state = run.world.segments[segment];
    const double planned = area.addressable_share * run.plan(segment) / area.lines;
    state.ended_share = 0;
    state.live_share = 0;
    for (Line& line : state.lines) line.contracted = 0;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < state.contracts.size(); ++i) {
        Contract contract = state.contracts[i];
        if (contract.row != abroad && !f.alive[contract.row]) continue;
        if (contract.years_left == 0) continue;
        state.live_share += contract.share;
        if (ends(run, segment, contract)) {
            state.ended_share += contract.share;
            if (contract.row != abroad) end_contract(run, segment, contract);
            continue;
        }
        --contract.years_left;
        state.contracts[kept++] = contract;
        call_off_one(run, segment, contract, planned);
    }
    state.contracts.resize(kept);
}

} // namespace

void call_off(Run& run) {
    for (const Area segment : run.prepared.areas()) commit_area(run, segment);
}

} // namespace drumbeat
