// SPDX-License-Identifier: Apache-2.0
// The state's fund (SecFund): it is paid in over some years, takes stakes beside private investors on identical terms,
// and keeps what stakes bring. Its cash stands in the accounts.
#pragma once

#include "agents/equity_market.hpp"
#include "sim/firm/funding.hpp"
#include "sim/institutions/ministry.hpp"
#include "sim/institutions/price_of_firm.hpp"
#include "sim/institutions/stakes.hpp"
#include "sim/record/record.hpp"
#include "sim/world/accounts.hpp"
#include "sim/world/areas.hpp"
#include "sim/world/support.hpp"
#include "sim/world/totals.hpp"
#include "sim/world/year.hpp"

#include <optional>
#include <span>
#include <utility>

namespace drumbeat {

// Equity that came into a firm from outside, on identical terms.
struct Round {
    Row row;
    int year = 0;    // simulated, in which it came
    double fund = 0; // meur
    double investors = 0;
    // Of the firm; none where a draw decides on what stakes bring.
    double fund_share = 0;
    double investors_share = 0;
    int lead = -1;       // private fund with which it sells; -1: by its own rule
    double received = 0; // by the fund, meur
};

struct Fund {
    std::vector<Round> rounds;     // that are not sold
    double deals = 0;              // firms that it joined for the first time this year, by weight
    double written_off = 0;        // cost of its stakes that ended this year, beyond what they brought, meur
    std::vector<EndedStake> ended; // of this year
    Additionality placed;          // since the policy began

    double cost() const;                                            // of what it holds, meur
    double worth(const Year&, const Firms&, const Accounts&) const; // of the same, where stakes are sold by firm, meur

    // Returns what procurement pays of what is paid in this year, meur.
    double pay_in(const Year&, Accounts&, Totals&);
    // Where the queue is ranked, the places in it of firms that fit the mandate go to them by fit and by what the fund
    // sees of their success, best first.
    void rank(const Year&, const Firms&, const Ministry&, std::vector<std::pair<double, Row>>& queue);
    // It joins rounds of firms that fit its mandate. With a ranked queue it takes on so many firms a year, and keeps a
    // reserve for those in which it has a stake.
    void add_to(Support&, const Year&, const Firms&, const Accounts&, Row row) const;
    PublicOffer offer(const Year&, const Accounts&) const; // the same, to a market
    // A firm has built with this money, which is in its accounts already. Returns the part that this leaves to those
    // who held something of the firm before, where no market has said so.
    double take(const Year&, Firms&, const Accounts&, Row row, const Funding&);
    // Stakes are sold: with those of the private fund that led the round; else when they have come of age, the private
    // investors' with the fund's. For a multiple or for nothing, as a draw decides, or for their part of what the firm
    // is worth.
    void sell_stakes(const Year&, Firms&, Accounts&, std::span<const Sale> of_private_funds);
    void measure(const Year&, RunRecord&) const;

  private:
    double reserved(const Year&, const Accounts&) const; // of its cash, meur
    std::optional<double> end_round(const Year&, Firms&, const Round&, Accounts&, std::span<const Sale>) const;

    friend struct Garbage;                       // tests put it into memory of one year
    std::vector<std::pair<double, Row>> ranked_; // memory of one year
};

// An expansion that the fund pays for, against what the same firm would build without it on the same draws.
Additionality comparison_of(const WeighedExpansion& with, const WeighedExpansion* without);

} // namespace drumbeat
