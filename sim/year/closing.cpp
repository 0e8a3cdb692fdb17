// SPDX-License-Identifier: Apache-2.0
// Interest and owners are paid, firms that have no hope end, and the year's books close.
#include "sim/firm/cost.hpp"
#include "sim/firm/standing.hpp"
#include "sim/year/ordering.hpp"
#include "sim/year/steps.hpp"

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

void pay_out(Firms& f, Row r, Accounts& accounts, const Finance& finance) {
    pay_interest(f, r, accounts, finance);
    repay_debt(f, r, accounts, finance);
    const double payout = std::max(0.0, accounts.cash(r) - cash_kept(f, r, accounts, finance));
    const double to_fund = payout * f.fund_share[r];
    const double to_investors = payout * f.investors_share[r];
    accounts.pay(r, Sector::fund, Purpose::payout, to_fund);
    accounts.pay(r, Sector::private_investors, Purpose::payout, to_investors);
    accounts.pay(r, Sector::owners, Purpose::payout, payout - to_fund - to_investors);
    f.paid_out[r] = payout;
}

} // namespace

void pay_bank_and_owners(const Year& y, Firms& f, Accounts& accounts) {
    for (const Row r : f.rows())
        if (f.alive[r]) pay_out(f, r, accounts, y.scenario.finance);
}

YearOfFirms count_year(const Year& y, const Firms& f, Totals& t) {
    YearOfFirms there{0, t.exits};
    double output = 0;
    double usable = 0;
    double turnover = 0;
    for (GroupTotals& area : t.area) area.turnover_last = 0;
    for (GroupTotals& size_class : t.size_class) size_class.turnover_last = 0;
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        there.firms += f.weight[r];
        output += f.output[r];
        usable += usable_capacity(f, r);
        turnover += f.turnover[r];
        t.count(f, r, &GroupTotals::turnover_last, f.turnover[r]);
    }
    t.utilisation += usable > 0 ? output / usable : 0;
    t.turnover_last = turnover;
    t.turnover_sum += turnover;
    if (y.simulated == 0) t.turnover_at_start = turnover; // where no year precedes the policy
    t.defence_last = y.prepared.defence_last;
    ++t.years;
    return there;
}

void count_exits(const YearOfFirms& there, Totals& t) {
    t.exit_rate += there.firms > 0 ? (t.exits - there.exits_before) / there.firms : 0;
}

namespace {

// What is left of a firm that has ended: its row, with nothing in it.
void clear_firm(Firms& f, Row r) {
    f.alive[r] = 0;
    f.pipeline[r].fill(0);
    for (auto* plant : {&f.capacity, &f.staff}) (*plant)[r] = 0;
    for (auto* work : {&f.turnover, &f.output, &f.civil_sales, &f.parts_ordered}) (*work)[r] = 0;
    f.foreign_owned[r] = 0;
    f.fund_share[r] = 0;
    f.investors_share[r] = 0;
}

// The firm ends: its estate is divided, and the work that it leaves is bought abroad.
void close_down(const Year& y, Firms& f, OrderBook& orders, Accounts& accounts, const Recorder& record, Row r) {
    const double resale = segment_of(y.scenario, f.area[r]).technology.resale;
    f.paid_out[r] += accounts.estate(r, resale);
    const double refunded = accounts.wind_up(r, resale, {f.fund_share[r], f.investors_share[r]});
    const WorkOnOrder left = orders.strike(r, refunded);
    if (left.money != 0) buy_abroad_instead(y, r, left, f, accounts, record);
    record.totals.exits += f.weight[r];
    clear_firm(f, r);
    record.note(f.area[r], r, EventKind::exit, left.money);
}

// A firm gives up after years without cash, or with its plant idle: civil sales count as use, at what a unit earns
// there.
bool should_exit(const Year& y, Firms& f, const Accounts& accounts, Row r) {
    const EntryExit& rule = y.scenario.entry_exit;
    const double civil_price = f.unit_cost[r] + civil_margin(y.scenario.civil, f.unit_cost[r]);
    const double civil = f.civil_sales[r] > 0 ? f.civil_sales[r] / civil_price : 0;
    const double usable = usable_capacity(f, r);
    const bool idle = usable > 0 && f.output[r] + civil < rule.minimum_rate * usable;
    f.negative_years[r] = accounts.cash(r) < 0 ? f.negative_years[r] + 1 : 0;
    f.idle_years[r] = idle ? f.idle_years[r] + 1 : 0;
    return rule.exit && (f.negative_years[r] >= rule.insolvent_years || f.idle_years[r] >= rule.idle_years);
}

} // namespace

void close_hopeless(const Year& y, Firms& f, OrderBook& orders, Accounts& accounts, const Recorder& record) {
    for (const Row r : f.rows())
        if (f.alive[r] && should_exit(y, f, accounts, r)) close_down(y, f, orders, accounts, record, r);
}

void take_over(const Year& y, ForeignOwners& owners, Firms& f, OrderBook& orders, Accounts& accounts,
               const Recorder& record) {
    for (const Row r : f.rows())
        if (f.alive[r] && owners.takes_over(y, f, r)) {
            record.add(Institution::foreign_owners_takeovers, f.weight[r]);
            close_down(y, f, orders, accounts, record, r);
        }
}

// Where almost nothing moves any more, what is left is the rounding of sums that once stood here or passed through.
void close_books(const OrderBook& orders, Accounts& accounts, const Recorder& record) {
    const double turnover = record.totals.turnover_last;
    accounts.note_sum(std::max(turnover, accounts.sum_of_books(orders.open())));
    const double residual = wider(accounts.gap(), orders.outstanding() - orders.open());
    const double share = residual / std::max({turnover, 1e-5 * accounts.largest_sum(), 1e-12});
    record.put_residual(residual);
    if (!(share <= record.totals.residual)) record.totals.residual = share;
    accounts.begin_year();
}

} // namespace drumbeat
