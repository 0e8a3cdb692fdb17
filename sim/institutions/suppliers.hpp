// SPDX-License-Identifier: Apache-2.0
// Primes buy parts from the smaller firms of their technology area; their orders swing more than their work.
#pragma once

#include "sim/world/areas.hpp"
#include "sim/world/order_book.hpp"
#include "sim/world/roll.hpp"
#include "sim/world/year.hpp"

namespace drumbeat {

struct Suppliers {
    // At the year's opening the smaller firms of an area expect what its primes have bought by trend.
    void expect_parts(const Year&, Firms&);
    // Primes order for the work that they plan.
    void order_parts(const Year&, const Roll&, const OrderBook&, Firms&);

  private:
    friend struct Garbage; // tests put it into memory of one year
    void share_out(Firms&) const;

    PerArea<double> shares_, wanted_; // memory of one year: over living firms; what primes buy at home, volume
};

} // namespace drumbeat
