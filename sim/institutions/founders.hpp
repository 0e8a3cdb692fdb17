// SPDX-License-Identifier: Apache-2.0
// Founders who look for money in the market for equity (entry_exit.founding: equity): the same newcomers that owners
// would pay for otherwise, by the same draws. Each weighs its plan as a civil firm does; who finds no investor waits a
// year more, then gives up.
#pragma once

#include "agents/equity_market.hpp"
#include "sim/firm/application.hpp"
#include "sim/world/ahead.hpp"
#include "sim/world/areas.hpp"
#include "sim/world/order_book.hpp"
#include "sim/world/roll.hpp"
#include "sim/world/year.hpp"

#include <vector>

namespace drumbeat {

// Who a founder is: the n-th newcomer of an area and a calendar year.
struct Founder {
    Area area;
    int number = 0;
    int year = 0;
    bool is_done = false; // financed, or given up
};

// A founder whose firm is born at the end of the year.
struct FinancedFounder {
    Founder who;
    double private_meur = 0;
    double public_meur = 0;
    double need() const { return private_meur + public_meur; }
    double stake = 0; // of all investors
    double log_sd = 0;
    int first_ticket = 0;
    int tickets = 0;
};

// A plan as investors see it.
struct Venture {
    Prospect prospect;
    WeighedExpansion expansion;
    RoundView view;
    Standing standing;
    double log_sd = 0;
    double private_u = 0;
    double place = 0; // in the queue of those who ask
};

struct Founders {
    std::vector<Founder> waiting;          // in the order in which they came
    std::vector<FinancedFounder> financed; // this year
    std::vector<Ticket> tickets;           // of those

    // Whether founders have to look for money this year.
    static bool look_for_money(const Year&);
    // Founders of the year come; who has waited for two years gives up.
    void gather(const Year&, const Areas&);
    // Draws one into the memory's row, and weighs its plan. False where it is not worth what it costs.
    bool weigh(const Year&, const Areas&, const Roll&, const Ahead&, const Founder&, Venture&);
    // Who was weighed last, as a firm: in the only row of the memory.
    const Firms& firm() const { return firm_; }
    static constexpr Row row{0};

  private:
    friend struct Garbage; // tests put it into memory of one year
    void draw_founder(const Year&, const Areas&, const Founder&);
    Prospect prospect(const Year&, const Areas&, const Roll&, const Ahead&);
    void ask(const Year&, Venture&) const;

    Firms firm_;
    OrderBook no_orders_;
    Accounts sheet_;
    Loads loads_;
};

} // namespace drumbeat
