// SPDX-License-Identifier: Apache-2.0
#include "sim/institutions/ministry.hpp"

#include "sim/year/measures.hpp"
#include "tests/sim/country.hpp"
#include "tests/sim/packaged.hpp"
#include "tests/sim/runs.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

using namespace drumbeat;
using doctest::Approx;

namespace {

// Three Dutch areas with contracts of five years, short enough to run often; the budget is cut after five years.
Scenario three_areas() {
    Scenario s = packaged_scenario("netherlands-2026");
    s.segments.erase(s.segments.begin() + 5);
    s.segments.resize(3);
    s.time.burn_in_years = 8;
    s.time.horizon_years = 12;
    s.budget.final_defence_meur = 40000;
    s.budget.cut_year = s.time.start_year + 6;
    for (Segment& segment : s.segments) {
        segment.orders.framework_years = 5;
        segment.orders.minimum_quantity = .8;
        segment.orders.notice_years = 2;
    }
    return s;
}

Scenario responsive(Scenario s) {
    s.ministry.steering = Steering::responsive;
    return s;
}

// Requirement is the plan, nothing slips or ends, and all lots go abroad on merit: none is lost for lack of capacity,
// which would bind a year alone.
Scenario calm(int years, int lines) {
    Scenario s = three_areas();
    s.time.burn_in_years = 30;
    s.budget.final_defence_meur = s.budget.defence_meur;
    s.budget.cut_year = 2300;
    for (Segment& segment : s.segments) {
        segment.lines = lines;
        segment.foreign_price = .1;
        segment.orders.framework_years = years;
        segment.orders.cv = 0;
        segment.orders.slippage_probability = 0;
        segment.orders.cancellation = 0;
        segment.orders.termination_small = 0;
        segment.orders.termination_large = 0;
    }
    s.entry_exit.exit = false;
    return s;
}

bool same_bits(const RunRecord& a, const RunRecord& b) {
    return std::memcmp(a.outcome, b.outcome, sizeof a.outcome) == 0 &&
           std::memcmp(a.yearly.data(), b.yearly.data(), a.yearly.size() * sizeof(double)) == 0;
}

// Plans of all areas together some years ahead.
double sum_of_plans(const Country& c, int ahead) {
    double sum = 0;
    for (const Area area : c.world.areas.keys()) sum += planned(c.year(), c.world.areas, area, ahead);
    return sum;
}

} // namespace

TEST_CASE("ministry: under fixed steering its rules change nothing, to the bit") {
    const auto before = runs(three_areas(), 2);
    Scenario s = three_areas();
    s.ministry.committed_cap = .2;
    s.ministry.overprogramming = .2;
    s.ministry.goal = SteeringGoal::domestic_capacity;
    s.ministry.reallocation = 5;
    const auto after = runs(s, 2);
    for (std::size_t i = 0; i < before.size(); ++i) CHECK(same_bits(before[i], after[i]));
    CHECK(std::isnan(before[0].at(Outcome::plan_moved_meur)));
}

TEST_CASE("ministry: responsive steering changes results, moves the plan and postpones") {
    const auto fixed = runs(three_areas(), 2);
    const auto moved = runs(responsive(three_areas()), 2);
    CHECK(mean(moved, Outcome::capacity_growth) != mean(fixed, Outcome::capacity_growth));
    CHECK(mean(moved, Outcome::plan_moved_meur) > 0);
    CHECK(mean(moved, Outcome::postponed_meur) > 0);
    CHECK(std::abs(mean(moved, Outcome::plan_autocorrelation)) <= 1);
}

TEST_CASE("ministry: each goal and direction moves the plan elsewhere") {
    Scenario s = responsive(three_areas());
    const auto ready = runs(s, 2);
    s.ministry.goal = SteeringGoal::domestic_capacity;
    const auto chased = runs(s, 2);
    s.ministry.direction = SteeringDirection::follow;
    const auto followed = runs(s, 2);
    CHECK_FALSE(same_bits(ready[0], chased[0]));
    CHECK_FALSE(same_bits(chased[0], followed[0]));
}

