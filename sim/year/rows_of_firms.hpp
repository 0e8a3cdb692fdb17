// SPDX-License-Identifier: Apache-2.0
// Firms, their accounts and their orders have their rows at the same places.
#pragma once

#include "sim/world/accounts.hpp"
#include "sim/world/order_book.hpp"

namespace drumbeat {

inline Row add_row(Firms& f, Accounts& accounts, OrderBook& orders) {
    Rows::add(f);
    Rows::add(accounts);
    Rows::add(orders);
    return Row(f.count() - 1);
}

} // namespace drumbeat
