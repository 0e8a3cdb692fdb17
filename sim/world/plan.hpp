// SPDX-License-Identifier: Apache-2.0
// What the ministry plans to order of an area, and how what comes compares with it.
#pragma once

#include "sim/world/areas.hpp"
#include "sim/world/year.hpp"

#include <algorithm>

namespace drumbeat {

// What has become of the plan of a simulated year since it was made.
inline double plan_factor(const SegmentState& state, int year) {
    const std::vector<double>& years = state.factor_of_year;
    if (years.empty()) return state.plan_factor;
    const std::size_t last = years.size() - 1;
    const auto place = static_cast<std::size_t>(year);
    return years[std::min(place, last)];
}

// Planned requirement of an area some years ahead, meur. Before the policy begins, nobody foresees a budget other than
// that of the year.
inline double planned(const Year& y, const Areas& areas, Area area, int ahead = 0) {
    const SegmentTables& t = y.prepared.segments[area];
    const int year = y.simulated + (y.policy ? ahead : 0);
    const bool before_cut = y.calendar < y.scenario.budget.cut_year;
    const std::vector<double>& path = before_cut ? t.foreseen : t.plan;
    return path[year] * plan_factor(areas[area], year);
}

// Of all areas together, this year.
inline double total_planned(const Year& y, const Areas& areas) {
    double total = 0;
    for (const Area area : areas.keys()) total += planned(y, areas, area);
    return total;
}

// The part of it that reaches one programme line for firms at home, meur.
inline double planned_of_line(const Year& y, const Areas& areas, Area area, int ahead = 0) {
    const Segment& s = segment_of(y.scenario, area);
    return s.addressable_share * planned(y, areas, area, ahead) / s.lines;
}

// The plan of a year ahead as it stood when a contract with a guaranteed minimum was signed, meur.
inline double planned_when_signed(const Year& y, const Areas& areas, Area area, const Contract& contract,
                                  int ahead = 0) {
    return areas[area].signed_plans.planned(contract.birth, y.calendar + ahead);
}

// The least that such a contract calls off in a year ahead: of the plan's part of its line, meur.
inline double guaranteed(const Year& y, const Areas& areas, Area area, const Contract& contract, int ahead = 0) {
    if (contract.floor <= 0) return 0;
    const Segment& s = segment_of(y.scenario, area);
    const double plan = planned_when_signed(y, areas, area, contract, ahead);
    return contract.floor * (s.addressable_share * plan / s.lines);
}

// Requirement over plan `ahead` years on, as it will come: drawn, or what a table gives.
inline double requirement_over_plan(const Year& y, const Areas& areas, Area area, int ahead = 0) {
    const SegmentTables& t = y.prepared.segments[area];
    const SegmentState& state = areas[area];
    const int year = y.simulated + ahead;
    if (year < static_cast<int>(t.given.size()) && t.given[year] >= 0)
        return given_over_plan(t.given[year] * plan_factor(state, year), planned(y, areas, area, ahead));
    const double factor = year >= y.prepared.policy_year ? state.factor : 1.0;
    return factor * maths::exp(t.law.sx * state.path[year] - .5 * t.law.sx * t.law.sx);
}

} // namespace drumbeat