TEST_CASE("ministry: the sum of plans is that of fixed steering in every year ahead, and none is negative") {
    for (const bool threat : {false, true}) {
        Scenario s = three_areas();
        if (threat) s.threat = {true, .3, 2300, .4, .5, 0};
        s.ministry.reallocation = 10;
        s.ministry.step = .2;
        Country fixed(s);
        Country moving(responsive(s));
        double moved = 0;
        while (fixed.world.year + 1 < fixed.prepared->years) {
            fixed.pass_year();
            moving.pass_year();
            for (int ahead = 0; ahead <= fixed.prepared->look_ahead; ++ahead) {
                CHECK(sum_of_plans(moving, ahead) == Approx(sum_of_plans(fixed, ahead)).epsilon(1e-9));
                for (const Area area : moving.world.areas.keys()) {
                    const double plan = planned(moving.year(), moving.world.areas, area, ahead);
                    CHECK(plan >= 0);
                    moved += std::abs(plan - planned(fixed.year(), fixed.world.areas, area, ahead));
                }
            }
        }
        CHECK(moved > 0);
    }
}

TEST_CASE("ministry: what is announced does not move, and no more moves in a year than allowed") {
    constexpr int notice = 2;
    Scenario s = responsive(three_areas());
    s.ministry.reallocation = 10;
    s.ministry.review_years = 3;
    Country c(s);
    int reviews = 0;
    while (c.world.year + 1 < c.prepared->years) {
        PerArea<std::vector<double>> before(c.world.areas.size());
        for (const Area area : c.world.areas.keys())
            for (int ahead = 0; ahead <= notice + 1; ++ahead)
                before[area].push_back(planned(c.year(), c.world.areas, area, ahead));
        c.begin_year();
        c.plan();
        double gained = 0;
        for (const Area area : c.world.areas.keys()) {
            for (int ahead = 0; ahead <= notice; ++ahead)
                CHECK(planned(c.year(), c.world.areas, area, ahead) == before[area][ahead]);
            const double now = planned(c.year(), c.world.areas, area, notice + 1);
            gained += std::max(0.0, now - before[area][notice + 1]);
        }
        const int years = c.world.year - c.prepared->policy_year;
        const bool review = years > 0 && years % 3 == 0;
        const double part = gained / sum_of_plans(c, notice + 1);
        CHECK(part <= (review ? .15 : .03) + 1e-9);
        CHECK(c.world.in.ministry.moved == Approx(gained).epsilon(1e-9));
        reviews += review && part > .031;
        c.commit();
        c.tender();
        c.believe();
        c.rest_of_year();
    }
    CHECK(reviews > 0);
}

TEST_CASE("ministry: staggered frameworks of L years in a calm world bind max(0, 1 - n / L) of the year n ahead") {
    for (const int years : {1, 2, 3, 5}) {
        Scenario s = responsive(calm(years, 15 * years));
        s.ministry.reallocation = 0;
        s.ministry.committed_cap = 1;
        Country c(s);
        for (SegmentState& state : c.world.areas) CHECK(state.lines.size() == static_cast<std::size_t>(15 * years));
        while (c.world.year + 1 < c.prepared->years) c.pass_year();
        double lost = 0;
        for (const Ministry::Sight& sight : c.world.in.ministry.areas) lost = std::max(lost, sight.lost_share);
        REQUIRE(lost < 1e-9);
        for (int ahead = 1; ahead <= Ministry::years_told; ++ahead)
            CHECK(c.world.in.ministry.committed[static_cast<std::size_t>(ahead)] ==
                  Approx(std::max(0., 1 - static_cast<double>(ahead) / years)).epsilon(1e-9));
        CHECK(c.world.in.ministry.postponed_sum == 0);
    }
}

TEST_CASE("ministry: contracts of a year bind no later year, so that nothing is postponed") {
    Scenario s = responsive(three_areas());
    s.ministry.committed_cap = 1;
    for (Segment& segment : s.segments) {
        segment.orders.framework_years = 1;
        segment.orders.minimum_quantity = 0;
    }
    CHECK(mean(runs(s, 2), Outcome::postponed_meur) == 0);
}

