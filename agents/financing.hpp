// SPDX-License-Identifier: Apache-2.0
// Who pays for an expansion: own cash, the bank, then the state's fund and private investors on identical terms.
#pragma once

namespace drumbeat {

struct BankTerms {
    double debt_to_earnings = 0;
    double loan_to_value = 0;
    double backlog_collateral = 0;
    double debt_service_cover = 0;
    double amortisation = 0;
};
struct Borrower {
    double earnings = 0; // yearly cash earnings, meur
    double capital_value = 0;
    double backlog = 0; // contracted future call-offs, meur
    double debt = 0;
    double interest_rate = 0;
};
// How much more the bank lends: min(multiple of earnings, loan to value + backlog as collateral) less present debt,
// and no more than debt service allows (R11).
double borrowing_room(const BankTerms&, const Borrower&);

// Share of the next years' sales that is contracted, what the fund does, and what private investors see.
struct InvestorView {
    double cover = 0;         // contracted share of the next five years' sales
    bool with_fund = false;   // the fund takes part
    double log_sd = 0;        // perceived volatility of demand
    double excess_return = 0; // expected internal rate of return less the investor's hurdle
};
struct InvestorTaste {
    double intercept = 0;
    double cover = 0;
    double secfund = 0;
    double volatility = 0;
    double irr = 0;
};
// What private investors make of it: the log odds that they put money in, and the probability.
double acceptance_score(const InvestorTaste&, const InvestorView&);
double acceptance_probability(const InvestorTaste&, const InvestorView&);

// The fund's ticket in a round, meur; 0 below the smallest ticket. All public money in a round is at most
// `public_share` of it, so that the fund never puts in more than private investors (S10; oracle T24), and `ticket_max`
// is the most for a company, over its life.
struct FundTerms {
    double ticket_min = 0;
    double ticket_max = 0;
    double public_share = 0;
};
struct FundRound {
    double need = 0;         // what the fund and private investors are asked for, meur
    double other_public = 0; // what the state puts in beside them, meur
    double taken = 0;        // what the company has had of the fund, meur
};
double fund_ticket(const FundTerms&, const FundRound&, double fund_cash);

// What became of a round with the fund, and what would have without it on the same draws, meur.
struct WithAndWithout {
    double ticket = 0; // the fund's
    double outlay_with = 0, outlay_without = 0;
    double private_with = 0, private_without = 0;
};
// The fund's money: that by which the outlay is larger than without it, at most all of it, and the rest, for what would
// have been all the same (deadweight); the two add up to the ticket. Displaced: private money whose place it took.
struct Additionality {
    double additional = 0, deadweight = 0, displaced = 0; // meur
};
Additionality additionality(const WithAndWithout&);

} // namespace drumbeat
