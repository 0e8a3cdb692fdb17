// SPDX-License-Identifier: Apache-2.0
#include "config/table_checks.hpp"
#include "tests/config/example.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;

namespace {

// 2026 to 2031, a policy from 2027 on; the first area's plan is 10,000 x .3 x .6 = 1,800 a year.
Scenario small() {
    Scenario s = example::small_scenario();
    s.time.start_year = 2026, s.time.horizon_years = 6, s.time.policy_from = 2027;
    s.budget.defence_meur = s.budget.final_defence_meur = 10000;
    return s;
}

YearTable constant(int first, int last, double value) {
    return {first, std::vector<double>(static_cast<std::size_t>(last - first + 1), value)};
}

std::string said(const Scenario& s) {
    std::string all;
    for (const TableFinding& f : check_tables(s))
        all += (f.severity == Severity::warning ? "warning: " : "") + f.path + ": " + f.message.en + "\n";
    return all;
}

} // namespace

TEST_CASE("a table covers the years of the policy") {
    Scenario s = small();
    CHECK(said(s).empty());
    s.budget.path_meur = constant(2027, 2031, 9000);
    CHECK(said(s).empty());
    s.budget.path_meur = constant(2026, 2040, 9000);
    CHECK(said(s).empty());
    s.budget.path_meur = constant(2026, 2028, 9000);
    CHECK(said(s) ==
          "budget.path_meur: ends in 2028: 2029 to 2031 are missing; a table covers 2027 to 2031, the years of "
          "the policy\n");
    s.budget.path_meur = constant(2028, 2031, 9000);
    CHECK(said(s) == "budget.path_meur: begins in 2028: 2027 is missing; a table covers 2027 to 2031, the years of the "
                     "policy\n");
    s.budget.path_meur = constant(2001, 2031, 9000);
    CHECK(said(s) == "warning: budget.path_meur: years before 2026 are not read: the burn-in has the value of 2026\n");
    s.budget.path_meur = {};
    s.segments[0].orders.requirement_meur = constant(2001, 2031, 1800); // the burn-in has these
    CHECK(said(s).empty());
    s.segments[0].orders.requirement_meur = constant(2001, 2013, 1800);
    CHECK(said(s).find("segments.sensors.orders.requirement_meur: ends in 2013: 2014 to 2031 are missing") == 0);
}

TEST_CASE("money in another unit is refused, money of another kind is warned about") {
    Scenario s = small();
    s.budget.path_meur = constant(2027, 2031, 9); // thousand million
    CHECK(said(s).find("budget.path_meur: 9 meur a year on average is 1111 times less than the whole defence budget") ==
          0);
    CHECK(said(s).find("the unit is million euro") != std::string::npos);
    s.budget.path_meur = constant(2027, 2031, 1405);
    CHECK(said(s).find("warning: budget.path_meur: 1405 meur a year on average is 7 times less") == 0);
    s.budget.path_meur = {};
    s.segments[0].orders.plan_meur = constant(2027, 2031, 1800e3);
    CHECK(said(s).find("segments.sensors.orders.plan_meur: 1.8e+06 meur a year on average is 1000 times more than "
                       "weight x equipment_share x the defence budget, 1800") == 0);
    s.segments[0].orders.plan_meur = constant(2027, 2031, 180);
    s.segments[0].orders.requirement_meur = constant(2027, 2031, 170);
    CHECK(said(s).find("warning: segments.sensors.orders.plan_meur: 180 meur") == 0);
    CHECK(said(s).find("requirement_meur") == std::string::npos); // held against the plan that is given
    s.segments[0].orders.requirement_meur = constant(2027, 2031, 0);
    CHECK(said(s).find("requirement_meur") == std::string::npos); // nothing ordered is no unit
}

TEST_CASE("a given requirement is not rescaled, and needs an area with orders") {
    Scenario s = small();
    s.segments[0].orders.requirement_meur = constant(2027, 2031, 1800);
    s.neutral.by = NeutralBy::exact;
    CHECK(said(s) ==
          "segments.sensors.orders.requirement_meur: is the requirement itself, which neutral.by exact would "
          "rescale; allowed with neutral.by: mean\n");
    s.neutral.by = NeutralBy::mean;
    s.segments[0].weight = 0;
    CHECK(said(s) == "segments.sensors.orders.requirement_meur: needs a weight above 0: an area without one has no "
                     "orders\n");
}

TEST_CASE("the first year's money is that of a table where there is one") {
    Scenario s = small();
    CHECK(first_defence_meur(s) == 10000);
    CHECK(first_plan_meur(s, s.segments[0]) == doctest::Approx(1800));
    s.budget.path_meur = constant(2026, 2031, 20000);
    CHECK(first_plan_meur(s, s.segments[0]) == doctest::Approx(3600));
    s.segments[0].orders.plan_meur = constant(2027, 2031, 55);
    CHECK(first_plan_meur(s, s.segments[0]) == 55);
}
