// SPDX-License-Identifier: Apache-2.0
// The year's record of investors, where they are kept: SecFund, and each private fund that is there.
#include "sim/year/deals.hpp"
#include "sim/year/steps.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

namespace drumbeat {

namespace {

constexpr bool are_types_of_funds() {
    for (std::size_t i = 0; i < std::size(fund_types); ++i)
        if (investor_types[i + 1] != fund_types[i].name) return false;
    return std::size(investor_types) == std::size(fund_types) + 1;
}
static_assert(are_types_of_funds(), "sim/record/record.hpp lists the types of sim/institutions/fund_types.def");

// One row of the investors in one year.
struct InvestorYear {
    const Recorder& record;
    int row;
    void put(InvestorColumn column, double value) const { record.put(column, row, value); }
    double so_far(InvestorColumn column) const { return record.so_far(column, row); }
};

// What a fund holds: stakes by weight, and what they are worth.
struct Held {
    double stakes = 0;
    double worth = 0;
};

std::vector<Held> holdings_of(const Year& y, const Firms& f, const Accounts& accounts, const PrivateFunds& funds) {
    std::vector<Held> held(funds.funds.size());
    for (const FundHolding& holding : funds.holdings) {
        Held& its = held[holding.fund];
        its.stakes += f.weight[holding.row];
        its.worth += holding.stake * price_of_firm(y, f, accounts, holding.row);
    }
    return held;
}

// The money that a fund can still put in, and what of it is for firms that it holds.
void put_money(const Year& y, const PrivateFund& fund, const InvestorYear& to) {
    using enum InvestorColumn;
    const double powder = fund.phase == FundPhase::closed ? 0 : std::max(0.0, fund.commitment - fund.drawn);
    const bool is_pool = type_of(fund.kind).is(FundTrait::pool);
    const double reserve = is_pool ? 0 : y.scenario.private_funds.reserve * fund.commitment;
    const bool takes_no_new = fund.phase == FundPhase::harvesting;
    to.put(commitment_meur, fund.commitment);
    to.put(drawn_meur, fund.drawn);
    to.put(dry_powder_meur, powder);
    to.put(reserved_meur, takes_no_new ? powder : std::min(powder, reserve));
}

void put_year(const PrivateFund& fund, const InvestorYear& to) {
    using enum InvestorColumn;
    to.put(invested_meur, fund.now.invested);
    to.put(proceeds_meur, fund.now.proceeds);
    to.put(distributed_meur, fund.now.proceeds);
    to.put(written_off_meur, fund.now.written_off);
    to.put(deals, fund.now.deals);
    to.put(applications, fund.now.applications);
}

void put_fund(const Year& y, const PrivateFunds& funds, int fund, const Held& held, const InvestorYear& to) {
    using enum InvestorColumn;
    const PrivateFund& it = funds.funds[fund];
    to.put(type, 1 + static_cast<double>(it.kind));
    to.put(manager, it.number / fund_generations);
    to.put(generation, it.number % fund_generations);
    to.put(phase, static_cast<double>(it.phase));
    to.put(restriction, static_cast<double>(funds.restriction(y, fund)));
    put_money(y, it, to);
    put_year(it, to);
    to.put(holdings, held.stakes);
    to.put(value_meur, held.worth);
    to.put(belief, funds.mean_belief(y, fund));
    if (it.invested() > 0) to.put(multiple, (it.proceeds + held.worth) / it.invested());
}

void put_secfund(const Year& y, const Firms& f, const Fund& fund, const Accounts& accounts, const InvestorYear& to) {
    using enum InvestorColumn;
    const Recorder& record = to.record;
    const bool is_open = y.policy && y.scenario.secfund.enabled;
    double stakes = 0;
    for (const Round& round : fund.rounds) stakes += round.fund > 0 ? f.weight[round.row] : 0;
    to.put(type, 0);
    to.put(phase, static_cast<double>(is_open ? FundPhase::investing : FundPhase::harvesting));
    to.put(commitment_meur, y.scenario.secfund.budget_meur);
    to.put(dry_powder_meur, accounts.fund_cash());
    to.put(reserved_meur, is_open ? std::min(accounts.fund_cash(), fund.offer(y, accounts).reserved) : 0);
    to.put(invested_meur, record.read(Institution::secfund_invested_meur));
    const double drawn = to.so_far(invested_meur);
    to.put(drawn_meur, drawn);
    to.put(holdings, stakes);
    to.put(proceeds_meur, record.read(Institution::secfund_proceeds_meur));
    to.put(distributed_meur, 0);
    to.put(written_off_meur, record.read(Institution::secfund_written_off_meur));
    to.put(deals, record.read(Institution::secfund_deals));
    const double value = record.read(Institution::secfund_value_meur);
    to.put(value_meur, value);
    if (drawn > 0) to.put(multiple, (to.so_far(proceeds_meur) + value) / drawn);
}

} // namespace

// Those of one year by number, so that their order in memory decides nothing.
void list_funds(const PrivateFunds& funds, const Recorder& record) {
    if (!record.keeps_investors()) return;
    std::vector<int> numbers;
    for (const PrivateFund& fund : funds.funds) numbers.push_back(fund.number);
    std::sort(numbers.begin(), numbers.end());
    for (const int number : numbers) record.row_of_fund(number);
}

void record_investors(const Year& y, const Firms& f, const Institutions& in, const Accounts& accounts,
                      const Recorder& record) {
    if (!record.keeps_investors()) return;
    const double invested = record.read(Institution::secfund_invested_meur); // missing where SecFund is not there
    if (invested == invested) put_secfund(y, f, in.fund, accounts, {record, secfund_row});
    const PrivateFunds& funds = in.private_funds;
    list_funds(funds, record);
    note_ended(funds, in.fund, f, record);
    const std::vector<Held> held = holdings_of(y, f, accounts, funds);
    for (int fund = 0; fund < static_cast<int>(funds.funds.size()); ++fund)
        if (const int row = record.row_of_fund(funds.funds[fund].number); row != no_investor)
            put_fund(y, funds, fund, held[fund], {record, row});
}

} // namespace drumbeat
