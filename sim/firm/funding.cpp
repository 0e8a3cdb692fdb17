// SPDX-License-Identifier: Apache-2.0
#include "sim/firm/funding.hpp"

#include "agents/bank.hpp"
#include "agents/fund_terms.hpp"
#include "sim/firm/standing.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

constexpr double rounding = 1e-9; // meur

// What the state pays before anybody else is asked.
Funding public_part(const Support& support, double outlay) {
    Funding funding;
    funding.subsidy = std::min(support.subsidy_rate * outlay, support.subsidy_left);
    funding.participation = std::min({support.stake_rate * outlay, support.stake_left, outlay - funding.subsidy});
    return funding;
}

// The fund and private investors on identical terms: all that is still needed, or nothing.
void ask_investors(const Year& y, const Applicant& firm, const Support& support, double need, Funding& funding) {
    const Scenario& s = y.scenario;
    if (!support.equity) return;
    const double weight = firm.weight;
    const double other_public = funding.subsidy + funding.participation;
    double ticket = 0;
    if (support.fund && firm.excess_return + s.private_investors.hurdle >= s.secfund.minimum_return)
        ticket = weight * fund_ticket(y.prepared.fund, {need / weight, other_public / weight, firm.fund_taken / weight},
                                      support.fund_left / weight);
    const double rest = need - ticket;
    funding.fund_offer = ticket;
    if (rest > weight * s.private_investors.ticket_max_meur) return;
    const InvestorView view{firm.cover, ticket > 0, firm.perceived_sd, firm.excess_return};
    funding.acceptance = acceptance_probability(y.prepared.taste, view);
    if (firm.private_u >= funding.acceptance) return;
    if (support.investors == Investors::abroad_stopped) {
        funding.screened = rest;
        return;
    }
    funding.foreign = support.investors == Investors::abroad_unscreened;
    funding.private_equity = rest;
    funding.fund = ticket;
}

} // namespace

namespace {

// That the bank refuses whatever is asked.
double chance_of_refusal(const Year& y) {
    const Finance& finance = y.scenario.finance;
    if (!finance.bank_has_balance()) return finance.rejection;
    const double open = openness(y.calendar, y.scenario.private_funds.openness_2030);
    return refusal_probability(finance.rejection, open, finance.bank_defence_penalty);
}

} // namespace

Applicant applicant(const Year& y, const Firms& f, const Accounts& accounts, const YearDraws& drawn,
                    const Support& support, Row r, double backlog, double cover) {
    const double capital = f.capital_per_output[r] * f.capacity[r];
    Applicant firm;
    firm.weight = f.weight[r];
    firm.perceived_sd = f.perceived_sd[r];
    firm.cover = cover;
    firm.cash_free = std::max(0.0, accounts.cash(r) - reserve_of(y, f, r));
    const Borrower borrower{earnings_of(y, f, r), capital, backlog, accounts.debt(r), interest_rate(y, f, r)};
    firm.bank_room = std::min(borrowing_room(y.prepared.bank, borrower), std::max(0.0, support.bank_left));
    firm.refused_by_bank = drawn.bank_refusal[r] < chance_of_refusal(y);
    firm.private_u = drawn.investor[r];
    firm.fund_taken = f.fund_taken[r];
    return firm;
}

Funding funding_of(const Year& y, const Applicant& firm, const Support& support, double outlay) {
    Funding funding = public_part(support, outlay);
    double need = outlay - funding.subsidy - funding.participation;
    funding.own = std::min(need, firm.cash_free);
    need -= funding.own;
    if (!y.scenario.finance.limited) {
        funding.bank = need;
        funding.complete = true;
        return funding;
    }
    funding.loan_needed = need;
    if (!firm.refused_by_bank) funding.bank = std::min(need, firm.bank_room);
    need -= funding.bank;
    funding.equity_needed = need > rounding ? need : 0;
    if (need > rounding) ask_investors(y, firm, support, need, funding);
    funding.complete = need - funding.private_equity - funding.fund <= rounding;
    return funding;
}

double excess_return(const Year& y, Prospect p, const Choice& choice) {
    const double private_hurdle = y.scenario.private_investors.hurdle - y.scenario.investment.inflation;
    const double here = maths::log(std::max(choice.value, 1e-9) / choice.cost);
    const double from = p.hurdle;
    p.hurdle = std::abs(private_hurdle - from) < 1e-3 ? private_hurdle + .02 : private_hurdle;
    const double there =
        maths::log(std::max(expansion_value(p, choice.expansion, *y.prepared.sales), 1e-9) / choice.cost);
    const double slope = (there - here) / (p.hurdle - from);
    const double irr = slope < -1e-9 ? from - here / slope : from;
    return std::clamp(irr - private_hurdle, -.5, .5);
}

} // namespace drumbeat
