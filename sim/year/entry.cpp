// SPDX-License-Identifier: Apache-2.0
// Newcomers: firms that are founded, and civil firms that turn to defence. Their owners and banks pay for what they
// begin with.
#include "sim/firm/cost.hpp"
#include "sim/world/birth.hpp"
#include "sim/year/building.hpp"
#include "sim/year/deals.hpp"
#include "sim/year/rows_of_firms.hpp"
#include "sim/year/steps.hpp"

namespace drumbeat {

namespace {

// An entrant is keyed by birth year, area and number; its owners and its bank pay for what it begins with.
void draw_entrant(const Year& y, const Areas& areas, Area area, int number, int cohort, Firms& f, Row r) {
    const double size = newcomer_size(y, Newcomer{area, number, cohort}, y.scenario.entry_exit.entrant_size);
    be_born(y, f, r, {area, SizeClass::sme, number, cohort, size});
    furnish_newcomer(y, areas, f, r);
    set_unit_cost(y, areas, f, r);
}

void enter_one(const Year& y, const Areas& areas, Area area, int number, Firms& f, Accounts& accounts, Row r) {
    draw_entrant(y, areas, area, number, y.calendar, f, r);
    open_sheet(y, f, accounts, r);
    accounts.pay_in(r);
}

// Those whom investors finance are born; founders of this year begin to look for money. Their owners have what the
// others do not pay of the equity.
void found_financed(const Year& y, const Areas& areas, Institutions& in, Firms& f, OrderBook& orders,
                    Accounts& accounts, const Recorder& record) {
    Founders& founders = in.founders;
    for (const FinancedFounder& one : founders.financed) {
        if (f.count() >= y.prepared.most_rows) break;
        const Row r = add_row(f, accounts, orders);
        draw_entrant(y, areas, one.who.area, one.who.number, one.who.year, f, r);
        open_sheet(y, f, accounts, r);
        accounts.pay_in(r, one.private_meur, one.public_meur);
        welcome(in, f, r);
        PrivateRound round;
        round.tickets = std::span(founders.tickets).subspan(one.first_ticket, one.tickets);
        round.stake = one.stake;
        round.need = one.need();
        round.log_sd = one.log_sd;
        in.private_funds.take(y, f, r, round);
        Funding funding;
        funding.private_equity = one.private_meur;
        funding.fund = one.public_meur;
        funding.stake = one.stake;
        funding.lead = round.tickets.front().fund;
        take_part(in, y, f, accounts, r, funding);
        note_founding(f, r, funding, record);
        note_tickets(y, in.private_funds, f, r, round, record);
        note_money(y, in.fund, f, r, funding, record);
        record.totals.entries += f.weight[r];
        record.note(one.who.area, r, EventKind::entry, f.capacity[r]);
    }
    founders.financed.clear();
    founders.gather(y, areas);
}

} // namespace

void enter(const Year& y, const Areas& areas, Institutions& in, Firms& f, OrderBook& orders, Accounts& accounts,
           const Recorder& record) {
    const EntryExit& rules = y.scenario.entry_exit;
    if (!rules.entry) return;
    if (Founders::look_for_money(y)) return found_financed(y, areas, in, f, orders, accounts, record);
    const int most = y.prepared.most_rows; // far above what is expected; nobody is born beyond it
    for (const Area area : areas.keys()) {
        const double mean = rules.entry_rate * segment_of(y.scenario, area).initial.smes;
        const int count = entrants(y, area, mean);
        for (int i = 0; i < count && f.count() < most; ++i) {
            const Row r = add_row(f, accounts, orders);
            enter_one(y, areas, area, i, f, accounts, r);
            welcome(in, f, r);
            record.totals.entries += f.weight[r];
            record.note(area, r, EventKind::entry, f.capacity[r]);
        }
    }
}

// What turns enters the books at what turning it cost.
void enter_from_civil(const Year& y, const Areas& areas, const Desk& desk, Institutions& in, Firms& f,
                      OrderBook& orders, Accounts& accounts, const Recorder& record) {
    const int most = y.prepared.most_rows;
    for (const Area area : areas.keys()) {
        const int count = in.civil_market.candidates(y, area);
        for (int i = 0; i < count && f.count() < most; ++i) {
            if (!in.civil_market.turns(y, areas, desk.roll, desk.ahead, area, i)) continue;
            const Row r = add_row(f, accounts, orders);
            in.civil_market.draw_candidate(y, areas, area, i, f, r);
            f.from_civil[r] = 1;
            welcome(in, f, r);
            open_sheet(y, f, accounts, r);
            const double turned = y.scenario.civil.conversion_cost * f.capital_per_output[r] * f.capacity[r];
            accounts.open(r, accounts.cash(r), turned, accounts.debt(r));
            accounts.pay_in(r);
            in.civil_market.entries += f.weight[r];
            record.note(area, r, EventKind::entry, f.capacity[r]);
        }
    }
}

} // namespace drumbeat
