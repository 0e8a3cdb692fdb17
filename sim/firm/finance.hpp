// SPDX-License-Identifier: Apache-2.0
// Who pays for an expansion: own cash above the reserve, subsidy, the bank, then the fund and private investors.
#pragma once

#include "agents/appraisal.hpp"
#include "sim/world/phases.hpp"

namespace drumbeat {

struct Funding {
    double own = 0, bank = 0, private_equity = 0, fund = 0, subsidy = 0, participation = 0; // meur
    double screened = 0;  // private equity that the screening of foreign investors stopped
    bool foreign = false; // private equity that came from abroad, unscreened
    bool complete = false;
    // What was asked of investors beyond the bank, and what they made of it.
    double equity_needed = 0; // meur
    double fund_offer = 0;    // the fund's ticket, were the round to come about
    double acceptance = 0;    // probability that private investors join
};

// A firm that asks for money: what banks and investors see of it.
struct Applicant {
    Row row;
    double cash_free = 0, bank_room = 0; // meur
    double cover = 0;                    // contracted share of the next five years' sales
    double excess_return = 0;            // expected internal rate of return less the investors' hurdle
    bool refused_by_bank = false;
    double private_u = 0; // the investors' draw of the year
};

double reserve_of(const Run&, Row row);    // cash that the firm keeps, meur
double earnings_of(const Run&, Row row);   // cash earnings of the last year, meur
double interest_rate(const Run&, Row row); // of new debt, per year
bool equity_is_open(const Run&);           // whether private investors may be asked this year
// `backlog` is the planned value of call-offs still to come, meur.
Applicant applicant(const Run&, Row row, double backlog, double cover, double excess_return);
// How the outlay of an expansion would be met, in pecking order; incomplete when it cannot be.
Funding funding_of(const Run&, const Applicant&, double outlay);
// Expected internal rate of return less the private hurdle, from the values at the firm's hurdle and at the investors'.
double excess_return(const Run&, Prospect, const Choice&);
// Pays for the expansion and puts it under construction for `lag` years.
void build(Run&, Row row, const Choice&, const Funding&, int lag, bool to_order);

} // namespace drumbeat
