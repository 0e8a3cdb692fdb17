// SPDX-License-Identifier: Apache-2.0
// A lot, and the terms on which it is put out.
#pragma once

#include "agents/columns.hpp"

namespace drumbeat {

// A part of what is open of a line.
struct Lot {
    Area area;
    int line = 0, number = 0;
    double money = 0; // of this year, meur
    double share = 0; // of the line's requirement
};

struct LotTerms {
    int wanted = 0;         // bidders
    double partners = 0;    // volume that other countries order with each unit of it
    double preference = 0;  // added to the scores of bidders at home
    double saving = 0;      // share of unit cost that long contracts and scale save
    double access = 0;      // least capacity of a bidder, per firm
    bool reserved = false;  // primes are not admitted
    bool to_order = false;  // bidders may offer plant that they would build
    bool by_volume = false; // requirement is a volume, not money
    int years = 1;          // length of its contracts
    double planned = 0;     // requirement that it stands for by the plan, meur a year
    double foreign_price = 1;

    double own_part() const { return 1 / (1 + partners); } // of the room that an order takes, the rest is partners'
};

} // namespace drumbeat
