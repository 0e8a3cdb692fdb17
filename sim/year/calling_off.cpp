// SPDX-License-Identifier: Apache-2.0
// Contracts end, or call off their share of what came on their line; call-offs are placed at home or abroad.
#include "sim/world/phases.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

// What a call-off costs: requirement is money, or a volume when volume is what is kept equal.
double money_of(const Run& run, double called, double price) {
    return run.scenario.neutral.of == NeutralOf::volume ? called * price : called;
}

void record_order(const Run& run, Area segment, Yearly kind, double money) {
    run.record.add(Yearly::orders_meur, segment, money);
    run.record.add(kind, segment, money);
    if (kind != Yearly::domestic_orders_meur) run.record.add(Yearly::imports_meur, segment, money);
}

void count_order(World& w, Row r, double money, double volume) {
    w.totals.orders += money;
    w.totals.domestic += money;
    w.totals.volume += volume;
    w.count(r, &GroupTotals::orders, money);
    w.count(r, &GroupTotals::domestic, money);
}

} // namespace

double volume_called(const Run& run, double called, double price) {
    return run.scenario.neutral.of == NeutralOf::volume ? called : called / price;
}

void import(Run& run, Area segment, Yearly kind, double called, double price) {
    World& w = run.world;
    const double money = money_of(run, called, price);
    w.accounts.pay(Sector::ministry, Sector::abroad, Purpose::imports, money);
    w.totals.orders += money;
    w.area_totals[segment].orders += money;
    w.totals.volume += money / price;
    if (kind == Yearly::imports_capacity_meur) w.totals.imports_capacity += money;
    if (kind == Yearly::imports_merit_meur) w.totals.imports_merit += money;
    record_order(run, segment, kind, money);
}

void buy_abroad_instead(Run& run, Row row, double money, double volume) {
    World& w = run.world;
    const Area segment = w.firms.segment[row];
    count_order(w, row, -money, -volume);
    record_order(run, segment, Yearly::domestic_orders_meur, -money);
    const double price = segment_of(run.scenario, segment).foreign_price;
    const double called = run.scenario.neutral.of == NeutralOf::volume ? volume : money;
    import(run, segment, Yearly::imports_capacity_meur, called, price);
}

namespace {

// A call-off at home: work that is due when its lead time has passed, and an advance that is paid now.
struct HomeOrder {
    double money = 0;
    double volume = 0;
    double advance = 0;
    int lead_years = 0;
};

void put_in_order_book(Firms& f, const Contract& contract, const HomeOrder& order) {
    const Row r = contract.row;
    const int when = order.lead_years;
    f.due[r][when] += order.volume;
    f.due_money[r][when] += order.money;
    f.due_advance[r][when] += order.advance;
    f.due_saving[r][when] += order.volume * contract.saving;
    f.due_partners[r][when] += order.volume * contract.partners;
    f.ordered[r] += order.volume;
    f.ordered_money[r] += order.money;
}

void pay_advance(World& w, Row r, const HomeOrder& order) {
    w.accounts.pay(Sector::ministry, r, Purpose::advance, order.advance);
    w.ministry_orders_open += order.money - order.advance;
}

} // namespace

void order(Run& run, Area segment, const Contract& contract, double called) {
    if (contract.row == abroad) {
        const Yearly kind = contract.lost_on_capacity ? Yearly::imports_capacity_meur : Yearly::imports_merit_meur;
        import(run, segment, kind, called, contract.price);
        return;
    }
    World& w = run.world;
    const OrderStream& orders = segment_of(run.scenario, segment).orders;
    HomeOrder home;
    home.money = money_of(run, called, contract.price);
    home.volume = home.money / contract.price;
    home.advance = orders.advance * home.money;
    home.lead_years = orders.lead_years;
    put_in_order_book(w.firms, contract, home);
    pay_advance(w, contract.row, home);
    count_order(w, contract.row, home.money, home.volume);
    w.totals.partner_orders += home.money * contract.partners;
    record_order(run, segment, Yearly::domestic_orders_meur, home.money);
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
    const auto id = static_cast<std::uint32_t>(contract.line) << 16 | static_cast<std::uint32_t>(contract.lot & 0xffff);
    const int holder = foreign ? 0 : 1 + w.firms.ordinal[contract.row];
    const int cohort = foreign ? 0 : w.firms.cohort[contract.row];
    const Stream& luck = w.streams[segment].terminations;
    const Words words = luck.block(id, run.calendar, contract.birth, holder, cohort);
    if (contract.obsolete && uniform(words.w[1]) < run.scenario.threat.response) return true;
    const OrderStream& orders = segment_of(run.scenario, segment).orders;
    return uniform(words.w[0]) < (contract.large ? orders.termination_large : orders.termination_small);
}

// A contract calls off its share of its line, and no less than its floor. `planned`: the year's plan of a line.
void call_off_one(Run& run, Area segment, const Contract& contract, double planned) {
    Line& line = run.world.segments[segment].lines[contract.line];
    line.contracted += contract.share;
    const double called = contract.share * std::max(contract.floor * planned, std::max(0.0, line.available));
    line.carry -= called - contract.share * line.available; // floors are paid back out of later requirement
    order(run, segment, contract, called);
    if (contract.obsolete)
        run.world.totals.obsolescence += run.scenario.threat.obsolescence * money_of(run, called, contract.price);
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
