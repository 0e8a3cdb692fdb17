// SPDX-License-Identifier: Apache-2.0
// The state of a simulated country. A copy of it is a snapshot.
#pragma once

#include "sim/institutions/all.hpp"
#include "sim/world/accounts.hpp"
#include "sim/world/areas.hpp"
#include "sim/world/draws.hpp"
#include "sim/world/order_book.hpp"
#include "sim/world/totals.hpp"

#include <span>

namespace drumbeat {

struct World {
    int year = 0; // simulated year, 0 is the first of the burn-in
    Streams luck;
    Areas areas;
    Firms firms;
    Accounts accounts;
    OrderBook orders;
    Institutions in;
    Totals totals;
    double owed = 0; // what instruments still have to take out of procurement, meur
};

// Writes all rows of another country's firms into given rows of this one.
inline void copy_rows(World& to, std::span<const Row> rows, const World& from) {
    Rows::copy(to.firms, rows, from.firms);
    Rows::copy(to.accounts, rows, from.accounts);
    Rows::copy(to.orders, rows, from.orders);
}

} // namespace drumbeat
