// SPDX-License-Identifier: Apache-2.0
// What is recorded of each investor and of deals fits together, with institutions, with years, and with a run that
// keeps neither.
#include "sim/year/deals.hpp"

#include "sim/year/measures.hpp"
#include "tests/sim/country.hpp"
#include "tests/sim/country_of_funds.hpp"
#include "tests/sim/everything.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <tuple>

using namespace drumbeat;
using doctest::Approx;

namespace {

RunRecord run_of(const BaseAndArm& country, std::uint32_t replication, bool keeps_investors) {
    World world;
    Desk desk;
    RunRecord prelude, record;
    prelude.keep_investors = keeps_investors;
    burn_in(*country.base, {5, replication}, world, desk, prelude);
    run_policy(*country.arm, {}, world, desk, prelude, record);
    return record;
}

RunRecord run_of(const Scenario& s, std::uint32_t replication, bool keeps_investors = true) {
    return run_of(BaseAndArm(s, s), replication, keeps_investors);
}

Scenario founding_country() {
    Scenario s = hungry_country();
    s.entry_exit.entry_rate = .1;
    s.entry_exit.founding = Founding::equity;
    return s;
}

// Firms are sold soon, and SecFund's stakes are shares.
Scenario selling_country() {
    Scenario s = hungry_country();
    s.private_funds.life_years = 6;
    s.secfund.exit = StakeExit::firm;
    s.secfund.exit_years = 3;
    return s;
}

std::vector<RunRecord> runs_with_funds() {
    std::vector<RunRecord> runs;
    for (const Scenario& s : {hungry_country(), founding_country(), selling_country()})
        for (const std::uint32_t replication : {0u, 1u}) runs.push_back(run_of(s, replication));
    return runs;
}

bool is_there(RunRecord& run, int year, int row) { return !std::isnan(run.at(InvestorColumn::type, year, row)); }
double or_nothing(double value) { return value == value ? value : 0; }

double sum_of_funds(RunRecord& run, InvestorColumn column, int year) {
    double sum = 0;
    for (int row = 1; row < run.investor_rows; ++row) sum += or_nothing(run.at(column, year, row));
    return sum;
}

// Deals that are told of, by what tells them apart.
double sum_of_deals(const RunRecord& run, const std::function<bool(const Deal&)>& is_meant) {
    double sum = 0;
    for (const Deal& deal : run.deals) sum += is_meant(deal) ? deal.amount_meur : 0;
    return sum;
}
int count_of(const RunRecord& run, DealKind kind) {
    return static_cast<int>(
        std::count_if(run.deals.begin(), run.deals.end(), [&](const Deal& deal) { return deal.kind == kind; }));
}
bool is_ticket(const Deal& deal) { return deal.kind == DealKind::lead || deal.kind == DealKind::follow; }
bool is_end(const Deal& deal) { return deal.kind == DealKind::exit || deal.kind == DealKind::write_off; }

constexpr int first_year = 2026; // reported

int year_of(const RunRecord& run, const Deal& deal, int first) {
    CHECK(deal.year - first < run.years);
    return deal.year - first;
}

} // namespace

TEST_CASE("the investors of a year add up to what institutions did in it") {
    double invested = 0;
    double brought = 0;
    double by_secfund = 0;
    for (RunRecord& run : runs_with_funds())
        for (int year = 0; year < run.years; ++year) {
            const double funds = or_nothing(run.at(Institution::investors_invested_meur, year));
            CHECK(sum_of_funds(run, InvestorColumn::invested_meur, year) == Approx(funds));
            const double proceeds = or_nothing(run.at(Institution::investors_proceeds_meur, year));
            CHECK(sum_of_funds(run, InvestorColumn::proceeds_meur, year) == Approx(proceeds));
            CHECK(sum_of_funds(run, InvestorColumn::deals, year) >=
                  or_nothing(run.at(Institution::investors_deals, year)) - 1e-9);
            invested += funds;
            brought += proceeds;
            if (!is_there(run, year, secfund_row)) continue;
            const double fund = run.at(InvestorColumn::invested_meur, year, secfund_row);
            CHECK(fund == run.at(Institution::secfund_invested_meur, year));
            CHECK(run.at(InvestorColumn::dry_powder_meur, year, secfund_row) ==
                  run.at(Institution::secfund_cash_meur, year));
            by_secfund += fund;
        }
    CHECK(invested > 50);
    CHECK(brought > 5);
    CHECK(by_secfund > 1);
}

