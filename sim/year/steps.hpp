// SPDX-License-Identifier: Apache-2.0
// The steps of a year, in the order of `tick`. Each takes what is given, then the parts that it reads, which are const,
// and those that it writes.
#pragma once

#include "sim/institutions/all.hpp"
#include "sim/world/recorder.hpp"
#include "sim/year/desk.hpp"

namespace drumbeat {

// The year opens: who lives is listed and draws, last year's sums begin anew.
void call_roll(const Year&, const Firms&, Desk&);
void draw_luck(const Year&, const Firms&, YearDraws&);
void clear_year(OrderBook&, Firms&);

// The requirement arrives: path, breach, slippage and cancellation act on programme lines. `owed`: what instruments
// take out of procurement, meur.
void let_arrive(const Year&, Areas&, double& owed);

// Contracts expire, end by hazard, or call off their share; open shares are put out in lots, bid for and awarded. Plant
// may be built to order on award.
void line_up_tenders(const Year&, const Areas&, std::vector<std::pair<double, Area>>&);
void call_off(const Year&, const Firms&, Area, Areas&, OrderBook&, Accounts&, const Recorder&);
void buy_unaddressable(const Year&, const Areas&, Area, Accounts&, const Recorder&);
void tender(const Year&, Area, Desk&, Institutions&, Areas&, Firms&, OrderBook&, Accounts&, const Recorder&);

// Firms compare what was announced with what came, and remember what they won.
void move_exports(const Year&, const YearDraws&, Firms&);
void judge_roadmap(const Year&, Areas&, Area);
void announce(const Year&, Areas&, Area);
void remember_shares(const Year&, const Areas&, Firms&);

// Each firm replaces, sells, weighs expansions under its rule and looks for money.
void line_up(const Firms&, const YearDraws&, Queue&);
void invest(const Year&, const Areas&, const OrderBook&, Desk&, Institutions&, Firms&, Accounts&, const Recorder&);
// Its steps: one firm after another, or in two passes where private investors are funds. Then who lacks money applies,
// founders of new firms too; the market for equity clears, and what is paid for is built.
void invest_in_turn(const Year&, const Areas&, const OrderBook&, Desk&, Institutions&, Firms&, Accounts&,
                    const Recorder&);
void apply(const Year&, const Areas&, const OrderBook&, Desk&, Institutions&, Firms&, Accounts&, const Recorder&);
void apply_founders(const Year&, const Areas&, Desk&, Institutions&, const Accounts&);
void raise_equity(const Year&, Institutions&, const Accounts&, EquityDesk&, const Recorder&);
void build_financed(const Year&, const Desk&, Institutions&, Firms&, Accounts&, const Recorder&);

// New capacity opens, work is done with it and paid for, idle plant may do civil work. Late work beyond one year's
// output is cancelled: advances are paid back and the work is bought abroad. Firms learn and forget.
void open_capacity(const Year&, Firms&);
void deliver(const Year&, const Roll&, Area, Firms&, OrderBook&, PerFirm<WorkDone>&);
void pay_for_work(const Year&, const PerFirm<WorkDone>&, const OrderBook&, Firms&, Accounts&, const Recorder&);
void sell_civil_work(const Year&, Firms&, Accounts&, Totals&);
void cancel_late_work(const Year&, const Firms&, OrderBook&, Accounts&, const Recorder&);
void learn(const Year&, const PerFirm<WorkDone>&, Areas&, Firms&);

// The year closes: banks and owners are paid, scale-ups are marked, who has no hope ends, others enter.
void pay_bank_and_owners(const Year&, Firms&, Accounts&);
struct YearOfFirms { // who was there before any firm ended
    double firms = 0;
    double exits_before = 0; // since the policy began
};
YearOfFirms count_year(const Year&, const Firms&, Totals&);
void mark_scale_up(const Year&, Firms&, Row row);
void mark_scale_ups(const Year&, Firms&);
void close_hopeless(const Year&, Firms&, OrderBook&, Accounts&, const Recorder&);
void take_over(const Year&, ForeignOwners&, Firms&, OrderBook&, Accounts&, const Recorder&);
// Writes the year's numbers of each technology area and, where firms are kept, of each firm.
void record_year(const Year&, const Roll&, const Areas&, const Firms&, const OrderBook&, const Accounts&,
                 const Recorder&);
// Writes what institutions hold at year's end, what they did in the year, and who paid whom.
void record_institutions(const Year&, const Areas&, const Firms&, const Institutions&, const Accounts&, double owed,
                         const Recorder&);
// Where investors are kept: which row each private fund has from now on.
void list_funds(const PrivateFunds&, const Recorder&);
// And their year, with the stakes that ended in it.
void record_investors(const Year&, const Firms&, const Institutions&, const Accounts&, const Recorder&);
void count_exits(const YearOfFirms&, Totals&);
void enter(const Year&, const Areas&, Institutions&, Firms&, OrderBook&, Accounts&, const Recorder&);
void enter_from_civil(const Year&, const Areas&, const Desk&, Institutions&, Firms&, OrderBook&, Accounts&,
                      const Recorder&);
// Notes how far the books are from closing, in meur and as a share of all firms' turnover in the year; the next year's
// books begin.
void close_books(const OrderBook&, Accounts&, const Recorder&);

} // namespace drumbeat
