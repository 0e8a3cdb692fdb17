// SPDX-License-Identifier: Apache-2.0
// The year's record of technology areas and of firms: worked by hand, and added up to what else is known of the year.
#include "sim/year/steps.hpp"

#include "sim/firm/standing.hpp"
#include "sim/year/measures.hpp"
#include "tests/sim/country.hpp"
#include "tests/sim/everything.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace drumbeat;
using doctest::Approx;

namespace {

RunRecord busy_run(std::uint32_t replication) {
    const BaseAndArm country(busy_country(), everything_on());
    return simulate(*country.base, *country.arm, {5, replication}, true);
}

double over_areas(RunRecord& run, Yearly quantity, int year) {
    double sum = 0;
    for (int area = 0; area < run.segments; ++area) sum += run.at(quantity, year, area);
    return sum;
}

double over_run(RunRecord& run, Yearly quantity) {
    double sum = 0;
    for (int year = 0; year < run.years; ++year) sum += over_areas(run, quantity, year);
    return sum;
}

// Of the firms that live at year's end, as many as each row stands for.
double over_firms(RunRecord& run, FirmColumn column, int year) {
    double sum = 0;
    for (int row = 0; row < run.firm_rows; ++row) {
        const double value = run.at(FirmColumn::weight, year, row) * run.at(column, year, row);
        sum += value == value ? value : 0;
    }
    return sum;
}

// A year in which five contracts cover the five lines of an area, with 0 to 4 call-offs still to come.
RunRecord with_five_contracts(bool one_obsolete) {
    Scenario s = busy_country();
    s.time.burn_in_years = 0;
    Country country(s);
    country.keep_record();
    country.until_beliefs();
    SegmentState& state = country.area();
    state.contracts.clear();
    for (int years_left = 0; years_left < 5; ++years_left) {
        Contract contract;
        contract.line = years_left;
        contract.share = 1;
        contract.years_left = years_left;
        contract.obsolete = one_obsolete && years_left == 2;
        state.contracts.push_back(contract);
    }
    country.rest_of_year();
    return country.record;
}

} // namespace

TEST_CASE("staggered contracts of five years bind four fifths of the next year, and two fifths of the third") {
    RunRecord run = with_five_contracts(false);
    CHECK(run.at(Yearly::committed_1y, 0, 0) == Approx(.8));
    CHECK(run.at(Yearly::committed_3y, 0, 0) == Approx(.4));
    CHECK(run.at(Yearly::obsolete_share, 0, 0) == 0);
    RunRecord changed = with_five_contracts(true);
    CHECK(changed.at(Yearly::obsolete_share, 0, 0) == Approx(.2));
}

TEST_CASE("who paid for expansions adds up to the run's outcomes, and by area to its institutions") {
    for (const std::uint32_t replication : {0u, 1u}) {
        RunRecord run = busy_run(replication);
        const double before = // own cash and loans of 2026, before the policy
            over_areas(run, Yearly::own_funds_meur, 0) + over_areas(run, Yearly::bank_meur, 0);
        CHECK(over_run(run, Yearly::own_funds_meur) + over_run(run, Yearly::bank_meur) - before ==
              Approx(run.at(Outcome::own_funds_meur) + run.at(Outcome::bank_meur)));
        CHECK(over_run(run, Yearly::private_equity_meur) == Approx(run.at(Outcome::private_equity_meur)));
        CHECK(over_run(run, Yearly::secfund_meur) == Approx(run.at(Outcome::secfund_meur)));
        CHECK(run.at(Outcome::secfund_meur) > 0);
        for (int year = 0; year < run.years; ++year) {
            CHECK(over_areas(run, Yearly::carried_meur, year) ==
                  Approx(run.at(Institution::defence_carried_meur, year)));
            CHECK(over_areas(run, Yearly::slipped_meur, year) ==
                  Approx(run.at(Institution::defence_slipped_meur, year)));
            CHECK(over_areas(run, Yearly::put_off_meur, year) ==
                  Approx(run.at(Institution::defence_put_off_meur, year)));
        }
    }
}

TEST_CASE("the roadmap announces something where notice is given, and nothing elsewhere") {
    Scenario silent = busy_country();
    for (Segment& area : silent.segments) area.orders.notice_years = 0;
    RunRecord untold = simulate(silent, {5, 0});
    for (int year = 0; year < untold.years; ++year) CHECK(over_areas(untold, Yearly::announced_meur, year) == 0);
    RunRecord run = busy_run(0);
    for (int year = 1; year < run.years; ++year) CHECK(over_areas(run, Yearly::announced_meur, year) > 0);
    for (int area = 0; area < run.segments; ++area) {
        CHECK(run.at(Yearly::hazard, 3, area) > 0);
        CHECK(run.at(Yearly::hazard, 3, area) < 1);
    }
}

