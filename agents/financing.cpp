// SPDX-License-Identifier: Apache-2.0
#include "agents/financing.hpp"

#include "agents/maths.hpp"

#include <algorithm>

namespace drumbeat {

double borrowing_room(const BankTerms& terms, const Borrower& firm) {
    const double by_earnings = terms.debt_to_earnings * firm.earnings;
    const double by_collateral = terms.loan_to_value * firm.capital_value + terms.backlog_collateral * firm.backlog;
    double limit = std::min(by_earnings, by_collateral);
    const double service = firm.interest_rate + terms.amortisation;
    if (terms.debt_service_cover > 0 && service > 0)
        limit = std::min(limit, firm.earnings / (terms.debt_service_cover * service));
    return std::max(0.0, limit - firm.debt);
}

double acceptance_score(const InvestorTaste& taste, const InvestorView& view) {
    return taste.intercept + taste.cover * view.cover + (view.with_fund ? taste.secfund : 0) +
           taste.volatility * view.log_sd + taste.irr * view.excess_return;
}

double acceptance_probability(const InvestorTaste& taste, const InvestorView& view) {
    return 1 / (1 + maths::exp(-acceptance_score(taste, view)));
}

double fund_ticket(const FundTerms& terms, const FundRound& round, double fund_cash) {
    const double most_public = terms.public_share * (round.need + round.other_public);
    const double ticket = std::min({terms.ticket_max - round.taken, most_public - round.other_public, fund_cash});
    return ticket > 0 && ticket >= terms.ticket_min ? ticket : 0;
}

Additionality additionality(const WithAndWithout& round) {
    const double grown = std::max(0.0, round.outlay_with - round.outlay_without);
    Additionality parts;
    parts.additional = std::min(round.ticket, grown);
    parts.deadweight = round.ticket - parts.additional;
    parts.displaced = std::max(0.0, round.private_without - round.private_with);
    return parts;
}

} // namespace drumbeat
