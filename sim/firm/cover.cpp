// SPDX-License-Identifier: Apache-2.0
#include "sim/firm/cover.hpp"

#include "sim/firm/cost.hpp"
#include "sim/firm/standing.hpp"
#include "sim/world/plan.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

// Whether what is planned of some year of the contract is no longer what was planned when it was signed.
bool has_other_plan(const Year& y, const Areas& areas, Area area, const Contract& contract) {
    const int last = std::min(contract.years_left, y.prepared.look_ahead);
    for (int n = 1; n <= last; ++n) {
        const double then = planned_when_signed(y, areas, area, contract, n);
        if (then != planned(y, areas, area, n)) return true;
    }
    return false;
}

// Where nothing is planned any more there is nothing to compare with.
double floor_over_plan(const Year& y, const Areas& areas, Area area, const Contract& contract, int ahead) {
    const double now = planned(y, areas, area, ahead);
    if (contract.floor <= 0 || now <= 0) return contract.floor;
    return contract.floor * (planned_when_signed(y, areas, area, contract, ahead) / now);
}

void look_at_floor(const Year& y, const Areas& areas, Area area, FloorGroup group, double usual, AreaView& ahead) {
    const int years = y.prepared.look_ahead;
    std::vector<double>& floor = ahead.floor(group);
    floor.assign(years + 1, 0);
    ahead.guaranteeing.assign(years + 1, 0);
    for (const Contract& contract : areas[area].contracts) {
        if (floor_group(y, areas, area, contract) != group) continue;
        const int last = std::min(contract.years_left, years);
        for (int n = 1; n <= last; ++n) {
            const double own = floor_over_plan(y, areas, area, contract, n);
            floor[n] += contract.share * (own - usual);
            ahead.guaranteeing[n] += contract.share;
        }
    }
    for (int n = 0; n <= years; ++n) {
        if (ahead.guaranteeing[n] > 0) floor[n] /= ahead.guaranteeing[n];
        floor[n] += usual;
    }
}

} // namespace

FloorGroup floor_group(const Year& y, const Areas& areas, Area area, const Contract& contract) {
    if (contract.floor != segment_of(y.scenario, area).orders.minimum_quantity) return FloorGroup::old;
    const bool guarantees = contract.floor > 0;
    return guarantees && has_other_plan(y, areas, area, contract) ? FloorGroup::of_another_plan : FloorGroup::present;
}

void look_at_floors(const Year& y, const Areas& areas, Area area, AreaView& ahead) {
    const double present = segment_of(y.scenario, area).orders.minimum_quantity;
    const double old = y.prepared.segments[area].base_floor;
    const auto years = static_cast<std::size_t>(y.prepared.look_ahead) + 1;
    ahead.floor(FloorGroup::old).assign(years, old);
    ahead.floor(FloorGroup::present).assign(years, present);
    ahead.floor(FloorGroup::of_another_plan).assign(years, 0);
    if (areas[area].signed_plans.none()) return;
    if (old > 0) look_at_floor(y, areas, area, FloorGroup::old, old, ahead);
    if (present > 0) look_at_floor(y, areas, area, FloorGroup::of_another_plan, present, ahead);
}

void look_at_cover(const Year& y, const Areas& areas, Area area, AreaView& ahead) {
    const SegmentState& state = areas[area];
    const Segment& s = segment_of(y.scenario, area);
    const int years = y.prepared.look_ahead;
    ahead.open.assign(years + 1, 0);
    ahead.survival.assign(years + 1, 1);
    for (const Contract& contract : state.contracts)
        for (int n = 1; n <= std::min(contract.years_left, years); ++n) {
            const double guaranteed = floor_over_plan(y, areas, area, contract, n);
            ahead.open[n] += contract.share * std::max(1.0, guaranteed) / s.lines;
        }
    for (int n = 1; n <= years; ++n) {
        ahead.survival[n] = ahead.survival[n - 1] * (1 - state.hazard);
        const double covered = std::min(1.0, ahead.open[n] * ahead.survival[n]);
        ahead.open[n] = (1 - covered) * s.addressable_share * planned(y, areas, area, n);
    }
}

namespace {

int longest_contract(const Areas& areas) {
    int longest = 1;
    for (const SegmentState& state : areas)
        for (const Contract& c : state.contracts) longest = std::max(longest, c.years_left);
    return longest;
}

// Planned volume of a contract's call-off some years ahead, partners' included.
double planned_volume(const Year& y, const Areas& areas, Area area, const Contract& c, int ahead) {
    const Segment& s = segment_of(y.scenario, area);
    const double money = c.share * s.addressable_share * planned(y, areas, area, ahead) / s.lines;
    return (1 + c.partners) * volume_called(y.scenario, money, c.price);
}

} // namespace

void gather_contracts(const Year& y, const Areas& areas, OrderBook& orders) {
    orders.clear_call_offs(std::min(longest_contract(areas), y.prepared.look_ahead) + 1);
    for (const Area area : areas.keys())
        for (const Contract& c : areas[area].contracts) {
            if (c.row == foreign_supplier) continue;
            const FloorGroup group = floor_group(y, areas, area, c);
            for (int n = 1; n <= c.years_left && n < orders.call_off_years(); ++n)
                orders.expect_call_off(group, c.row, n, planned_volume(y, areas, area, c, n));
        }
}

double backlog_of(const Year& y, const AreaView& ahead, const Firms& f, const OrderBook& orders, Row r) {
    double volume = 0;
    for (const FloorGroup group : floor_groups)
        for (int n = 1; n < orders.call_off_years(); ++n)
            volume += orders.called_off(group, r, n) * std::max(1.0, ahead.floor(group)[n]);
    return orders.money_due(r) + volume * price_of(y.scenario.tender, f, r, 0, 0);
}

double cover_of(const Year& y, const AreaView& ahead, const Firms& f, const OrderBook& orders,
                std::span<const double> load, Row r) {
    const Outlook& o = ahead.outlook(f.expectation[r], reader_of(y, f, r));
    const int lead = segment_of(y.scenario, f.area[r]).orders.lead_years;
    double sales = 0;
    double contracted = 0;
    for (int m = 1; m <= 5 && m < static_cast<int>(load.size()); ++m) {
        sales += load[m];
        const int n = m - lead;
        if (n <= 0) contracted += orders.due(r, m);
        if (n <= 0 || n >= orders.call_off_years()) continue;
        for (const FloorGroup group : floor_groups)
            contracted += orders.called_off(group, r, n) * ahead.survival[n] * o.mean_above(group)[n];
    }
    return sales > 0 ? std::min(1.0, contracted / sales) : 0;
}

} // namespace drumbeat
