// SPDX-License-Identifier: Apache-2.0
// Contracts end, or call off their share of what came on their line; call-offs are placed at home or abroad.
#include "sim/world/draws.hpp"
#include "sim/world/plan.hpp"
#include "sim/year/ordering.hpp"
#include "sim/year/steps.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

// The supplier of a contract that ends by hazard is compensated by part of a planned call-off, out of its line where
// public money is what arms keep equal.
void end_contract(const Year& y, Area area, const Contract& contract, double planned_call_off, Line& line,
                  Accounts& accounts, const Recorder& record) {
    const double share = segment_of(y.scenario, area).orders.termination_compensation;
    const double compensation = share * planned_call_off;
    accounts.pay(Sector::ministry, contract.row, Purpose::compensation, compensation);
    record.totals.public_money += compensation;
    if (y.scenario.neutral.of == NeutralOf::public_money) line.carry -= compensation;
    record.note(area, contract.row, EventKind::termination, compensation);
}

// Contracts that end by hazard: their line is cancelled, or they are terminated.
bool ends(const Year& y, const Firms& f, Area area, const Contract& contract, const Line& line) {
    if (line.cancelled) return true;
    const bool foreign = contract.row == foreign_supplier;
    const int holder = foreign ? 0 : 1 + f.ordinal[contract.row];
    const int cohort = foreign ? 0 : f.cohort[contract.row];
    const ContractInYear now{area, contract.line, contract.lot, contract.birth, holder, cohort, y.calendar};
    const auto luck = drawn_with(draws::termination, y.luck, now);
    if (contract.obsolete && luck[draws::obsolete_end] < y.scenario.threat.response) return true;
    const OrderStream& orders = segment_of(y.scenario, area).orders;
    return luck[draws::termination] < (contract.large ? orders.termination_large : orders.termination_small);
}

// What ends of a contract is noted for those who believe in contracts, and its supplier is compensated.
void end_by_hazard(const Year& y, Area area, const Contract& contract, Areas& areas, Accounts& accounts,
                   const Recorder& record) {
    const Segment& s = segment_of(y.scenario, area);
    const double planned_call_off = contract.share * s.addressable_share * planned(y, areas, area) / s.lines;
    SegmentState& state = areas[area];
    state.ended_share += contract.share;
    if (contract.row != foreign_supplier)
        end_contract(y, area, contract, planned_call_off, state.lines[contract.line], accounts, record);
}

// What a contract calls off of its line: its share of what came, and no less than is guaranteed of the line, which is
// paid back out of later requirement. Money, or volume where that is what arms keep equal.
double called_off(const Contract& contract, double guaranteed, Line& line) {
    line.contracted += contract.share;
    const double came = contract.share * line.available;
    const double called = contract.share * std::max(guaranteed, std::max(0.0, line.available));
    line.carry -= called - came;
    return called;
}

} // namespace

void call_off(const Year& y, const Firms& f, Area area, Areas& areas, OrderBook& orders, Accounts& accounts,
              const Recorder& record) {
    SegmentState& state = areas[area];
    state.ended_share = 0;
    state.live_share = 0;
    for (Line& line : state.lines) line.contracted = 0;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < state.contracts.size(); ++i) {
        Contract contract = state.contracts[i];
        Line& line = state.lines[contract.line];
        if (contract.row != foreign_supplier && !f.alive[contract.row]) continue;
        if (contract.years_left == 0) continue;
        state.live_share += contract.share;
        if (ends(y, f, area, contract, line)) {
            end_by_hazard(y, area, contract, areas, accounts, record);
            continue;
        }
        --contract.years_left;
        state.contracts[kept++] = contract;
        const double least = guaranteed(y, areas, area, contract);
        const double called = called_off(contract, least, line);
        order(y, area, contract, called, f, orders, accounts, record);
        if (contract.obsolete)
            record.totals.obsolescence +=
                y.scenario.threat.obsolescence * money_called(y.scenario, called, contract.price);
    }
    state.contracts.resize(kept);
}

} // namespace drumbeat
