// SPDX-License-Identifier: Apache-2.0
// settle: interest and owners are paid, firms exit and enter, stakes are sold, and the year closes.
#include "sim/world/phases.hpp"
#include "sim/year/closing.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

// Cash leaves the firm for good: its equity falls by as much.
void pay_from_equity(Firms& f, Row r, Ledger& ledger, Sector to, Purpose purpose, double amount) {
    ledger.pay(Sector::firms, to, purpose, amount);
    f.cash[r] -= amount;
    f.equity[r] -= amount;
}

// The bank asks more of a firm that finds demand volatile.
void pay_interest(Firms& f, Row r, Ledger& ledger, const Finance& finance) {
    const double sd = f.perceived_sd[r];
    const double rate = finance.interest + finance.volatility_spread * sd * sd;
    pay_from_equity(f, r, ledger, Sector::banks, Purpose::interest, rate * f.debt[r]);
}

// Debt beyond what the bank rolls over is paid off bit by bit, as far as there is cash.
void repay_debt(Firms& f, Row r, Ledger& ledger, const Finance& finance) {
    const double rolled_over = finance.initial_debt_to_earnings * std::max(0.0, f.margin_earned[r]);
    const double due = finance.amortisation * (f.debt[r] - rolled_over);
    const double repaid = std::clamp(due, 0.0, std::max(0.0, f.cash[r]));
    ledger.pay(Sector::firms, Sector::banks, Purpose::repayment, repaid);
    f.cash[r] -= repaid;
    f.debt[r] -= repaid;
}

// Cash that a firm keeps: some months of cost, its own target in years of earnings, and advances not yet worked for.
double cash_kept(const Firms& f, Row r, const Finance& finance) {
    const double cost = f.turnover[r] + f.civil_sales[r] - f.margin_earned[r];
    const double reserve = finance.cash_reserve_months / 12 * cost;
    return reserve + f.cash_target[r] * std::max(0.0, f.margin_earned[r]) + f.advances[r];
}

void pay_bank_and_owners(Firms& f, Row r, Ledger& ledger, const Finance& finance) {
    pay_interest(f, r, ledger, finance);
    repay_debt(f, r, ledger, finance);
    const double payout = std::max(0.0, f.cash[r] - cash_kept(f, r, finance));
    pay_from_equity(f, r, ledger, Sector::owners, Purpose::payout, payout);
}

// Work that a firm was asked for and has not delivered.
struct OpenWork {
    double money = 0;
    double volume = 0;
};

OpenWork open_work(const Firms& f, Row r) {
    OpenWork open{f.late_money[r], f.late_volume[r]};
    for (std::size_t n = 0; n < f.due[r].size(); ++n) {
        open.money += f.due_money[r][n];
        open.volume += f.due[r][n];
    }
    return open;
}

// The firm's plant is sold and advances are paid back (banks stand in); debt comes next, then the owners.
void divide_estate(const Firms& f, Row r, Ledger& ledger, double resale_share) {
    const double resale = resale_share * f.book[r];
    ledger.pay(Sector::abroad, Sector::firms, Purpose::liquidation, resale);
    ledger.pay(Sector::firms, Sector::ministry, Purpose::refund, f.advances[r]);
    double estate = f.cash[r] + resale - f.advances[r];
    if (estate < 0) { // guaranteed by the bank
        ledger.pay(Sector::banks, Sector::firms, Purpose::loan, -estate);
        estate = 0;
    }
    const double repaid = std::min(estate, f.debt[r]);
    ledger.pay(Sector::firms, Sector::banks, Purpose::repayment, repaid);
    ledger.pay(Sector::firms, Sector::owners, Purpose::liquidation, estate - repaid);
}

void clear_order_book(Firms& f, Row r) {
    for (auto* ring : {&f.due, &f.due_money, &f.due_advance, &f.due_saving, &f.due_partners}) (*ring)[r].fill(0);
    for (auto* late : {&f.late_volume, &f.late_money, &f.late_advance, &f.late_saving}) (*late)[r] = 0;
}

