// SPDX-License-Identifier: Apache-2.0
// The year's requirement reaches programme lines, less what instruments take of it.
#include "sim/world/phases.hpp"
#include "sim/year/simulate.hpp"

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

double total_plan(const Run& run) {
    double total = 0;
    for (const Area segment : run.prepared.areas()) total += run.plan(segment);
    return total;
}

// The fund is paid in over some years. Returns what came of it this year.
double pay_in_fund(World& w, const SecFund& fund, int years_since_policy) {
    if (!fund.enabled || years_since_policy >= fund.paid_in_years) return 0;
    const double paid = fund.budget_meur / fund.paid_in_years;
    w.accounts.pay(Sector::ministry, Sector::fund, Purpose::fund_payment, paid);
    w.totals.public_money += paid;
    return paid;
}

// The subsidy's budget for the year. Returns it.
double set_aside_subsidy(World& w, const Subsidy& subsidy, double plan) {
    if (subsidy.rate <= 0 || subsidy.budget_share <= 0) return 0;
    const double budget = subsidy.budget_share * plan;
    w.subsidy_cash += budget;
    return budget;
}

// What the fund, the subsidy and the other instruments take out of this year's procurement, if it pays for them.
double instruments_paid_by_procurement(Run& run) {
    const Scenario& s = run.scenario;
    World& w = run.world;
    if (!run.policy) return 0;
    double total = other_instruments(run);
    const double fund = pay_in_fund(w, s.secfund, w.year - run.prepared.policy_year);
    const double subsidy = set_aside_subsidy(w, s.subsidy, total_plan(run));
    if (s.neutral.of != NeutralOf::public_money) return total;
    if (s.secfund.paid_from == PaidFrom::procurement) total += fund;
    if (s.subsidy.paid_from == PaidFrom::procurement) total += subsidy;
    return total;
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
double requirement_arrives(Run& run, Area segment, double owed) {
    World& w = run.world;
    SegmentState& state = w.segments[segment];
    const double given = run.prepared.segments[segment].given[w.year];
    state.ratio = run.ratio(segment);
    state.requirement = given >= 0 ? given * state.plan_factor : run.plan(segment) * state.ratio;
    const double taken = std::min(owed, std::max(0.0, state.requirement));
    w.instruments_owed -= taken;
    return state.requirement - taken;
}

// The addressable part is divided evenly over the area's lines; the rest is bought abroad.
void spread_over_lines(Run& run, Area segment, double requirement) {
    const Segment& area = segment_of(run.scenario, segment);
    const Streams& luck = run.world.streams;
    SegmentState& state = run.world.segments[segment];
    state.not_addressable = (1 - area.addressable_share) * requirement;
    state.placed = state.not_addressable;
    for (int i = 0; i < area.lines; ++i) {
        Line& line = state.lines[i];
        const LineInYear now{segment, i, run.calendar};
        const double share = area.addressable_share * requirement / area.lines;
        const double came = after_slippage(state, line, area.orders, luck, now, share);
        arrive_on_line(line, came, draw(draws::cancellation, luck, now) < area.orders.cancellation);
        state.placed += line.available;
    }
}

void plan_area(Run& run, Area segment, double owed) {
    const OrderStream& orders = segment_of(run.scenario, segment).orders;
    SegmentState& state = run.world.segments[segment];
    const double left = requirement_arrives(run, segment, owed);
    state.breached = run.policy && breaches(orders, run.world.streams, AreaInYear{segment, run.calendar});
    state.put_off_before = state.put_off;
    state.put_off = 0;
    spread_over_lines(run, segment, left);
}

} // namespace

void take_out_of_procurement(Run& run) { run.world.instruments_owed += instruments_paid_by_procurement(run); }

void let_arrive(Run& run) {
    World& w = run.world;
    const Scenario& s = run.scenario;
    const Prepared& p = run.prepared;
    const double owed = w.instruments_owed;
    const double whole_plan = total_plan(run);
    for (const Area segment : run.prepared.areas()) {
        SegmentState& state = w.segments[segment];
        if (w.year == p.policy_year && s.neutral.by == NeutralBy::exact)
            state.factor = exact_factor(p, p.segments[segment], state, segment_of(s, segment).name);
        const double share = whole_plan > 0 ? run.plan(segment) / whole_plan : 0;
        plan_area(run, segment, owed * share);
    }
}

double carried_money(const World& w) {
    double sum = 0;
    for (const SegmentState& state : w.segments)
        for (const Line& line : state.lines) {
            sum += line.carry;
            for (const double slipped : line.slipped) sum += slipped;
        }
    return sum;
}

} // namespace drumbeat
