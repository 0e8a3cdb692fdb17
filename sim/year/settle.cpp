// SPDX-License-Identifier: Apache-2.0
// Interest and owners are paid, firms exit and enter, stakes are sold, and the year closes.
#include "sim/firm/cost.hpp"
#include "sim/world/phases.hpp"
#include "sim/year/calling_off.hpp"
#include "sim/year/closing.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

// The bank asks more of a firm that finds demand volatile.
void pay_interest(const Firms& f, Row r, Accounts& accounts, const Finance& finance) {
    const double sd = f.perceived_sd[r];
    const double rate = finance.interest + finance.volatility_spread * sd * sd;
    accounts.pay(r, Sector::banks, Purpose::interest, rate * accounts.debt(r));
}

// Debt beyond what the bank rolls over is paid off bit by bit, as far as there is cash.
void repay_debt(const Firms& f, Row r, Accounts& accounts, const Finance& finance) {
    const double rolled_over = finance.initial_debt_to_earnings * std::max(0.0, f.margin_earned[r]);
    const double due = finance.amortisation * (accounts.debt(r) - rolled_over);
    const double repaid = std::clamp(due, 0.0, std::max(0.0, accounts.cash(r)));
    accounts.pay(r, Sector::banks, Purpose::repayment, repaid);
}

// Cash that a firm keeps: some months of cost, its own target in years of earnings, and advances not yet worked for.
double cash_kept(const Firms& f, Row r, const Accounts& accounts, const Finance& finance) {
    const double cost = f.turnover[r] + f.civil_sales[r] - f.margin_earned[r];
    const double reserve = finance.cash_reserve_months / 12 * cost;
    return reserve + f.cash_target[r] * std::max(0.0, f.margin_earned[r]) + accounts.advances(r);
}

void pay_out(const Firms& f, Row r, Accounts& accounts, const Finance& finance) {
    pay_interest(f, r, accounts, finance);
    repay_debt(f, r, accounts, finance);
    const double payout = std::max(0.0, accounts.cash(r) - cash_kept(f, r, accounts, finance));
    accounts.pay(r, Sector::owners, Purpose::payout, payout);
}

// What is left of a firm that has ended: its row, with nothing in it.
void clear_firm(Firms& f, Row r) {
    f.alive[r] = 0;
    f.pipeline[r].fill(0);
    for (auto* plant : {&f.capacity, &f.staff}) (*plant)[r] = 0;
    for (auto* work : {&f.turnover, &f.output, &f.civil_sales, &f.parts_ordered}) (*work)[r] = 0;
    f.foreign_owned[r] = 0;
}

} // namespace

// The firm ends: its estate is divided, and the work that it leaves is bought abroad.
void close_down(Run& run, Row r) {
    World& w = run.world;
    const double refunded = w.accounts.wind_up(r, segment_of(run.scenario, w.firms.segment[r]).technology.resale);
    const WorkOnOrder left = w.orders.strike(r, refunded);
    if (left.money != 0) buy_abroad_instead(run, r, left, w.firms, w.accounts, w.totals, run.record);
    w.totals.exits += w.firms.weight[r];
    clear_firm(w.firms, r);
    run.record.note(w.firms.segment[r], r, EventKind::exit, left.money);
}

namespace {

// A firm gives up after years without cash, or with its plant idle: civil sales count as use, at what a unit earns
// there.
bool should_exit(Run& run, Row r) {
    Firms& f = run.world.firms;
    const EntryExit& rule = run.scenario.entry_exit;
    const double usable = usable_capacity(run.world, r);
    const double civil = f.civil_sales[r] > 0
                             ? f.civil_sales[r] / (f.unit_cost[r] + civil_margin(run.scenario.civil, f.unit_cost[r]))
                             : 0;
    const bool idle = usable > 0 && f.output[r] + civil < rule.minimum_rate * usable;
    f.negative_years[r] = run.world.accounts.cash(r) < 0 ? f.negative_years[r] + 1 : 0;
    f.idle_years[r] = idle ? f.idle_years[r] + 1 : 0;
    return rule.exit && (f.negative_years[r] >= rule.insolvent_years || f.idle_years[r] >= rule.idle_years);
}

// An entrant is keyed by birth year, segment and index; its plant is paid by its owners.
void enter_firm(Run& run, Area segment, int index) {
    World& w = run.world;
    const Scenario& s = run.scenario;
    const Newcomer newcomer{segment, index, run.calendar};
    const double size = newcomer_size(s.firms.sme, w.streams, newcomer, s.entry_exit.entrant_size);
    const Row row = add_firm(run, segment, SizeClass::sme, index, run.calendar, size);
    furnish_newcomer(run, row);
    set_unit_cost(run, w.segments, w.firms, row);
    w.accounts.pay_in(row);
    w.totals.entries += w.firms.weight[row];
    run.record.note(segment, row, EventKind::entry, w.firms.capacity[row]);
}

} // namespace