TEST_CASE("firms' years add up: output, exports, equity by who gave it") {
    for (const std::uint32_t replication : {0u, 1u}) {
        RunRecord run = busy_run(replication);
        double raised = 0;
        for (int year = 0; year < run.years; ++year) {
            // Firms that ended in the year have no row of it.
            CHECK(over_firms(run, FirmColumn::raised_secfund_meur, year) <=
                  over_areas(run, Yearly::secfund_meur, year) + 1e-9);
            CHECK(over_firms(run, FirmColumn::raised_private_meur, year) <=
                  over_areas(run, Yearly::private_equity_meur, year) + 1e-9);
            CHECK(over_firms(run, FirmColumn::exports_meur, year) <=
                  -run.paid(Sector::firms, Purpose::exports, year) * (1 + 1e-12));
            CHECK(over_firms(run, FirmColumn::exports_meur, year) > 0);
            raised += over_firms(run, FirmColumn::raised_private_meur, year);
        }
        CHECK(raised > 0);
    }
}

TEST_CASE(
    "the outside share of a firm is what investors paid for, lasts until it is sold, and is nothing where draws decide") {
    Scenario arm = everything_on();
    for (const StakeExit exit : {StakeExit::firm, StakeExit::lottery}) {
        arm.secfund.exit = exit;
        arm.secfund.exit_years = 40;
        arm.private_investors.model = InvestorModel::appetite;
        const BaseAndArm country(busy_country(), arm);
        RunRecord run = simulate(*country.base, *country.arm, {5, 0}, true);
        double held = 0;
        for (int row = 0; row < run.firm_rows; ++row) {
            double before = 0;
            for (int year = 0; year < run.years; ++year) {
                const double share = run.at(FirmColumn::outside_share, year, row);
                if (std::isnan(share)) continue;
                const bool has_raised = run.at(FirmColumn::raised_private_meur, year, row) +
                                            run.at(FirmColumn::raised_secfund_meur, year, row) >
                                        0;
                CHECK((share > before) == (has_raised && exit == StakeExit::firm));
                CHECK(share < 1);
                before = share;
                held += share;
            }
        }
        CHECK((held > 0) == (exit == StakeExit::firm));
    }
}

TEST_CASE("what a firm is stands in its rows: rules within their lists, wins within bids, newcomers from civil work") {
    RunRecord run = busy_run(0);
    double civil = 0;
    double involved = 0;
    double bids = 0;
    for (int year = 0; year < run.years; ++year)
        for (int row = 0; row < run.firm_rows; ++row) {
            const auto at = [&](FirmColumn column) { return run.at(column, year, row); };
            const bool lives = at(FirmColumn::weight) > 0;
            for (std::size_t c = 0; c < firm_column_count; ++c)
                CHECK(std::isnan(at(static_cast<FirmColumn>(c))) == !lives);
            if (!lives) continue;
            CHECK(at(FirmColumn::expectation) < static_cast<double>(names_of<Expectation>.size()));
            CHECK(at(FirmColumn::rule) < static_cast<double>(names_of<InvestmentRule>.size()));
            CHECK(at(FirmColumn::wins) <= at(FirmColumn::bids));
            CHECK(at(FirmColumn::region) < 2);
            CHECK(at(FirmColumn::staff_meur) >= 0);
            CHECK(at(FirmColumn::knowledge) > 0);
            CHECK(at(FirmColumn::quality) > 0);
            CHECK(at(FirmColumn::output_meur) <= at(FirmColumn::capacity_meur) * 1.5);
            civil += at(FirmColumn::civil);
            involved += at(FirmColumn::involved);
            bids += at(FirmColumn::bids);
        }
    CHECK(civil > 0);
    CHECK(bids > 0);
    CHECK(involved >= 0);
}

TEST_CASE("what alone would have turned a decision is told when asked, and missing else") {
    for (const bool asked : {false, true}) {
        Scenario s = busy_country();
        s.time.burn_in_years = 0;
        Country country(s);
        country.record.keep_relaxations = asked;
        RunRecord& run = country.keep_record();
        country.pass_year();
        CHECK(run.at(FirmColumn::weight, 0, 0) > 0);
        CHECK(std::isnan(run.at(FirmColumn::relaxations, 0, 0)) != asked);
    }
}
