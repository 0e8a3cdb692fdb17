// SPDX-License-Identifier: Apache-2.0
// The books of a year: how far they are from closing.
#include "sim/world/phases.hpp"
#include "sim/year/closing.hpp"

#include <algorithm>

namespace drumbeat {

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
    Accounts& accounts = w.accounts;
    const double turnover_meur = w.totals.turnover_last;
    accounts.note_sum(std::max(turnover_meur, accounts.sum_of_books(w.ministry_orders_open)));
    const double residual = wider(accounts.gap(), outstanding_orders(w) - w.ministry_orders_open);
    // Where almost nothing moves any more, what is left is the rounding of sums that once stood here or passed through.
    const double share = residual / std::max({turnover_meur, 1e-5 * accounts.largest_sum(), 1e-12});
    run.record.put_residual(residual);
    w.totals.residual = wider(w.totals.residual, share);
    accounts.begin_year();
}

} // namespace drumbeat
