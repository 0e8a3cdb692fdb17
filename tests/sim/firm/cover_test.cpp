// SPDX-License-Identifier: Apache-2.0
// What firms see of contracts whose guaranteed minimum was signed under another plan.
#include "sim/firm/cover.hpp"

#include "tests/sim/country.hpp"
#include "tests/sim/guarantees.hpp"

#include <algorithm>

using namespace drumbeat;
using doctest::Approx;

namespace {

// The plan of a coming year as it stood when a contract was signed, out of the tables: before the cut nobody foresaw
// it.
double signed_plan(const Country& c, Area area, const Contract& contract, int ahead) {
    const SegmentTables& t = c.prepared->segments[area];
    const bool before_cut = contract.birth < c.prepared->scenario.budget.cut_year;
    return (before_cut ? t.foreseen : t.plan)[c.world.year + ahead];
}

// Where requirement is the plan: what a firm's contracts will call off some years ahead, by hand, meur at their prices.
double called_off_by_hand(const Country& c, Row row, int ahead) {
    const Area area = c.world.firms.area[row];
    const Segment& s = segment_of(c.prepared->scenario, area);
    double volume = 0;
    for (const Contract& contract : c.world.areas[area].contracts) {
        if (contract.row != row || contract.years_left < ahead) continue;
        const double now = c.prepared->segments[area].plan[c.world.year + ahead];
        const double least = floor_share * signed_plan(c, area, contract, ahead);
        volume += contract.share * s.addressable_share * std::max(least, now) / s.lines / contract.price;
    }
    return volume;
}

// What the firm expects its contracts to call off.
double expected_call_off(Country& c, Row row, int ahead) {
    std::vector<YearAhead> seen;
    c.forecast();
    forecast_load(c.year(), c.world.areas, c.desk.roll, c.desk.ahead, c.world.orders, c.world.firms, row, c.desk.loads,
                  row, &seen);
    const int lead = segment_of(c.prepared->scenario, c.world.firms.area[row]).orders.lead_years;
    return seen[lead + ahead].all_contracted();
}

} // namespace

TEST_CASE("after a cut firms expect of older contracts what was guaranteed when they were signed") {
    Country c(guaranteed_orders_before_a_cut());
    while (c.year().calendar < c.prepared->scenario.budget.cut_year) c.pass_year();
    c.until_beliefs();
    c.do_research();
    int above_plan = 0;
    for (const Row row : c.firms().rows()) {
        if (!c.firms().alive[row]) continue;
        for (const int ahead : {1, 3}) {
            const double by_hand = called_off_by_hand(c, row, ahead);
            CHECK(expected_call_off(c, row, ahead) == Approx(by_hand).epsilon(1e-9));
            above_plan += by_hand > 1.5 * c.world.orders.called_off(FloorGroup::of_another_plan, row, ahead) &&
                          c.world.orders.called_off(FloorGroup::of_another_plan, row, ahead) > 0;
        }
    }
    CHECK(above_plan > 0);
}

TEST_CASE("a guarantee beyond the plan takes its part of what is open, and is worth more to a bank") {
    Country c(guaranteed_orders_before_a_cut());
    while (c.year().calendar < c.prepared->scenario.budget.cut_year) c.pass_year();
    c.until_beliefs();
    const Area area{0};
    const AreaView& view = c.desk.ahead[area];
    const Segment& s = segment_of(c.prepared->scenario, area);
    double bound = 0;
    for (const Contract& contract : c.area().contracts)
        if (contract.years_left >= 1) {
            const double now = c.prepared->segments[area].plan[c.world.year + 1];
            bound += contract.share / s.lines * std::max(1.0, floor_share * signed_plan(c, area, contract, 1) / now);
        }
    const double plan = s.addressable_share * planned(c.year(), c.world.areas, area, 1);
    CHECK(view.open[1] == Approx(std::max(0.0, 1 - bound) * plan).epsilon(1e-9));
    CHECK(view.floor(FloorGroup::of_another_plan)[1] == Approx(floor_share / .5).epsilon(1e-9));
    CHECK(view.floor(FloorGroup::present)[1] == floor_share);
    for (const Row row : c.firms().rows()) {
        if (c.firms().area[row] != area || !c.firms().alive[row]) continue;
        double volume = 0;
        for (int ahead = 1; ahead < c.world.orders.call_off_years(); ++ahead)
            volume += c.world.orders.called_off(FloorGroup::present, row, ahead) +
                      c.world.orders.called_off(FloorGroup::of_another_plan, row, ahead) * floor_share / .5;
        const double backlog = backlog_of(c.year(), view, c.firms(), c.world.orders, row);
        const double price = price_of(c.prepared->scenario.tender, c.firms(), row, 0, 0);
        CHECK(backlog == Approx(c.world.orders.money_due(row) + volume * price).epsilon(1e-9));
    }
}
