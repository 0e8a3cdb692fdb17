// SPDX-License-Identifier: Apache-2.0
// Who pays for an expansion: own cash above the reserve, subsidy, the bank, then the fund and private investors.
#pragma once

#include "agents/appraisal.hpp"
#include "sim/phases.hpp"

namespace drumbeat {

struct Funding {
    double own = 0, bank = 0, private_equity = 0, fund = 0, subsidy = 0, participation = 0; // meur
    double screened = 0;  // private equity that the screening of foreign investors stopped
    bool foreign = false; // private equity that came from abroad, unscreened
    bool complete = false;
};

// A firm that asks for money: what banks and investors see of it.
struct Applicant {
    int row = 0;
    double cash_free = 0, bank_room = 0; // meur
    double cover = 0;                    // contracted share of the next five years' sales
    double excess_return = 0;            // expected internal rate of return less the investors' hurdle
    bool refused_by_bank = false;
    double private_u = 0; // the investors' draw of the year
};

// `backlog` is the planned value of call-offs still to come, meur.
Applicant applicant(const Run&, int row, double backlog, double cover, double excess_return);
// How the outlay of an expansion would be met, in pecking order; incomplete when it cannot be.
Funding funding_of(const Run&, const Applicant&, double outlay);
// Expected internal rate of return less the private hurdle, from the values at the firm's hurdle and at the investors'.
double excess_return(const Run&, Prospect, const Choice&);
// Pays for the expansion and puts it under construction for `lag` years.
void build(Run&, int row, const Choice&, const Funding&, int lag, bool to_order);

} // namespace drumbeat
