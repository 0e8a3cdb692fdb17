// SPDX-License-Identifier: Apache-2.0
// What a firm decides about its plant, as values: nothing is changed here.
#pragma once

#include "sim/firm/funding.hpp"

#include <algorithm>
#include <optional>

namespace drumbeat {

// Of the capacity that wears out in the year, what is needed and can be paid out of cash. `load`: what it expects.
double replaceable(const Year&, const Firms&, const Accounts&, std::span<const double> load, Row row, double worn);

// Plant, and what stands in the books for it.
struct PlantOnSale {
    double idle = 0, book = 0, resale = 0; // volume a year; meur; share of the book value that a buyer pays
};
// The plant that it does not expect to need, where selling it brings more than keeping it.
std::optional<PlantOnSale> plant_to_sell(const Year&, const Firms&, const Accounts&, Prospect, Row row);

// The expansion that its rule likes best, and the first test that it fails where the rule does not take it: demand,
// tenders won, staff for the plant that stands, value, waiting.
struct Weighing {
    Choice best;
    Binding fails = Binding::none;
    bool is_valued = false; // its value was worked out
};
// `tells_distance`: whether somebody reads how far an expansion was from being worth it; else what cannot be is not
// valued.
Weighing weigh(const Year&, const Firms&, const Prospect&, Row row, bool tells_distance);

// The most that a firm asked of its bank and of investors, over what it tried; meur.
struct MoneyAsked {
    double loan = 0, equity = 0;

    void note(const Funding& funding) {
        loan = std::max(loan, funding.loan_needed);
        equity = std::max(equity, funding.equity_needed);
    }
};

struct Search {
    std::optional<WeighedExpansion> built; // the one whose money is complete
    double screened = 0;                   // private equity that screening stopped where none was built, meur
    MoneyAsked asked;
};
// The expansion, if its rule takes it, where its money is found, else the largest smaller one that the rule takes and
// whose money is. `tried`: takes down each attempt, if wanted.
Search find_money(const Year&, const Prospect&, const Choice& best, const Applicant&, const Support&,
                  std::vector<WeighedExpansion>* tried = nullptr);

// An expansion, what investors make of it and how it would be paid.
WeighedExpansion attempt(const Year&, const Prospect&, const Choice&, const Applicant&, const Support&);

// Which single relaxation alone would have turned the decision, a bit each: twice the demand, half the cost, no value
// of waiting, money without limit. `doubled` is memory.
std::uint8_t relaxations_of(const Year&, const Prospect&, const Applicant&, const Support&,
                            std::vector<double>& doubled);

} // namespace drumbeat
