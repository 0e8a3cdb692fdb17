// SPDX-License-Identifier: Apache-2.0
// The year's record of institutions, and of all payments: what no step has added up already.
#include "sim/world/plan.hpp"
#include "sim/year/measures.hpp"
#include "sim/year/steps.hpp"

#include <array>
#include <initializer_list>

namespace drumbeat {

namespace {

// Where nothing was added up in the year, nothing happened.
void nothing_more(const Recorder& record, std::initializer_list<Institution> quantities) {
    for (const Institution quantity : quantities) record.add(quantity, 0);
}

// What stakes brought to those who hold them: sales, payouts and their part of estates, meur.
double brought(const Ledger& ledger, Sector holder) {
    return ledger.received(holder, Purpose::stake_sale) + ledger.received(holder, Purpose::payout) +
           ledger.received(holder, Purpose::liquidation);
}

void record_secfund(const Year& y, const Firms& f, const Fund& fund, const Accounts& accounts, const Recorder& record) {
    const Ledger& ledger = accounts.ledger();
    record.put(Institution::secfund_paid_in_meur, ledger.received(Sector::fund, Purpose::fund_payment));
    record.put(Institution::secfund_cash_meur, accounts.fund_cash());
    record.put(Institution::secfund_cost_meur, fund.cost());
    record.put(Institution::secfund_invested_meur, ledger.paid(Sector::fund, Purpose::equity));
    record.put(Institution::secfund_proceeds_meur, brought(ledger, Sector::fund));
    record.put(Institution::secfund_written_off_meur, fund.written_off);
    if (y.scenario.secfund.exit == StakeExit::firm)
        record.put(Institution::secfund_value_meur, fund.worth(y, f, accounts));
    nothing_more(record, {Institution::secfund_deals, Institution::secfund_private_beside_meur,
                          Institution::secfund_additional_meur, Institution::secfund_deadweight_meur,
                          Institution::secfund_displaced_meur});
}

void record_investors(const Year& y, const Ledger& ledger, const Recorder& record) {
    record.put(Institution::investors_invested_meur, ledger.paid(Sector::private_investors, Purpose::equity));
    record.put(Institution::investors_proceeds_meur, brought(ledger, Sector::private_investors));
    nothing_more(record, {Institution::investors_applications, Institution::investors_asked_meur,
                          Institution::investors_declined, Institution::investors_deals});
    if (!PrivateFunds::are_asked(y) || !PrivateFunds::are_many(y)) return;
    nothing_more(record, {Institution::investors_refused_fit, Institution::investors_refused_by_owners,
                          Institution::investors_refused_return, Institution::investors_refused_powder,
                          Institution::investors_refused_slots});
}

void record_banks(const Year& y, const Bank& bank, const Accounts& accounts, const Recorder& record) {
    const Ledger& ledger = accounts.ledger();
    record.put(Institution::banks_exposure_meur, accounts.total_debt());
    record.put(Institution::banks_lent_meur, ledger.paid(Sector::banks, Purpose::loan));
    record.put(Institution::banks_repaid_meur, ledger.received(Sector::banks, Purpose::repayment));
    record.put(Institution::banks_written_off_meur, accounts.written_off());
    nothing_more(record, {Institution::banks_requests, Institution::banks_refused});
    const bool has_balance = y.scenario.finance.bank_has_balance();
    if (!has_balance) return;
    record.put(Institution::banks_room_meur, bank.room);
    record.put(Institution::banks_appetite, bank.appetite);
}

// What was ordered of firms at home, as a share of all orders of the year.
double domestic_share(const Areas& areas, const Recorder& record) {
    double home = 0;
    double all = 0;
    for (const Area area : areas.keys()) {
        home += record.read(Yearly::domestic_orders_meur, area);
        all += record.read(Yearly::orders_meur, area);
    }
    return all > 0 ? home / all : missing;
}

void record_defence(const Year& y, const Areas& areas, double owed, const Recorder& record) {
    double slipped = 0;
    double put_off = 0;
    for (const SegmentState& state : areas) {
        slipped += state.slipped;
        put_off += state.put_off;
    }
    record.put(Institution::defence_budget_meur, total_planned(y, areas));
    record.put(Institution::defence_carried_meur, carried_money(areas));
    record.put(Institution::defence_slipped_meur, slipped);
    record.put(Institution::defence_put_off_meur, put_off);
    record.put(Institution::defence_instruments_owed_meur, owed);
    record.put(Institution::defence_domestic_share, domestic_share(areas, record));
}

// A figure that the ministry has of each area, by plan.
double mean_sight(const Year& y, const Areas& areas, const Ministry& ministry, double Ministry::Sight::*what) {
    double sum = 0;
    double weight = 0;
    for (const Area area : areas.keys()) {
        const double plan = planned(y, areas, area);
        sum += plan * (ministry.areas[area].*what);
        weight += plan;
    }
    return weight > 0 ? sum / weight : missing;
}

void record_steering(const Year& y, const Areas& areas, const Ministry& ministry, const Recorder& record) {
    static constexpr std::array committed{Institution::defence_committed_1y, Institution::defence_committed_2y,
                                          Institution::defence_committed_3y, Institution::defence_committed_4y,
                                          Institution::defence_committed_5y};
    static_assert(committed.size() == Ministry::years_told);
    for (std::size_t n = 0; n < committed.size(); ++n) record.put(committed[n], ministry.committed[n + 1]);
    record.put(Institution::defence_postponed_meur, ministry.postponed);
    record.put(Institution::defence_moved_meur, ministry.moved);
    record.put(Institution::defence_readiness, mean_sight(y, areas, ministry, &Ministry::Sight::readiness));
    record.put(Institution::defence_delay_years, mean_sight(y, areas, ministry, &Ministry::Sight::delay_years));
}

void record_economic_affairs(const Participations& affairs, const Recorder& record) {
    record.put(Institution::affairs_cash_meur, affairs.cash);
    record.put(Institution::affairs_moved_meur, affairs.moved);
    record.put(Institution::affairs_stakes_meur, cost_of(affairs.stakes));
    record.put(Institution::affairs_returned_meur, affairs.returned);
}

void record_agency(const ResearchSystem& research, const Recorder& record) {
    record.put(Institution::agency_cash_meur, research.agency_cash);
    record.put(Institution::agency_spent_meur, research.agency_spent);
    record.put(Institution::agency_projects, research.of_agency.projects);
    record.put(Institution::agency_successes, research.of_agency.successes);
}

void record_institutes(const ResearchSystem& research, const Recorder& record) {
    record.put(Institution::institutes_budget_meur, research.institutes_spent);
    record.put(Institution::institutes_projects, research.of_institutes.projects);
    record.put(Institution::institutes_successes, research.of_institutes.successes);
}

// Those that act beside the market: each where the scenario has it.
void record_others(const Year& y, const Institutions& in, const Ledger& ledger, const Recorder& record) {
    const Scenario& s = y.scenario;
    if (s.economic_affairs.enabled || !in.participations.stakes.empty())
        record_economic_affairs(in.participations, record);
    if (s.innovation_agency.enabled) record_agency(in.research, record);
    if (s.institutes.enabled) record_institutes(in.research, record);
    if (s.european_buyer.enabled) nothing_more(record, {Institution::partners_orders_meur});
    if (s.foreign_investors.share > 0) nothing_more(record, {Institution::foreign_owners_takeovers});
    record.put(Institution::sites_rent_meur, ledger.paid(Sector::ministry, Purpose::rent));
}

void record_payments(const Ledger& ledger, const Recorder& record) {
    for (std::size_t i = 0; i < sector_count; ++i)
        for (std::size_t j = 0; j < purpose_count; ++j) {
            const auto sector = static_cast<Sector>(i);
            const auto purpose = static_cast<Purpose>(j);
            record.put_paid(sector, purpose, ledger.paid(sector, purpose) - ledger.received(sector, purpose));
        }
}

} // namespace

void record_institutions(const Year& y, const Areas& areas, const Firms& f, const Institutions& in,
                         const Accounts& accounts, double owed, const Recorder& record) {
    if (!record.keeps_years()) return;
    const Ledger& ledger = accounts.ledger();
    const bool has_fund = y.scenario.secfund.enabled || accounts.fund_cash() != 0 || !in.fund.rounds.empty();
    if (has_fund) record_secfund(y, f, in.fund, accounts, record);
    if (y.scenario.private_investors.enabled) record_investors(y, ledger, record);
    record_banks(y, in.bank, accounts, record);
    record_defence(y, areas, owed, record);
    const bool steers = y.policy && y.scenario.ministry.responds();
    for (const Area area : areas.keys())
        record.put(Yearly::readiness, area, steers ? in.ministry.areas[area].readiness : missing);
    if (steers) record_steering(y, areas, in.ministry, record);
    record_others(y, in, ledger, record);
    record_payments(ledger, record);
    record_investors(y, f, in, accounts, record);
}

} // namespace drumbeat