TEST_CASE("ministry: the less of later years may be bound, the more is postponed, and public money stays") {
    const auto fixed = runs(three_areas(), 3);
    double before = -1;
    for (const double cap : {1., .9, .7, .5}) {
        Scenario s = responsive(three_areas());
        s.ministry.committed_cap = cap;
        const auto now = runs(s, 3);
        const double postponed = mean(now, Outcome::postponed_meur);
        CHECK(postponed >= before);
        if (cap < 1) CHECK(postponed > 0);
        before = postponed;
        for (const RunRecord& run : now) CHECK(run.at(Outcome::ledger_residual) < 1e-9);
    }
    Scenario wide = responsive(three_areas());
    wide.ministry.committed_cap = .7;
    const double tight = mean(runs(wide, 3), Outcome::postponed_meur);
    wide.ministry.overprogramming = .2;
    CHECK(mean(runs(wide, 3), Outcome::postponed_meur) < tight);
}

TEST_CASE("ministry: what is postponed stays with its line, and breaks what was announced") {
    Scenario s = responsive(three_areas());
    s.budget.cut_year = 2300;
    s.ministry.committed_cap = .3;
    for (Segment& segment : s.segments) segment.orders.slippage_probability = 0;
    Country c(s);
    int postponed_years = 0;
    while (c.world.year + 1 < c.prepared->years) {
        c.until_orders();
        std::vector<double> held;
        for (const SegmentState& state : c.world.areas) {
            double sum = 0;
            for (const Line& line : state.lines)
                sum += line.carry + std::max(0.0, 1 - line.contracted) * line.available;
            held.push_back(sum);
        }
        const double ordered = c.world.totals.orders;
        double imported = 0;
        for (const SegmentState& state : c.world.areas) imported += state.not_addressable;
        c.tender();
        double kept = 0;
        double open = 0;
        double postponed = 0;
        std::size_t i = 0;
        for (const SegmentState& state : c.world.areas) {
            for (const Line& line : state.lines) kept += line.carry;
            open += held[i++];
            postponed += state.postponed;
        }
        CHECK(c.world.in.ministry.postponed == Approx(postponed).epsilon(1e-9));
        const double let = c.world.totals.orders - ordered - imported;
        CHECK(kept + let == Approx(open).epsilon(1e-9)); // let, or still there
        std::vector<Trust> before;
        std::vector<bool> broken;
        for (const SegmentState& state : c.world.areas) {
            before.push_back(state.trust[0]);
            broken.push_back(state.announced_now > 0 &&
                             state.postponed > s.beliefs.trust_tolerance * state.announced_now);
        }
        c.believe();
        i = 0;
        for (const SegmentState& state : c.world.areas) {
            if (broken[i]) {
                CHECK(state.trust[0].share() == updated_trust(before[i], 0, s.beliefs.trust_memory).share());
                ++postponed_years;
            }
            ++i;
        }
        c.rest_of_year();
    }
    CHECK(postponed_years > 0);
}

TEST_CASE("ministry: rows of areas in another order, same results") {
    for (const SteeringGoal goal : {SteeringGoal::readiness, SteeringGoal::domestic_capacity}) {
        Scenario s = responsive(three_areas());
        s.ministry.goal = goal;
        s.ministry.committed_cap = .7;
        Scenario reversed = s;
        std::ranges::reverse(reversed.segments);
        const auto a = runs(s, 2);
        const auto b = runs(reversed, 2);
        for (std::size_t i = 0; i < a.size(); ++i)
            for (const Outcome outcome : {Outcome::capacity_growth, Outcome::postponed_meur, Outcome::plan_moved_meur,
                                          Outcome::plan_autocorrelation, Outcome::public_money_meur, Outcome::exits})
                CHECK(a[i].at(outcome) == Approx(b[i].at(outcome)).epsilon(1e-6));
    }
}

