// SPDX-License-Identifier: Apache-2.0
// The civil market: idle plant of firms serves it, and its firms turn plant to defence if that is worth more than what
// the plant earns now.
#pragma once

#include "sim/record/record.hpp"
#include "sim/world/ahead.hpp"
#include "sim/world/areas.hpp"
#include "sim/world/order_book.hpp"
#include "sim/world/roll.hpp"
#include "sim/world/support.hpp"
#include "sim/world/totals.hpp"
#include "sim/world/year.hpp"

namespace drumbeat {

struct CivilMarket {
    double entries = 0; // since the policy began, firms by weight

    // Volume that idle plant of a firm makes for it.
    static double work_for(const Year&, const Firms&, Row row, double idle);
    // What a unit of plant earns there that defence leaves idle.
    static void add_to(Support&, const Year&, const Firms&, Row row);

    // How many civil firms look at an area this year.
    static int candidates(const Year&, Area);
    // The n-th of them as a firm of the area, in a row that stands empty: no exports, no sustainment, no parts.
    static void draw_candidate(const Year&, const Areas&, Area, int n, Firms&, Row row);
    // Whether it turns its plant to defence: what it is worth there, with no contract and no other plant, beyond its
    // civil earnings, against the cost of turning it.
    bool turns(const Year&, const Areas&, const Roll&, const Ahead&, Area, int n);

    void measure(const Year&, const Totals&, RunRecord&) const;

  private:
    friend struct Garbage; // tests put it into memory of one year
    // Memory: the firm that is looked at, its empty order book and its loads.
    Firms candidate_;
    OrderBook no_orders_;
    Loads loads_;
};

} // namespace drumbeat
