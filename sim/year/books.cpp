// SPDX-License-Identifier: Apache-2.0
// The books: what stands in them, and how far they are from closing.
#include "sim/world/phases.hpp"
#include "sim/year/closing.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

// How far the books are from closing: cash of firms and of the fund against the ledger, balance sheets against their
// own sums, open orders against the order book. Not a number counts as the worst.
double residual_of(const World& w) {
    const Firms& f = w.firms;
    double worst = 0;
    const auto weigh = [&](double gap) {
        if (!(std::abs(gap) <= worst)) worst = std::abs(gap);
    };
    double cash = 0;
    for (const Row r : f.rows()) {
        cash += f.cash[r];
        weigh(f.cash[r] + f.book[r] - f.debt[r] - f.advances[r] - f.equity[r]);
    }
    weigh(cash - w.firm_cash_before - w.ledger.balance(Sector::firms));
    weigh(w.fund_cash - w.fund_cash_before - w.ledger.balance(Sector::fund));
    weigh(outstanding_orders(w) - w.ministry_orders_open);
    return worst;
}

void open_books(World& w) {
    w.ledger.close();
    w.firm_cash_before = 0;
    for (const double cash : w.firms.cash) w.firm_cash_before += cash;
    w.fund_cash_before = w.fund_cash;
}

} // namespace

double sum_of_books(const World& w) {
    const Firms& f = w.firms;
    double sum = std::abs(w.fund_cash) + std::abs(w.ministry_orders_open);
    for (const Row r : f.rows()) {
        sum += std::abs(f.cash[r]) + f.book[r] + f.debt[r] + f.advances[r];
    }
    return sum;
}

double outstanding_orders(const World& w) {
    const Firms& f = w.firms;
    double sum = 0;
    for (const Row r : f.rows()) {
        sum += f.late_money[r] - f.late_advance[r];
        const Due& money = f.due_money[r];
        const Due& advance = f.due_advance[r];
        for (std::size_t n = 0; n < money.size(); ++n) sum += money[n] - advance[n];
    }
    return sum;
}

void close_books(Run& run) {
    World& w = run.world;
    const double turnover_meur = w.totals.turnover_last;
    w.largest_sum = std::max({w.largest_sum, turnover_meur, sum_of_books(w), w.ledger.largest()});
    const double residual = residual_of(w);
    // Where almost nothing moves any more, what is left is the rounding of sums that once stood here or passed through.
    const double share = residual / std::max({turnover_meur, 1e-5 * w.largest_sum, 1e-12});
    run.record.put_residual(residual);
    if (!(share <= w.totals.residual)) w.totals.residual = share;
    open_books(w);
}

} // namespace drumbeat
