// SPDX-License-Identifier: Apache-2.0
// A guaranteed minimum is a share of what was planned when it was signed, whatever became of the plan.
#include "tests/sim/country.hpp"
#include "tests/sim/guarantees.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace drumbeat;
using doctest::Approx;

namespace {

// In a year in which all contracts of an area were signed under another plan, whose ratio to the present one is given:
// what they are due, by hand, and what they call off.
struct Orders {
    double by_hand = 0;
    double called = 0;
};
Orders due_in(Country& c, double signed_over_plan) {
    c.begin_year();
    c.plan();
    Orders due;
    for (const Area area : c.world.areas.keys()) {
        const SegmentState& state = c.world.areas[area];
        const Segment& s = segment_of(c.prepared->scenario, area);
        const double plan = s.addressable_share * c.planned(area) / s.lines;
        for (const Contract& contract : state.contracts) {
            if (contract.years_left == 0) continue;
            if (contract.row != foreign_supplier && !c.firms().alive[contract.row]) continue;
            const double least = contract.floor * signed_over_plan * plan;
            due.by_hand += contract.share * std::max(least, std::max(0.0, state.lines[contract.line].available));
        }
    }
    const double before = c.world.totals.orders;
    c.commit();
    due.called = c.world.totals.orders - before;
    return due;
}

} // namespace

TEST_CASE("a cut of the budget does not lower what contracts guarantee that were signed before it") {
    const Scenario s = guaranteed_orders_before_a_cut();
    Country c(s);
    while (c.year().calendar < s.budget.cut_year) c.pass_year();
    const Orders due = due_in(c, 1 / .5);
    CHECK(due.called == Approx(due.by_hand).epsilon(1e-9));
    double carried = 0;
    for (const Line& line : c.area().lines) carried += line.carry;
    CHECK(carried < 0); // out of later requirement
}

TEST_CASE("a plan that moves elsewhere does not lower what contracts guarantee that were signed before it") {
    Scenario s = guaranteed_orders();
    s.budget.final_defence_meur = s.budget.defence_meur;
    Country c(s);
    while (c.world.year < c.prepared->policy_year + 2) c.pass_year();
    for (SegmentState& state : c.world.areas) state.plan_factor *= .4;
    const Orders due = due_in(c, 1 / .4);
    CHECK(due.called == Approx(due.by_hand).epsilon(1e-9));
}

TEST_CASE("a plan that nobody changed leaves guarantees what they were: a share of the plan of the year") {
    Scenario s = guaranteed_orders();
    s.budget.final_defence_meur = s.budget.defence_meur;
    for (Segment& segment : s.segments) segment.orders.cv = .6; // so that minima bind
    Country c(s);
    while (c.world.year + 1 < c.prepared->years) {
        const Orders due = due_in(c, 1);
        CHECK(due.called == Approx(due.by_hand).epsilon(1e-9));
        c.tender();
        c.believe();
        c.rest_of_year();
    }
}
