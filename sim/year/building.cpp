// SPDX-License-Identifier: Apache-2.0
#include "sim/year/building.hpp"

#include "sim/year/deals.hpp"

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

// Who paid, in the firm's area.
void note_payers(Area area, const Funding& funding, const Recorder& record) {
    record.add(Yearly::own_funds_meur, area, funding.own);
    record.add(Yearly::bank_meur, area, funding.bank);
    record.add(Yearly::private_equity_meur, area, funding.private_equity);
    record.add(Yearly::secfund_meur, area, funding.fund);
}

// Who joined the round, and beside whom.
void note_deal(const Firms& f, Row r, const Funding& funding, const Recorder& record) {
    const double firms = f.weight[r];
    if (funding.private_equity > 0) record.add(Institution::investors_deals, firms);
    if (funding.fund <= 0) return;
    record.add(Institution::secfund_deals, firms);
    record.add(Institution::secfund_private_beside_meur, funding.private_equity);
}

} // namespace

void build(const Year& y, Institutions& in, Firms& f, Accounts& accounts, const Recorder& record, Row r,
           const Choice& choice, const Funding& funding) {
    pay_for(accounts, r, choice, funding);
    f.pipeline[r][y.prepared.firm_class(f.size_class[r]).build_lag_years] += choice.expansion;
    f.invested[r] += choice.outlay;
    f.raised_private[r] += funding.private_equity;
    f.raised_fund[r] += funding.fund;
    f.raised_state[r] += funding.participation;
    take_part(in, y, f, accounts, r, funding);
    count_investment(record.totals, f, r, choice, funding);
    note_payers(f.area[r], funding, record);
    note_deal(f, r, funding, record);
    note_money(y, in.fund, f, r, funding, record);
    record.note(f.area[r], r, EventKind::investment, choice.outlay);
}

void note_founding(const Firms& f, Row r, const Funding& funding, const Recorder& record) {
    record.totals.private_equity += funding.private_equity;
    record.totals.fund += funding.fund;
    note_payers(f.area[r], funding, record);
    note_deal(f, r, funding, record);
}

void note_asked(const Year& y, const Firms& f, Row r, const MoneyAsked& asked, bool refused_by_bank,
                const Funding& funding, const Recorder& record) {
    const double firms = f.weight[r];
    if (asked.loan > 0) record.add(Institution::banks_requests, firms);
    if (asked.loan > 0 && refused_by_bank) record.add(Institution::banks_refused, firms);
    const bool are_there = y.policy && y.scenario.private_investors.enabled;
    if (!are_there || asked.equity <= 0) return;
    record.add(Institution::investors_applications, firms);
    record.add(Institution::investors_asked_meur, asked.equity);
    if (funding.private_equity <= 0) record.add(Institution::investors_declined, firms);
}

void count_additionality(Fund& fund, const WeighedExpansion& with, const WeighedExpansion* without,
                         const Recorder& record) {
    count_additionality(fund, comparison_of(with, without), record);
}

void count_additionality(Fund& fund, const Additionality& parts, const Recorder& record) {
    fund.placed.additional += parts.additional;
    fund.placed.deadweight += parts.deadweight;
    fund.placed.displaced += parts.displaced;
    record.add(Institution::secfund_additional_meur, parts.additional);
    record.add(Institution::secfund_deadweight_meur, parts.deadweight);
    record.add(Institution::secfund_displaced_meur, parts.displaced);
}

} // namespace drumbeat
