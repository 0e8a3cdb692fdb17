// SPDX-License-Identifier: Apache-2.0
// Tables of years: a budget, a plan or a requirement that is given year by year.
#include "country.hpp"
#include "packaged.hpp"
#include "runs.hpp"

#include "sim/batch/balance.hpp"

#include <algorithm>
#include <cmath>

using namespace drumbeat;
using doctest::Approx;

namespace {

// Two Dutch areas, short enough to run often.
Scenario two_areas() {
    Scenario s = packaged_scenario("netherlands-2026");
    s.segments.resize(2);
    s.time.burn_in_years = 8, s.time.horizon_years = 10;
    s.budget.ramp_years = 8;
    for (Segment& segment : s.segments) segment.orders.framework_years = 3;
    return s;
}

Scenario flat_areas() {
    Scenario s = two_areas();
    s.budget.final_defence_meur = s.budget.defence_meur;
    return s;
}

YearTable table_of(int first, int years, double (*value)(int)) {
    YearTable table{first, {}};
    for (int i = 0; i < years; ++i) table.values.push_back(value(i));
    return table;
}

// The ramp of two_areas, in the model's own arithmetic.
double ramp(int year) { return 25800 + std::min(1.0, year / 8.0) * (45000 - 25800); }
double wave(int year) { return year % 4 < 2 ? 1100 : 500; }

void check_same(const std::vector<RunRecord>& a, const std::vector<RunRecord>& b) {
    const auto same = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
    for (std::size_t i = 0; i < a.size(); ++i) {
        CHECK(std::equal(std::begin(a[i].outcome), std::end(a[i].outcome), std::begin(b[i].outcome), same));
        CHECK(std::equal(a[i].yearly.begin(), a[i].yearly.end(), b[i].yearly.begin(), b[i].yearly.end(), same));
    }
}

} // namespace

TEST_CASE("a table that says what the ramp says gives the same run") {
    const Scenario s = two_areas();
    const auto by_ramp = runs(s, 3);
    Scenario budget = s, plans = s;
    budget.budget.path_meur = table_of(2026, 10, ramp);
    check_same(by_ramp, runs(budget, 3)); // to the bit
    for (Segment& segment : plans.segments) {
        YearTable& table = segment.orders.plan_meur = table_of(2026, 10, ramp);
        for (double& value : table.values) value = segment.weight * s.budget.equipment_share * value;
    }
    check_same(by_ramp, runs(plans, 3));
    budget.budget.path_meur.values[5] *= 1.1;
    CHECK(runs(budget, 1)[0].at(Outcome::investment_meur) != by_ramp[0].at(Outcome::investment_meur));
}

TEST_CASE("a planned budget and an area's plan are what firms are told, and what comes on average") {
    Scenario s = flat_areas();
    s.segments[0].orders.plan_meur = table_of(2027, 9, wave);
    auto planned = runs(s, 2);
    for (int year = 0; year < 10; ++year) {
        const double expected = year == 0 ? wave(0) : wave(year - 1); // before its first year the first value holds
        CHECK(planned[0].at(Yearly::planned_orders_meur, year, 0) == expected);
        CHECK(planned[0].at(Yearly::planned_orders_meur, year, 1) == Approx(25800 * .3 * s.segments[1].weight));
    }
    s.budget.extra_share = .5, s.budget.cut_year = 2031, s.budget.cut_share = .25; // both act on a given plan
    auto moved = runs(s, 1);
    CHECK(moved[0].at(Yearly::planned_orders_meur, 3, 0) == Approx(1.5 * wave(2)));
    CHECK(moved[0].at(Yearly::planned_orders_meur, 6, 0) == Approx(1.5 * .75 * wave(5)));
    Scenario budget = flat_areas();
    budget.budget.path_meur = table_of(2026, 10, [](int i) { return i < 5 ? 20000.0 : 30000.0; });
    auto by_budget = runs(budget, 1);
    CHECK(by_budget[0].at(Yearly::planned_orders_meur, 4, 0) == Approx(20000 * .3 * .1));
    CHECK(by_budget[0].at(Yearly::planned_orders_meur, 5, 0) == Approx(30000 * .3 * .1));
}

TEST_CASE("a requirement that a table gives is what comes") {
    const Scenario s = flat_areas();
    Scenario given = s;
    given.segments[0].orders.requirement_meur = table_of(2027, 9, wave);
    auto drawn = runs(s, 3), came = runs(given, 3);
    for (std::size_t i = 0; i < came.size(); ++i) {
        CHECK(came[i].at(Yearly::requirement_meur, 0, 0) == drawn[i].at(Yearly::requirement_meur, 0, 0)); // before it
        for (int year = 1; year < 10; ++year) {
            CHECK(came[i].at(Yearly::requirement_meur, year, 0) == wave(year - 1));
            CHECK(came[i].at(Yearly::requirement_meur, year, 1) == drawn[i].at(Yearly::requirement_meur, year, 1));
            CHECK(came[i].at(Yearly::planned_orders_meur, year, 0) ==
                  drawn[i].at(Yearly::planned_orders_meur, year, 0));
        }
        CHECK(came[i].at(Outcome::investment_meur) != drawn[i].at(Outcome::investment_meur));
    }
    // A budget that is cut or grows leaves it alone: it is what comes.
    given.budget.cut_year = 2030, given.budget.extra_share = .2;
    CHECK(runs(given, 1)[0].at(Yearly::requirement_meur, 8, 0) == wave(7));
}

