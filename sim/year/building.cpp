// SPDX-License-Identifier: Apache-2.0
#include "sim/year/building.hpp"

namespace drumbeat {

namespace {

// Money in, and money out to who builds.
void pay_for(Accounts& accounts, Row r, const Choice& choice, const Funding& funding) {
    const double equity = funding.private_equity + funding.fund + funding.participation;
    Sheet change;
    change.cash = funding.bank + equity + funding.subsidy - choice.outlay;
    change.book = choice.outlay;
    change.debt = funding.bank;
    change.equity = equity + funding.subsidy;
    accounts.post(r, change,
                  {{Sector::banks, Sector::firms, Purpose::loan, funding.bank},
                   {Sector::private_investors, Sector::firms, Purpose::equity, funding.private_equity},
                   {Sector::fund, Sector::firms, Purpose::equity, funding.fund},
                   {Sector::ministry, Sector::firms, Purpose::subsidy, funding.subsidy},
                   {Sector::ministry, Sector::firms, Purpose::equity, funding.participation},
                   {Sector::firms, Sector::suppliers, Purpose::expansion, choice.outlay}});
}

void count_investment(Totals& t, const Firms& f, Row r, const Choice& choice, const Funding& funding) {
    t.count(f, r, &GroupTotals::investment, choice.outlay);
    t.investment += choice.outlay;
    t.own += funding.own;
    t.bank += funding.bank;
    t.private_equity += funding.private_equity;
    t.fund += funding.fund;
    t.subsidy += funding.subsidy;
    t.public_money += funding.subsidy;
}

} // namespace

void build(const Year& y, Institutions& in, Firms& f, Accounts& accounts, const Recorder& record, Row r,
           const Choice& choice, const Funding& funding) {
    pay_for(accounts, r, choice, funding);
    f.pipeline[r][y.prepared.firm_class(f.size_class[r]).build_lag_years] += choice.expansion;
    f.invested[r] += choice.outlay;
    take_part(in, y, f, r, funding);
    count_investment(record.totals, f, r, choice, funding);
    record.note(f.segment[r], r, EventKind::investment, choice.outlay);
}

} // namespace drumbeat