namespace {

// One fund from the year before to this one.
void check_fund(RunRecord& run, int year, int row, double ended) {
    const auto at = [&](InvestorColumn column, int when) { return run.at(column, when, row); };
    const auto now = [&](InvestorColumn column) { return at(column, year); };
    const bool is_new = !is_there(run, year - 1, row);
    const double held_before = is_new ? 0 : at(InvestorColumn::holdings, year - 1);
    CHECK(now(InvestorColumn::holdings) == Approx(held_before + now(InvestorColumn::deals) - ended));
    CHECK(now(InvestorColumn::distributed_meur) == now(InvestorColumn::proceeds_meur));
    CHECK(now(InvestorColumn::reserved_meur) <= now(InvestorColumn::dry_powder_meur) + 1e-12);
    CHECK(now(InvestorColumn::drawn_meur) <= now(InvestorColumn::commitment_meur) + 1e-9);
    const double undrawn = now(InvestorColumn::commitment_meur) - now(InvestorColumn::drawn_meur);
    const bool is_closed = now(InvestorColumn::phase) == 3;
    CHECK(now(InvestorColumn::dry_powder_meur) == Approx(is_closed ? 0 : undrawn).epsilon(1e-9));
    CHECK(now(InvestorColumn::applications) >= now(InvestorColumn::deals) - 1e-9);
    if (is_new) return;
    CHECK(now(InvestorColumn::drawn_meur) ==
          Approx(at(InvestorColumn::drawn_meur, year - 1) + now(InvestorColumn::invested_meur)));
    for (const InvestorColumn same : {InvestorColumn::type, InvestorColumn::manager, InvestorColumn::generation})
        CHECK(now(same) == at(same, year - 1));
    CHECK(now(InvestorColumn::phase) >= at(InvestorColumn::phase, year - 1));
    CHECK(now(InvestorColumn::restriction) <= at(InvestorColumn::restriction, year - 1));
}

// All that a fund's stakes brought and are worth over what it put in, from the years.
void check_multiple(RunRecord& run, int year, int row) {
    double invested = 0;
    double brought = run.at(InvestorColumn::value_meur, year, row);
    for (int past = 0; past <= year; ++past) {
        invested += or_nothing(run.at(InvestorColumn::invested_meur, past, row));
        brought += or_nothing(run.at(InvestorColumn::proceeds_meur, past, row));
    }
    const double multiple = run.at(InvestorColumn::multiple, year, row);
    if (invested > 0)
        CHECK((std::isnan(brought) ? std::isnan(multiple) : multiple == Approx(brought / invested)));
    else
        CHECK(std::isnan(multiple));
}

} // namespace

TEST_CASE("each fund: drawn is what was drawn and what it invested, stakes come by deals and go by ends") {
    int funds = 0;
    int raised = 0;
    for (RunRecord& run : runs_with_funds()) {
        std::map<std::pair<int, int>, double> ended; // by year and row
        for (const Deal& deal : run.deals)
            if (is_end(deal)) ended[{year_of(run, deal, first_year), deal.investor}] += 1; // rows weigh one
        for (int year = 1; year < run.years; ++year)
            for (int row = 0; row < run.investor_rows; ++row) {
                if (!is_there(run, year, row)) continue;
                check_multiple(run, year, row);
                if (row == secfund_row) continue;
                check_fund(run, year, row, ended[{year, row}]);
                ++funds;
                raised += run.at(InvestorColumn::phase, year, row) == 0 ? 1 : 0;
            }
    }
    CHECK(funds > 1000);
    CHECK(raised > 20);
}