TEST_CASE("firms go on believing in the stream's law where a table gives the requirement") {
    Scenario s = flat_areas();
    s.segments[0].orders.requirement_meur = table_of(2027, 9, [](int) { return 774.0; });
    Scenario calm = s;
    calm.segments[0].orders.cv = .05;
    auto as_lived = runs(s, 2), believed_calm = runs(calm, 2);
    double sd = 0, calm_sd = 0;
    for (int i = 0; i < 2; ++i) {
        sd += as_lived[static_cast<std::size_t>(i)].at(Yearly::perceived_sd, 5, 0);
        calm_sd += believed_calm[static_cast<std::size_t>(i)].at(Yearly::perceived_sd, 5, 0);
    }
    CHECK(sd > calm_sd);
}

TEST_CASE("a table of what was drawn gives the run that was drawn") {
    const Scenario s = flat_areas();
    auto drawn = runs(s, 1);
    Scenario given = s;
    for (int area = 0; area < 2; ++area) {
        YearTable& table = given.segments[static_cast<std::size_t>(area)].orders.requirement_meur = {2026, {}};
        for (int year = 0; year < 10; ++year) table.values.push_back(drawn[0].at(Yearly::requirement_meur, year, area));
    }
    const auto came = runs(given, 1);
    for (const Outcome o : {Outcome::investment_meur, Outcome::capacity_growth, Outcome::domestic_share,
                            Outcome::realised_cv, Outcome::realised_phi, Outcome::unit_cost})
        CHECK(came[0].at(o) == Approx(drawn[0].at(o)).epsilon(1e-9));
}

TEST_CASE("an arm with a table leaves the years before the policy alone") {
    const Scenario base = flat_areas();
    Scenario arm = base;
    arm.segments[0].orders.requirement_meur = table_of(2026, 10, wave);
    arm.budget.path_meur = table_of(2026, 10, [](int) { return 31000.0; });
    TableShelf shelf;
    const auto world = prepare(base, base, shelf), policy = prepare(arm, base, shelf);
    RunRecord without = simulate(*world, *world, {3, 0}), with = simulate(*world, *policy, {3, 0});
    CHECK(with.at(Yearly::requirement_meur, 0, 0) == without.at(Yearly::requirement_meur, 0, 0));
    CHECK(with.at(Yearly::requirement_meur, 1, 0) == wave(1));
    CHECK(with.at(Yearly::planned_orders_meur, 0, 1) == without.at(Yearly::planned_orders_meur, 0, 1));
    CHECK(with.at(Yearly::planned_orders_meur, 1, 1) == Approx(31000 * .3 * base.segments[1].weight));
    // What is kept equal between arms is the base's plan.
    CHECK(with.at(Outcome::planned_money_meur) == without.at(Outcome::planned_money_meur));
}

TEST_CASE("a year without requirement is a year without orders of it, and the books close") {
    Scenario s = flat_areas();
    s.segments[0].orders.requirement_meur = table_of(2027, 9, [](int i) { return i == 3 ? 0.0 : 774.0; });
    s.segments[0].orders.slippage_probability = 0, s.segments[0].orders.minimum_quantity = 0;
    auto came = runs(s, 2);
    for (RunRecord& record : came) {
        CHECK(record.at(Yearly::requirement_meur, 4, 0) == 0);
        CHECK(record.at(Yearly::orders_meur, 4, 0) < .5 * record.at(Yearly::orders_meur, 3, 0));
        CHECK(std::isfinite(record.at(Outcome::investment_meur)));
        CHECK(std::isfinite(record.at(Outcome::realised_cv)));
    }
}

TEST_CASE("money by design counts what tables give, and plans elsewhere") {
    Scenario s = flat_areas();
    const double area = 25800 * .3 * .1, other = 25800 * .3 * s.segments[1].weight;
    CHECK(ordered_by_design(s) == Approx(9 * (area + other)));
    s.segments[0].orders.requirement_meur = table_of(2027, 9, wave);
    CHECK(ordered_by_design(s) == Approx(4 * 1100 + 4 * 500 + 1100 + 9 * other));
    s.budget.path_meur = table_of(2026, 10, [](int) { return 30000.0; });
    CHECK(ordered_by_design(s) == Approx(4 * 1100 + 4 * 500 + 1100 + 9 * other * 30000 / 25800));
    CHECK(planned_requirement(s, s.segments[1], 2030) == Approx(other * 30000 / 25800));
}

TEST_CASE("a country at rest has the first year of its tables for ever, and draws its requirement") {
    Scenario s = two_areas();
    s.budget.path_meur = table_of(2026, 10, ramp);
    s.segments[0].orders.plan_meur = table_of(2026, 10, wave);
    s.segments[1].orders.requirement_meur = table_of(2026, 10, wave);
    const Scenario rest = at_rest(s);
    CHECK(planned_requirement(rest, rest.segments[0], 2035) == 1100);
    CHECK(planned_requirement(rest, rest.segments[1], 2035) == Approx(25800 * .3 * s.segments[1].weight));
    CHECK(rest.segments[1].orders.requirement_meur.empty());
}

TEST_CASE("the packaged real path spends the same in every arm that gives it") {
    const Study study = packaged_study("real-path");
    std::vector<Problem> problems;
    const auto cases = cases_of(study, problems);
    REQUIRE(problems.empty());
    const double plan = ordered_by_design(study.base);
    for (const Case& one : cases) CHECK(ordered_by_design(one.scenario) == Approx(plan).epsilon(1e-12));
    CHECK(cases.front().scenario.segments[0].orders.requirement_meur.at(2033) == 961.2);
}
