// SPDX-License-Identifier: Apache-2.0
// The books of a year: how far they are from closing.
#include "sim/world/phases.hpp"
#include "sim/year/closing.hpp"

#include <algorithm>

namespace drumbeat {

void close_books(Run& run) {
    World& w = run.world;
    Accounts& accounts = w.accounts;
    const double turnover_meur = w.totals.turnover_last;
    accounts.note_sum(std::max(turnover_meur, accounts.sum_of_books(w.orders.open())));
    const double residual = wider(accounts.gap(), w.orders.outstanding() - w.orders.open());
    // Where almost nothing moves any more, what is left is the rounding of sums that once stood here or passed through.
    const double share = residual / std::max({turnover_meur, 1e-5 * accounts.largest_sum(), 1e-12});
    run.record.put_residual(residual);
    w.totals.residual = wider(w.totals.residual, share);
    accounts.begin_year();
}

} // namespace drumbeat