// What is left of a firm that has ended: its row, with nothing in it.
void clear_firm(Firms& f, Row r) {
    f.alive[r] = 0;
    clear_order_book(f, r);
    f.pipeline[r].fill(0);
    for (auto* plant : {&f.capacity, &f.staff}) (*plant)[r] = 0;
    for (auto* money : {&f.cash, &f.book, &f.debt, &f.advances, &f.equity}) (*money)[r] = 0;
    for (auto* work : {&f.turnover, &f.output, &f.civil_sales, &f.parts_ordered}) (*work)[r] = 0;
    f.foreign_owned[r] = 0;
}

} // namespace

// The firm ends: its estate is divided, and the work that it leaves is bought abroad.
void close_down(Run& run, Row r) {
    World& w = run.world;
    const OpenWork open = open_work(w.firms, r);
    divide_estate(w.firms, r, w.ledger, segment_of(run.scenario, w.firms.segment[r]).technology.resale);
    w.ministry_orders_open -= open.money - w.firms.advances[r];
    if (open.money != 0) buy_abroad_instead(run, r, open.money, open.volume);
    w.totals.exits += w.firms.weight[r];
    clear_firm(w.firms, r);
    run.record.note(w.firms.segment[r], r, EventKind::exit, open.money);
}

namespace {

// A firm gives up after years without cash, or with its plant idle: civil sales count as use, at what a unit earns
// there.
bool should_exit(Run& run, Row r) {
    Firms& f = run.world.firms;
    const EntryExit& rule = run.scenario.entry_exit;
    const double usable = usable_capacity(run.world, r);
    const double civil = f.civil_sales[r] > 0 ? f.civil_sales[r] / (unit_cost(run, r) + civil_margin(run, r)) : 0;
    const bool idle = usable > 0 && f.output[r] + civil < rule.minimum_rate * usable;
    f.negative_years[r] = f.cash[r] < 0 ? f.negative_years[r] + 1 : 0;
    f.idle_years[r] = idle ? f.idle_years[r] + 1 : 0;
    return rule.exit && (f.negative_years[r] >= rule.insolvent_years || f.idle_years[r] >= rule.idle_years);
}

// Turnover that an entrant begins with: smaller than usual, spread as among the first firms.
double entrant_size(const Scenario& s, const Words& draw) {
    const FirmClass& c = s.firms.sme;
    return s.entry_exit.entrant_size * c.mean_turnover_meur * unit_lognormal(c.size_sd, draw.w[0]);
}

// An entrant is keyed by birth year, segment and index; its plant is paid by its owners.
void enter_firm(Run& run, Area segment, int index) {
    World& w = run.world;
    const Stream& entry = w.streams[segment].entry;
    const Words draw = entry.block(static_cast<std::uint32_t>(index), run.calendar, 0, 1);
    const double size = entrant_size(run.scenario, draw);
    const Row row = add_firm(run, segment, SizeClass::sme, index, run.calendar, size);
    furnish_newcomer(run, row);
    pay_in(run, row);
    w.totals.entries += w.firms.weight[row];
    run.record.note(segment, row, EventKind::entry, w.firms.capacity[row]);
}

void enter(Run& run) {
    const World& w = run.world;
    const Scenario& s = run.scenario;
    if (!s.entry_exit.entry) return;
    const int most = run.prepared.most_rows; // far above what is expected; nobody is born beyond it
    for (const Area segment : run.prepared.areas()) {
        const double mean = s.entry_exit.entry_rate * segment_of(s, segment).initial.smes;
        const Words words = w.streams[segment].entry.block(0, run.calendar, 0);
        const int count = poisson(uniform(words.w[0]), mean);
        for (int i = 0; i < count && w.firms.count() < most; ++i) enter_firm(run, segment, i);
    }
}

// What the Ministry of Economic Affairs gets for a stake: nothing if the capacity that it helped to build is gone, else
// a multiple of what was no gift.
void sell_participation(World& w, const Stake& stake, const EconomicAffairs& ministry) {
    const Row r = stake.row;
    const bool failed = !w.firms.alive[r] || w.firms.capacity[r] < ministry.retained * stake.capacity;
    const double proceeds = failed ? 0 : ministry.winner_multiple * (1 - ministry.grant_equivalent) * stake.amount;
    w.totals.bets += w.firms.weight[r];
    w.totals.failed_bets += failed ? w.firms.weight[r] : 0;
    w.ledger.pay(Sector::private_investors, Sector::ministry, Purpose::stake_sale, proceeds);
    w.participation_cash += proceeds;
}

// What the fund gets for a stake: lost with some probability, else a multiple. Proceeds stay in the fund.
void sell_fund_stake(World& w, const Stake& stake, const SecFund& fund) {
    const Firms& f = w.firms;
    const Row r = stake.row;
    const Stream& years = w.streams[f.segment[r]].years;
    const Words words = years.block(static_cast<std::uint32_t>(f.ordinal[r]), stake.year, f.cohort[r], 3);
    const bool lost = uniform(words.w[0]) < fund.loss_probability || !f.alive[r];
    const double proceeds = lost ? 0 : fund.winner_multiple * stake.amount;
    w.ledger.pay(Sector::private_investors, Sector::fund, Purpose::stake_sale, proceeds);
    w.fund_cash += proceeds;
}

// Stakes that have come of age are sold.
void sell_stakes(World& w, const Scenario& s) {
    std::size_t kept = 0;
    for (const Stake stake : w.stakes) {
        const int holding_years = stake.of_ministry ? s.economic_affairs.exit_years : s.secfund.exit_years;
        if (w.year - stake.year < holding_years)
            w.stakes[kept++] = stake;
        else if (stake.of_ministry)
            sell_participation(w, stake, s.economic_affairs);
        else
            sell_fund_stake(w, stake, s.secfund);
    }
    w.stakes.resize(kept);
}

// The firms that were there this year, before any of them ended.
struct YearOfFirms {
    double firms = 0;
    double output = 0;
    double usable = 0;
    double turnover = 0;
};

void count_firm(World& w, Row r, YearOfFirms& sum) {
    const Firms& f = w.firms;
    sum.firms += f.weight[r];
    sum.output += f.output[r];
    sum.usable += usable_capacity(w, r);
    sum.turnover += f.turnover[r];
    w.count(r, &GroupTotals::turnover_last, f.turnover[r]);
}

// Firm by firm: money is paid out, a scale-up is marked, and who has no hope ends.
YearOfFirms settle_firms(Run& run) {
    World& w = run.world;
    YearOfFirms sum;
    for (GroupTotals& area : w.area_totals) area.turnover_last = 0;
    for (GroupTotals& size_class : w.class_totals) size_class.turnover_last = 0;
    for (const Row row : w.firms.rows()) {
        if (!w.firms.alive[row]) continue;
        pay_bank_and_owners(w.firms, row, w.ledger, run.scenario.finance);
        count_firm(w, row, sum);
        mark_scale_up(run, row);
        if (should_exit(run, row)) close_down(run, row);
    }
    return sum;
}

void add_to_totals(Totals& t, const YearOfFirms& year, double exits_before) {
    t.utilisation += year.usable > 0 ? year.output / year.usable : 0;
    t.exit_rate += year.firms > 0 ? (t.exits - exits_before) / year.firms : 0;
    ++t.years;
}

} // namespace

void settle(Run& run) {
    World& w = run.world;
    const double exits_before = w.totals.exits;
    const YearOfFirms year = settle_firms(run);
    take_over(run);
    sell_stakes(w, run.scenario);
    count_regions(w);
    w.totals.turnover_last = year.turnover;
    w.totals.turnover_sum += year.turnover;
    if (w.year == 0) w.totals.turnover_at_start = year.turnover; // where no year precedes the policy
    w.totals.defence_last = run.prepared.defence_last;
    record_year(run);
    add_to_totals(w.totals, year, exits_before);
    enter(run);
    enter_from_civil(run);
    close_books(run, year.turnover);
    ++w.year;
}

} // namespace drumbeat