TEST_CASE("deals add up to the equity and loans of years and areas, and each fund's to its year") {
    for (RunRecord& run : runs_with_funds()) {
        for (int year = 0; year < run.years; ++year)
            for (int area = 0; area < run.segments; ++area) {
                const auto of_kind = [&](auto&& is_meant) {
                    return sum_of_deals(run, [&](const Deal& deal) {
                        return deal.year - first_year == year && deal.segment == area && is_meant(deal);
                    });
                };
                CHECK(of_kind(is_ticket) == Approx(run.at(Yearly::private_equity_meur, year, area)));
                CHECK(of_kind([](const Deal& deal) { return deal.kind == DealKind::secfund; }) ==
                      Approx(run.at(Yearly::secfund_meur, year, area)));
                CHECK(of_kind([](const Deal& deal) { return deal.kind == DealKind::bank; }) ==
                      Approx(run.at(Yearly::bank_meur, year, area)));
            }
        std::map<std::pair<int, int>, double> put_in, got;
        for (const Deal& deal : run.deals) {
            const std::pair at{year_of(run, deal, first_year), deal.investor};
            if (is_ticket(deal) || deal.kind == DealKind::secfund) put_in[at] += deal.amount_meur;
            if (deal.kind == DealKind::exit) got[at] += deal.amount_meur;
        }
        for (int year = 0; year < run.years; ++year)
            for (int row = 0; row < run.investor_rows; ++row) {
                if (!is_there(run, year, row)) continue;
                CHECK(put_in[{year, row}] == Approx(run.at(InvestorColumn::invested_meur, year, row)));
                CHECK(got[{year, row}] <= run.at(InvestorColumn::proceeds_meur, year, row) + 1e-9);
            }
    }
}

TEST_CASE("deals of all kinds are told: who leads and follows, whom owners refused, what was sold and what was lost") {
    int leads = 0, follows = 0, beside = 0, sold = 0, lost = 0, refused = 0;
    for (RunRecord& run : runs_with_funds()) {
        CHECK(count_of(run, DealKind::declined) == Approx(run.at(Outcome::equity_declined))); // rows weigh one
        CHECK(count_of(run, DealKind::lead) == Approx(run.at(Outcome::equity_rounds)));
        leads += count_of(run, DealKind::lead);
        follows += count_of(run, DealKind::follow);
        beside += count_of(run, DealKind::secfund);
        sold += count_of(run, DealKind::exit);
        lost += count_of(run, DealKind::write_off);
        refused += count_of(run, DealKind::declined);
        for (const Deal& deal : run.deals) {
            if (is_ticket(deal)) CHECK((deal.stake > 0 && deal.stake < 1 && deal.investor > 0));
            if (is_end(deal) && deal.investor > 0) CHECK((deal.multiple >= 0 && deal.stake > 0));
            if (deal.kind == DealKind::write_off) CHECK(deal.multiple < 1);
        }
    }
    for (const int some : {leads, follows, beside, sold, lost, refused}) CHECK(some > 0);
}

TEST_CASE("where private investors are an appetite they are one, SecFund has a row alone, and screening is told") {
    const BaseAndArm country(busy_country(), everything_on());
    double screened = 0;
    int exits = 0;
    for (const std::uint32_t replication : {0u, 1u, 2u, 3u, 4u, 5u}) {
        RunRecord run = run_of(country, replication, true);
        const int first = country.base->calendar(country.base->burn_in);
        for (int year = 0; year < run.years; ++year) {
            for (int row = 1; row < run.investor_rows; ++row) CHECK_FALSE(is_there(run, year, row));
            double equity = 0;
            for (int area = 0; area < run.segments; ++area)
                equity += run.at(Yearly::private_equity_meur, year, area) + run.at(Yearly::secfund_meur, year, area);
            CHECK(sum_of_deals(run, [&](const Deal& deal) {
                      return deal.year - first == year && (is_ticket(deal) || deal.kind == DealKind::secfund);
                  }) == Approx(equity));
        }
        for (const Deal& deal : run.deals) CHECK((!is_ticket(deal) || deal.investor == no_investor));
        const double told = sum_of_deals(run, [](const Deal& deal) { return deal.kind == DealKind::screened; });
        CHECK(told == Approx(run.at(Outcome::screened_meur)));
        CHECK(is_there(run, run.years - 1, secfund_row));
        screened += told;
        exits += count_of(run, DealKind::exit);
    }
    CHECK(screened > 0);
    CHECK(exits > 0);
}

