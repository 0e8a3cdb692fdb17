// SPDX-License-Identifier: Apache-2.0
// Holdings in firms, and their sale.
#pragma once

#include "agents/columns.hpp"

#include <vector>

namespace drumbeat {

struct Stake {
    Row row;
    int year = 0; // simulated year in which it was taken
    double amount = 0;
    double capacity = 0; // of the firm when the stake was taken, with what it was for
};

// A stake that was sold, or whose firm ended.
struct EndedStake {
    int fund = 0; // private; of SecFund's 0
    Row row;
    bool is_sold = false;
    double stake = 0;    // part of the firm, where that decides
    double cost = 0;     // meur
    double last = 0;     // brought in its last year
    double received = 0; // brought in all
};

// A private fund sold what it held.
struct Sale {
    int fund = 0;
    Row row;
    int bought = 0;   // simulated year
    double price = 0; // of the whole firm, meur
};

// What they cost, meur.
inline double cost_of(const std::vector<Stake>& stakes) {
    double cost = 0;
    for (const Stake& stake : stakes) cost += stake.amount;
    return cost;
}

// Those that have been held for so many years are sold by `sell`; the others stay, in their order.
template <class Sell> void sell_those_of_age(std::vector<Stake>& stakes, int year, int holding_years, Sell&& sell) {
    std::size_t kept = 0;
    for (const Stake stake : stakes) {
        if (year - stake.year >= holding_years)
            sell(stake);
        else
            stakes[kept++] = stake;
    }
    stakes.resize(kept);
}

} // namespace drumbeat