void enter(Run& run) {
    const World& w = run.world;
    const Scenario& s = run.scenario;
    if (!s.entry_exit.entry) return;
    const int most = run.prepared.most_rows; // far above what is expected; nobody is born beyond it
    for (const Area segment : run.prepared.areas()) {
        const double mean = s.entry_exit.entry_rate * segment_of(s, segment).initial.smes;
        const int count = poisson(draw(draws::entrant_count, w.streams, AreaInYear{segment, run.calendar}), mean);
        for (int i = 0; i < count && w.firms.count() < most; ++i) enter_firm(run, segment, i);
    }
}

namespace {

// What the Ministry of Economic Affairs gets for a stake: nothing if the capacity that it helped to build is gone, else
// a multiple of what was no gift.
void sell_participation(World& w, const Stake& stake, const EconomicAffairs& ministry) {
    const Row r = stake.row;
    const bool failed = !w.firms.alive[r] || w.firms.capacity[r] < ministry.retained * stake.capacity;
    const double proceeds = failed ? 0 : ministry.winner_multiple * (1 - ministry.grant_equivalent) * stake.amount;
    w.totals.bets += w.firms.weight[r];
    w.totals.failed_bets += failed ? w.firms.weight[r] : 0;
    w.accounts.pay(Sector::private_investors, Sector::ministry, Purpose::stake_sale, proceeds);
    w.participation_cash += proceeds;
}

// What the fund gets for a stake: lost with some probability, else a multiple. Proceeds stay in the fund.
void sell_fund_stake(World& w, const Stake& stake, const SecFund& fund) {
    const Firms& f = w.firms;
    const Row r = stake.row;
    const StakeOfFirm taken{identity_of(f, r), stake.year};
    const bool lost = draw(draws::stake_loss, w.streams, taken) < fund.loss_probability || !f.alive[r];
    const double proceeds = lost ? 0 : fund.winner_multiple * stake.amount;
    w.accounts.pay(Sector::private_investors, Sector::fund, Purpose::stake_sale, proceeds);
}

// Of the stakes of one owner, those that have come of age are sold by `sell`; the others stay, in their order.
template <class Sell> void sell_those_of(World& w, bool of_ministry, int holding_years, Sell&& sell) {
    std::size_t kept = 0;
    for (const Stake stake : w.stakes) {
        if (stake.of_ministry == of_ministry && w.year - stake.year >= holding_years)
            sell(stake);
        else
            w.stakes[kept++] = stake;
    }
    w.stakes.resize(kept);
}

} // namespace

void sell_fund_stakes(Run& run) {
    const SecFund& fund = run.scenario.secfund;
    sell_those_of(run.world, false, fund.exit_years,
                  [&](const Stake& stake) { sell_fund_stake(run.world, stake, fund); });
}

void sell_participations(Run& run) {
    const EconomicAffairs& ministry = run.scenario.economic_affairs;
    sell_those_of(run.world, true, ministry.exit_years,
                  [&](const Stake& stake) { sell_participation(run.world, stake, ministry); });
}

void pay_bank_and_owners(const Year& y, const Firms& f, Accounts& accounts) {
    for (const Row r : f.rows())
        if (f.alive[r]) pay_out(f, r, accounts, y.scenario.finance);
}

void mark_scale_ups(Run& run) {
    for (const Row r : run.world.firms.rows())
        if (run.world.firms.alive[r]) mark_scale_up(run, r);
}

void close_hopeless(Run& run) {
    for (const Row r : run.world.firms.rows())
        if (run.world.firms.alive[r] && should_exit(run, r)) close_down(run, r);
}

// Of the year, before any firm ends.
YearOfFirms count_year(Run& run) {
    World& w = run.world;
    const Firms& f = w.firms;
    YearOfFirms there{0, w.totals.exits};
    double output = 0;
    double usable = 0;
    double turnover = 0;
    for (GroupTotals& area : w.totals.area) area.turnover_last = 0;
    for (GroupTotals& size_class : w.totals.size_class) size_class.turnover_last = 0;
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        there.firms += f.weight[r];
        output += f.output[r];
        usable += usable_capacity(w, r);
        turnover += f.turnover[r];
        w.totals.count(f, r, &GroupTotals::turnover_last, f.turnover[r]);
    }
    Totals& t = w.totals;
    t.utilisation += usable > 0 ? output / usable : 0;
    t.turnover_last = turnover;
    t.turnover_sum += turnover;
    if (w.year == 0) t.turnover_at_start = turnover; // where no year precedes the policy
    t.defence_last = run.prepared.defence_last;
    ++t.years;
    return there;
}

void count_exits(Run& run, const YearOfFirms& there) {
    Totals& t = run.world.totals;
    t.exit_rate += there.firms > 0 ? (t.exits - there.exits_before) / there.firms : 0;
}

} // namespace drumbeat
