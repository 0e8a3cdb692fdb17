// SPDX-License-Identifier: Apache-2.0
#include "sim/year/building.hpp"

namespace drumbeat {

namespace {

// Money in, and money out to who builds.
void pay_for(Accounts& accounts, Row r, const Choice& choice, const Funding& funding) {
    accounts.pay(Sector::banks, r, Purpose::loan, funding.bank);
    accounts.pay(Sector::private_investors, r, Purpose::equity, funding.private_equity);
    accounts.pay(Sector::fund, r, Purpose::equity, funding.fund);
    accounts.pay(Sector::ministry, r, Purpose::subsidy, funding.subsidy);
    accounts.pay(Sector::ministry, r, Purpose::equity, funding.participation);
    accounts.pay(r, Sector::suppliers, Purpose::expansion, choice.outlay);
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
    record.note(f.area[r], r, EventKind::investment, choice.outlay);
}

} // namespace drumbeat
