// SPDX-License-Identifier: Apache-2.0
// The year's requirement reaches programme lines, less what instruments take of it.
#include "sim/world/draws.hpp"
#include "sim/world/plan.hpp"
#include "sim/year/measures.hpp"
#include "sim/year/simulate.hpp"
#include "sim/year/steps.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string>

namespace drumbeat {

namespace {

// Beyond these, the rescaled path would be another stream than the one asked for.
constexpr double least_factor = .5;
constexpr double most_factor = 2;

// Rescales the rest of a path so that its sum is the planned one in this very replication.
double exact_factor(const Prepared& p, const SegmentTables& t, const SegmentState& state, const std::string& area) {
    double planned = 0;
    double drawn = 0;
    for (int year = p.policy_year; year < p.years; ++year) {
        const double plan = t.plan[year];
        planned += plan;
        drawn += plan * maths::exp(t.law.sx * state.path[year] - .5 * t.law.sx * t.law.sx);
    }
    const double factor = drawn > 0 ? planned / drawn : 1;
    if (factor < least_factor || factor > most_factor)
        throw RunFailure(fmt::format("neutral.by exact would rescale the path of {} by {:.2f}; allowed: {} to {}", area,
                                     factor, least_factor, most_factor));
    return factor;
}

// Whether the ministry breaks what it announced for this year.
bool breaches(const OrderStream& orders, const Streams& luck, const AreaInYear& now) {
    if (orders.breach_probability <= 0 || now.year > orders.breach_until) return false;
    return draw(draws::breach, luck, now) < orders.breach_probability;
}

// A breach puts off its share of what a line was to get by a year. Returns what is left.
double after_breach(SegmentState& state, Line& line, const OrderStream& orders, double requirement) {
    if (!state.breached || requirement <= 0) return requirement;
    line.slipped[0] += orders.breach_share * requirement;
    state.put_off += orders.breach_share * requirement;
    return requirement * (1 - orders.breach_share);
}

// Part of a line's requirement slips by one or more years; earlier slipped money arrives.
double after_slippage(SegmentState& state, Line& line, const OrderStream& orders, const Streams& luck,
                      const LineInYear& now, double requirement) {
    const double arriving = line.slipped[0];
    std::rotate(line.slipped.begin(), line.slipped.begin() + 1, line.slipped.end());
    line.slipped.back() = 0;
    requirement = after_breach(state, line, orders, requirement);
    const auto slips = drawn_with(draws::slippage, luck, now);
    if (slips[draws::slippage] >= orders.slippage_probability || requirement <= 0) return requirement + arriving;
    const int more = geometric(slips[draws::slippage_years], orders.slippage_mean_years - 1);
    const int delay = std::min(longest_slip, 1 + more);
    const double slipped = orders.slippage_share * requirement;
    line.slipped[delay - 1] += slipped;
    state.slipped += slipped;
    return requirement - slipped + arriving;
}

// The money of a line: what came of its requirement, and what it carried. A cancelled programme's money is let again
// next year.
void arrive_on_line(Line& line, double came, bool cancelled) {
    line.cancelled = cancelled;
    line.available = came + line.carry;
    line.carry = cancelled ? line.available : 0;
    if (cancelled) line.available = 0;
}

// The area's requirement of the year, as drawn or as a table gives it, less its share of what instruments are owed.
// Returns what is left to place.
double requirement_arrives(const Year& y, Areas& areas, Area area, double share_of_owed, double& owed) {
    SegmentState& state = areas[area];
    const double given = y.prepared.segments[area].given[y.simulated];
    state.ratio = requirement_over_plan(y, areas, area);
    state.requirement = given >= 0 ? given * plan_factor(state, y.simulated) : planned(y, areas, area) * state.ratio;
    const double taken = std::min(share_of_owed, std::max(0.0, state.requirement));
    owed -= taken;
    return state.requirement - taken;
}

// The addressable part is divided evenly over the area's lines; the rest is bought abroad.
void spread_over_lines(const Year& y, Area area, double requirement, SegmentState& state) {
    const Segment& s = segment_of(y.scenario, area);
    state.not_addressable = (1 - s.addressable_share) * requirement;
    state.placed = state.not_addressable;
    for (int i = 0; i < s.lines; ++i) {
        Line& line = state.lines[i];
        const LineInYear now{area, i, y.calendar};
        const double share = s.addressable_share * requirement / s.lines;
        const double came = after_slippage(state, line, s.orders, y.luck, now, share);
        arrive_on_line(line, came, draw(draws::cancellation, y.luck, now) < s.orders.cancellation);
        state.placed += line.available;
    }
}

} // namespace

void let_arrive(const Year& y, Areas& areas, double& owed) {
    const double owed_before = owed;
    const double whole_plan = total_planned(y, areas);
    for (const Area area : areas.keys()) {
        SegmentState& state = areas[area];
        const Segment& s = segment_of(y.scenario, area);
        if (y.simulated == y.prepared.policy_year && y.scenario.neutral.by == NeutralBy::exact)
            state.factor = exact_factor(y.prepared, y.prepared.segments[area], state, s.name);
        const double share = whole_plan > 0 ? planned(y, areas, area) / whole_plan : 0;
        const double left = requirement_arrives(y, areas, area, owed_before * share, owed);
        state.breached = y.policy && breaches(s.orders, y.luck, AreaInYear{area, y.calendar});
        state.put_off_before = state.put_off;
        state.put_off = 0;
        state.slipped = 0;
        spread_over_lines(y, area, left, state);
    }
}

namespace {

// The order of sums is part of the bits.
void add_carried(const SegmentState& state, double& sum) {
    for (const Line& line : state.lines) {
        sum += line.carry;
        for (const double slipped : line.slipped) sum += slipped;
    }
}

} // namespace

double carried_money(const SegmentState& state) {
    double sum = 0;
    add_carried(state, sum);
    return sum;
}

double carried_money(const Areas& areas) {
    double sum = 0;
    for (const SegmentState& state : areas) add_carried(state, sum);
    return sum;
}

} // namespace drumbeat
