// SPDX-License-Identifier: Apache-2.0
// What is recorded of institutions and payments fits together: stocks with flows, flows with a run's outcomes, and what
// one sector pays with what the others get.
#include "sim/year/steps.hpp"

#include "tests/sim/country.hpp"
#include "tests/sim/everything.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace drumbeat;
using doctest::Approx;

namespace {

// Runs of a country in which every institution acts, and a bank loses money.
std::vector<RunRecord> busy_runs() {
    Scenario arm = everything_on();
    arm.secfund.loss_probability = .7; // few rounds fit its mandate, and some should be lost
    const BaseAndArm country(busy_country(), arm);
    std::vector<RunRecord> runs;
    for (const std::uint32_t replication : {0u, 1u, 2u, 3u, 4u, 5u})
        runs.push_back(simulate(*country.base, *country.arm, {5, replication}));
    return runs;
}

double sum_of(RunRecord& run, Institution quantity) {
    double sum = 0;
    for (int year = 0; year < run.years; ++year) {
        const double value = run.at(quantity, year);
        sum += value == value ? value : 0; // it may begin with the policy
    }
    return sum;
}

} // namespace

TEST_CASE("over all sectors each purpose sums to nothing, in every year; and there is something to sum") {
    for (RunRecord& run : busy_runs())
        for (int year = 0; year < run.years; ++year) {
            double all = 0;
            for (std::size_t p = 0; p < purpose_count; ++p) {
                const auto purpose = static_cast<Purpose>(p);
                double sum = 0;
                double size = 0;
                for (std::size_t s = 0; s < sector_count; ++s) {
                    sum += run.paid(static_cast<Sector>(s), purpose, year);
                    size += std::abs(run.paid(static_cast<Sector>(s), purpose, year));
                }
                CAPTURE(purposes[p].name);
                CHECK(std::abs(sum) <= 1e-12 * size);
                all += size;
            }
            CHECK(all > 1000);
        }
}

TEST_CASE("accounts name who pays and who is paid: of a purpose above 0, and below") {
    for (RunRecord& run : busy_runs()) {
        double into_fund = 0;
        for (int year = 0; year < run.years; ++year) {
            const double paid_in = run.paid(Sector::ministry, Purpose::fund_payment, year);
            CHECK(run.paid(Sector::fund, Purpose::fund_payment, year) == -paid_in);
            CHECK(run.paid(Sector::firms, Purpose::loan, year) ==
                  Approx(-run.paid(Sector::banks, Purpose::loan, year)));
            CHECK(run.paid(Sector::firms, Purpose::production_cost, year) > 0);
            into_fund += paid_in;
        }
        CHECK(into_fund == Approx(4)); // its budget
    }
}

TEST_CASE("SecFund's cash is what it had, was paid in and got for stakes, less what it put into firms") {
    double put_in = 0;
    double lost = 0;
    for (RunRecord& run : busy_runs()) {
        double cash = 0;
        double cost = 0;
        for (int year = 0; year < run.years; ++year) {
            if (std::isnan(run.at(Institution::secfund_cash_meur, year))) continue; // before the policy
            const double invested = run.at(Institution::secfund_invested_meur, year);
            cash += run.at(Institution::secfund_paid_in_meur, year) + run.at(Institution::secfund_proceeds_meur, year) -
                    invested;
            CHECK(run.at(Institution::secfund_cash_meur, year) == Approx(cash));
            const double now = run.at(Institution::secfund_cost_meur, year);
            CHECK(now <= cost + invested + 1e-9);
            CHECK(run.at(Institution::secfund_written_off_meur, year) <= cost + invested - now + 1e-9);
            CHECK((invested > 0) == (run.at(Institution::secfund_deals, year) > 0));
            CHECK((invested > 0) == (run.at(Institution::secfund_private_beside_meur, year) > 0));
            cost = now;
        }
        CHECK(sum_of(run, Institution::secfund_invested_meur) == Approx(run.at(Outcome::secfund_meur)));
        put_in += sum_of(run, Institution::secfund_invested_meur);
        lost += sum_of(run, Institution::secfund_written_off_meur);
    }
    CHECK(put_in > 0);
    CHECK(lost > 0);
}