namespace {

} // namespace

TEST_CASE("a run is the same whether its investors are kept or not") {
    const BaseAndArm busy(busy_country(), everything_on());
    const Scenario founding = founding_country();
    const BaseAndArm funds(founding, founding);
    for (const BaseAndArm* country : {&busy, &funds}) {
        const RunRecord kept = run_of(*country, 1, true), not_kept = run_of(*country, 1, false);
        CHECK(kept.deals.size() > 10);
        CHECK(not_kept.deals.empty());
        CHECK(not_kept.investors.empty());
        CHECK(std::equal(std::begin(kept.outcome), std::end(kept.outcome), not_kept.outcome, is_same));
        CHECK(std::equal(kept.yearly.begin(), kept.yearly.end(), not_kept.yearly.begin(), is_same));
        CHECK(std::equal(kept.institutions.begin(), kept.institutions.end(), not_kept.institutions.begin(), is_same));
    }
}

TEST_CASE("the order of funds in memory decides neither rows nor deals") {
    const auto record_of = [&](bool reverses) {
        Scenario s = hungry_country();
        s.time.burn_in_years = 0;
        s.time.policy_from = s.time.start_year;
        Country country(s, 1);
        country.record.keep_investors = true;
        country.record.shape(country.prepared->years, 2, 0);
        country.records = true;
        begin_policy(country.world);
        while (country.world.year < country.prepared->years) {
            PrivateFunds& in = country.world.in.private_funds;
            if (reverses && !in.funds.empty()) FundRows::reverse(in);
            country.pass_year();
        }
        return country.record;
    };
    const RunRecord forth = record_of(false), back = record_of(true);
    CHECK(forth.fund_numbers == back.fund_numbers);
    CHECK(forth.fund_numbers.size() > 50);
    REQUIRE(forth.investors.size() == back.investors.size());
    int differ = 0;
    for (std::size_t i = 0; i < forth.investors.size(); ++i)
        differ += std::isnan(forth.investors[i]) != std::isnan(back.investors[i]) ||
                  std::abs(or_nothing(forth.investors[i]) - or_nothing(back.investors[i])) > 1e-9;
    CHECK(differ == 0);
    REQUIRE(forth.deals.size() == back.deals.size());
    CHECK(forth.deals.size() > 20);
    const auto key = [](const Deal& d) { return std::tuple(d.year, d.firm, d.kind, d.investor, d.amount_meur); };
    const auto sorted = [&](std::vector<Deal> all) {
        std::sort(all.begin(), all.end(), [&](const Deal& a, const Deal& b) { return key(a) < key(b); });
        return all;
    };
    const std::vector<Deal> one = sorted(forth.deals), other = sorted(back.deals);
    for (std::size_t i = 0; i < one.size(); ++i) {
        CHECK(one[i].investor == other[i].investor);
        CHECK(one[i].amount_meur == Approx(other[i].amount_meur));
    }
}

TEST_CASE("there is room for all funds that are raised, also where many managers come") {
    for (const double managers : {2.0, 5.0}) {
        Scenario s = hungry_country();
        s.private_funds.new_managers = managers;
        s.private_funds.invest_years =
            4; // the shortest that is plausible, and the most that may finance what is military
        s.private_funds.openness_2030 = .8;
        for (const std::uint32_t replication : {0u, 1u}) {
            const RunRecord run = run_of(s, replication);
            INFO(managers, " new managers: ", run.fund_numbers.size() + 1, " of ", run.investor_rows, " rows");
            CHECK(static_cast<int>(run.fund_numbers.size()) + 1 < run.investor_rows);
        }
    }
}
