// SPDX-License-Identifier: Apache-2.0
// The bank of the sector. Where `finance.bank` is balance, it has so much to lend in a year and no more; who can carry
// his debt best comes first, and after losses it lends less. Under formula it lends what each firm can carry.
#pragma once

#include "sim/world/accounts.hpp"
#include "sim/world/areas.hpp"
#include "sim/world/support.hpp"
#include "sim/world/year.hpp"

#include <tuple>
#include <utility>
#include <vector>

namespace drumbeat {

struct Bank {
    double capital = 0; // over its risk weight: all that it lends at an appetite of 1, meur
    double appetite = 1;
    double exposure = 0; // what firms owed when the year began, meur
    double room = 0;     // what it then would lend beyond that, meur
    double lent = 0;     // of it this year, for expansions, meur

    // In the first year it also takes up its capital: a multiple of what firms then may owe by their earnings.
    void open_year(const Year&, const Firms&, const Accounts&);
    // What is left of its room; without limit under formula.
    void add_to(Support&, const Year&) const;
    void take(double meur) { lent += meur; }
    // Whether what is left is less than all that firms could still owe: only then does it matter who comes first.
    bool may_run_short(const Year&, const Firms&, const Accounts&) const;
    // Then those come first whose earnings carry their debt best; equals stay in their order.
    void rank(const Year&, const Firms&, const Accounts&, std::vector<std::pair<double, Row>>& queue);
    // The year's losses change its appetite.
    void close_year(const Year&, const Accounts&);

  private:
    // Cover of debt service below 0, turn before, and who; memory of one year.
    std::vector<std::tuple<double, int, std::pair<double, Row>>> ranked_;
    friend struct Garbage;
};

// Cash earnings of the last year over a year's service of what the firm owes.
double service_cover(const Year&, const Firms&, const Accounts&, Row row);

} // namespace drumbeat