TEST_CASE("what firms owe is what they owed, and were lent, less what they repaid and what banks lost") {
    double lost = 0;
    double refused = 0;
    for (RunRecord& run : busy_runs()) {
        for (int year = 1; year < run.years; ++year) {
            const double before = run.at(Institution::banks_exposure_meur, year - 1);
            const double moved = run.at(Institution::banks_lent_meur, year) -
                                 run.at(Institution::banks_repaid_meur, year) -
                                 run.at(Institution::banks_written_off_meur, year);
            CHECK(run.at(Institution::banks_exposure_meur, year) == Approx(before + moved));
            CHECK(run.at(Institution::banks_refused, year) <= run.at(Institution::banks_requests, year));
        }
        lost += sum_of(run, Institution::banks_written_off_meur);
        refused += sum_of(run, Institution::banks_refused);
    }
    CHECK(lost > 0);
    CHECK(refused > 0);
}

TEST_CASE("whoever asks investors gets private equity or none, and all that they invest is counted") {
    double declined = 0;
    for (RunRecord& run : busy_runs()) {
        for (int year = 0; year < run.years; ++year) {
            const double applications = run.at(Institution::investors_applications, year);
            if (std::isnan(applications)) continue;
            CHECK(applications ==
                  Approx(run.at(Institution::investors_deals, year) + run.at(Institution::investors_declined, year)));
            CHECK(run.at(Institution::investors_asked_meur, year) >=
                  run.at(Institution::investors_invested_meur, year) - 1e-9);
        }
        CHECK(sum_of(run, Institution::investors_invested_meur) == Approx(run.at(Outcome::private_equity_meur)));
        CHECK(sum_of(run, Institution::investors_deals) > 0);
        declined += sum_of(run, Institution::investors_declined);
    }
    CHECK(declined > 0);
}

TEST_CASE("what the ministries, agency, institutes and partners did adds up to the run's outcomes") {
    for (RunRecord& run : busy_runs()) {
        const double research =
            sum_of(run, Institution::agency_spent_meur) + sum_of(run, Institution::institutes_budget_meur);
        CHECK(research == Approx(run.at(Outcome::public_rd_meur)));
        CHECK(sum_of(run, Institution::agency_projects) > sum_of(run, Institution::agency_successes));
        CHECK(sum_of(run, Institution::agency_successes) > 0);
        CHECK(sum_of(run, Institution::institutes_projects) >= sum_of(run, Institution::institutes_successes));
        CHECK(sum_of(run, Institution::partners_orders_meur) == Approx(run.at(Outcome::partner_orders_meur)));
        CHECK(sum_of(run, Institution::foreign_owners_takeovers) == Approx(run.at(Outcome::taken_over)));
        CHECK(sum_of(run, Institution::affairs_stakes_meur) > 0);
        CHECK(sum_of(run, Institution::affairs_returned_meur) > 0);
        for (int year = 0; year < run.years; ++year) {
            double planned = 0;
            double home = 0;
            double orders = 0;
            for (int area = 0; area < run.segments; ++area) {
                planned += run.at(Yearly::planned_orders_meur, year, area);
                home += run.at(Yearly::domestic_orders_meur, year, area);
                orders += run.at(Yearly::orders_meur, year, area);
            }
            CHECK(run.at(Institution::defence_budget_meur, year) == Approx(planned));
            CHECK(run.at(Institution::defence_domestic_share, year) == Approx(home / orders));
            CHECK(run.at(Institution::defence_slipped_meur, year) >= 0);
            CHECK(run.at(Institution::sites_rent_meur, year) == run.paid(Sector::ministry, Purpose::rent, year));
        }
        CHECK(sum_of(run, Institution::defence_slipped_meur) > 0);
    }
}

TEST_CASE("an institution that is not there is missing, and what it may record stays out of the others") {
    Scenario s = busy_country();
    RunRecord run = simulate(s, {5, 0});
    for (const Institution absent :
         {Institution::secfund_cash_meur, Institution::investors_deals, Institution::affairs_cash_meur,
          Institution::agency_cash_meur, Institution::partners_orders_meur, Institution::foreign_owners_takeovers})
        for (int year = 0; year < run.years; ++year) CHECK(std::isnan(run.at(absent, year)));
    for (int year = 0; year < run.years; ++year) {
        CHECK(run.at(Institution::banks_exposure_meur, year) > 0);
        CHECK(run.at(Institution::defence_budget_meur, year) > 0);
    }
}

TEST_CASE("a slip and a breach are worked out from the plan: half of what a line was to get") {
    Scenario s = busy_country();
    s.segments[0].orders.slippage_probability = 1;
    s.segments[0].orders.slippage_share = .5;
    s.segments.resize(1);
    s.segments[0].weight = 1;
    Country country(s);
    country.until_orders();
    CHECK(country.area().slipped == Approx(.5 * .7 * country.area().requirement));
}