TEST_CASE("ministry: it sees domestic share, loss on capacity, delay and readiness of the year that passed") {
    Scenario s = responsive(three_areas());
    s.ministry.memory = 0;
    s.ministry.readiness_decay = 1;
    Country c(s);
    while (c.world.year < c.prepared->burn_in) c.pass_year();
    c.keep_record();
    while (c.world.year <= c.prepared->policy_year + 2) c.pass_year();
    const int year = c.world.year - 1 - c.prepared->burn_in;
    for (const Area area : c.world.areas.keys()) {
        const Ministry::Sight& sight = c.world.in.ministry.areas[area];
        const auto of_year = [&](Yearly quantity) { return c.record.at(quantity, year, area.number); };
        const double ordered = of_year(Yearly::orders_meur);
        CHECK(sight.domestic_share == Approx(of_year(Yearly::domestic_orders_meur) / ordered).epsilon(1e-9));
        CHECK(sight.lost_share == Approx(of_year(Yearly::imports_capacity_meur) / ordered).epsilon(1e-9));
        const double came = of_year(Yearly::deliveries_meur) + of_year(Yearly::imports_meur);
        const SegmentTables& t = c.prepared->segments[area];
        const int lead = segment_of(s, area).orders.lead_years;
        const SegmentState& state = c.world.areas[area];
        const double then = t.plan[c.world.year - 1 - lead] * plan_factor(state, c.world.year - 1 - lead);
        const double now = t.plan[c.world.year - 1] * plan_factor(state, c.world.year - 1);
        const double share = std::clamp(sight.domestic_share, 0., 1.);
        CHECK(sight.readiness == Approx(came / (share * then + (1 - share) * now)).epsilon(1e-9));
    }
}

TEST_CASE("ministry: who holds a floor as signed binds more of a later year after a cut") {
    Scenario s = responsive(calm(5, 15));
    s.budget.cut_year = s.time.start_year + 5;
    s.budget.cut_share = .5;
    s.ministry.reallocation = 0;
    s.ministry.committed_cap = 1;
    Country c(s);
    while (c.year().calendar < s.budget.cut_year) c.pass_year();
    const double before = c.world.in.ministry.committed[1];
    CHECK(before == Approx(.8).epsilon(1e-9));
    c.until_orders();
    // What the lines have called off beyond their requirement, and what they still guarantee, leave nothing for lots.
    for (const Ministry::Sight& sight : c.world.in.ministry.areas) CHECK(sight.let == 0);
    c.tender();
    c.believe();
    c.rest_of_year();
    // Two fifths of the lines are bound for two years to come, at .8 of a plan that was twice as large.
    CHECK(c.world.in.ministry.committed[2] == Approx(.4 * .8 / .5).epsilon(1e-9));
}

TEST_CASE(
    "ministry: what it did and what is bound stand in the year's record of institutions; under fixed steering not") {
    Scenario s = responsive(three_areas());
    RunRecord record = runs(s, 1)[0];
    Country c(s, 0, 3);
    while (c.world.year < c.prepared->years) {
        if (c.world.year == c.prepared->policy_year) begin_policy(c.world);
        c.pass_year();
    }
    const Ministry& ministry = c.world.in.ministry;
    const int last = record.years - 1;
    CHECK(record.at(Institution::defence_committed_1y, last) == ministry.committed[1]);
    CHECK(record.at(Institution::defence_committed_5y, last) == ministry.committed[5]);
    CHECK(record.at(Institution::defence_moved_meur, last) == ministry.moved);
    for (const Area area : c.world.areas.keys())
        CHECK(record.at(Yearly::readiness, last, area.number) == ministry.areas[area].readiness);
    double postponed = 0;
    double moved = 0;
    for (int year = s.time.policy_from - s.time.start_year; year < record.years; ++year) {
        postponed += record.at(Institution::defence_postponed_meur, year);
        moved += record.at(Institution::defence_moved_meur, year);
        CHECK(record.at(Institution::defence_readiness, year) > 0);
        CHECK(record.at(Institution::defence_delay_years, year) >= 0);
    }
    CHECK(postponed == Approx(record.at(Outcome::postponed_meur)).epsilon(1e-9));
    CHECK(moved == Approx(record.at(Outcome::plan_moved_meur)).epsilon(1e-9));
    RunRecord fixed = runs(three_areas(), 1)[0];
    CHECK(std::isnan(fixed.at(Institution::defence_committed_1y, last)));
    CHECK(std::isnan(fixed.at(Yearly::readiness, last, 0)));
}
