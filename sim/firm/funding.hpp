// SPDX-License-Identifier: Apache-2.0
// Who pays for an expansion: own cash above the reserve, subsidy, the bank, then the fund and private investors.
#pragma once

#include "agents/appraisal.hpp"
#include "sim/world/accounts.hpp"
#include "sim/world/areas.hpp"
#include "sim/world/draws.hpp"
#include "sim/world/support.hpp"
#include "sim/world/year.hpp"

namespace drumbeat {

struct Funding {
    double own = 0, bank = 0, private_equity = 0, fund = 0, subsidy = 0, participation = 0; // meur
    double screened = 0;  // private equity that the screening of foreign investors stopped
    bool foreign = false; // private equity that came from abroad, unscreened
    // Where a market has set the terms: the part of the firm that outside equity buys, and the private fund that leads.
    double stake = 0;
    int lead = -1;
    bool complete = false;
    double loan_needed = 0; // what was asked of the bank, meur
    // What was asked of investors beyond the bank, and what they made of it.
    double equity_needed = 0; // meur
    double fund_offer = 0;    // the fund's ticket, were the round to come about
    double acceptance = 0;    // probability that private investors join
};

// A firm that asks for money: what banks and investors see of it.
struct Applicant {
    double weight = 1;                   // firms that its row stands for
    double cash_free = 0, bank_room = 0; // meur
    double perceived_sd = 0;             // of its demand
    double cover = 0;                    // contracted share of the next five years' sales
    double excess_return = 0;            // expected internal rate of return less the investors' hurdle
    bool refused_by_bank = false;
    double private_u = 0;  // the investors' draw of the year
    double fund_taken = 0; // what it has had of the fund, meur
};

// One expansion, and how it would be paid.
struct WeighedExpansion {
    Choice choice;
    double excess_return = 0; // over the private investors' hurdle
    Funding funding;
};

// `backlog` is the planned value of call-offs still to come, meur.
Applicant applicant(const Year&, const Firms&, const Accounts&, const YearDraws&, const Support&, Row row,
                    double backlog, double cover);

// How the outlay of an expansion would be met, in pecking order; incomplete when it cannot be.
Funding funding_of(const Year&, const Applicant&, const Support&, double outlay);

// Expected internal rate of return less the private hurdle, from the values at the firm's hurdle and at the investors'.
double excess_return(const Year&, Prospect, const Choice&);

} // namespace drumbeat
