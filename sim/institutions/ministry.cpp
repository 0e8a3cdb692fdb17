// SPDX-License-Identifier: Apache-2.0
#include "sim/institutions/ministry.hpp"

#include "sim/world/plan.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

bool steers(const Year& y) { return y.policy && y.scenario.ministry.responds(); }

// What it wants more of: deliveries behind the plan, or capacity at home, where it lacks or where it does not.
double gap_of(const MinistryRules& rules, const Ministry::Sight& sight) {
    if (rules.goal == SteeringGoal::readiness) return 1 - sight.readiness;
    return rules.direction == SteeringDirection::chase ? sight.lost_share : -sight.lost_share;
}

// The first year ahead that no area has been told of.
int first_untold_year(const Scenario& s) {
    int notice = 0;
    for (const Segment& segment : s.segments) notice = std::max(notice, segment.orders.notice_years);
    return notice + 1;
}

bool reviews(const Year& y) {
    const int years = y.simulated - y.prepared.policy_year;
    return years > 0 && years % y.scenario.ministry.review_years == 0;
}

// From now on the plan of each year has a factor of its own.
void tell_years_apart(const Year& y, Areas& areas) {
    for (const Area area : areas.keys()) {
        SegmentState& state = areas[area];
        const std::size_t years = y.prepared.segments[area].plan.size();
        if (state.factor_of_year.empty()) state.factor_of_year.assign(years, state.plan_factor);
    }
}

} // namespace

void Ministry::look_at_gaps(const Year& y, const Areas& all) {
    gap_.assign(all.size(), 0);
    for (const Area area : all.keys()) {
        const Sight& sight = areas[area];
        gap_[area.index()] = gap_of(y.scenario.ministry, sight);
    }
}

// Moves the plan of one year ahead. Returns what moved, meur.
double Ministry::move_year(const Year& y, Areas& all, int ahead, double most) {
    before_.clear();
    for (const Area area : all.keys()) before_.push_back(planned(y, all, area, ahead));
    plan_ = before_;
    const double part = drumbeat::move_plan(plan_, gap_, y.scenario.ministry.reallocation, most);
    if (part <= 0) return 0;
    const auto year = static_cast<std::size_t>(y.simulated + ahead);
    double whole = 0;
    for (const Area area : all.keys()) {
        const double before = before_[area.index()];
        const double after = plan_[area.index()];
        whole += before;
        if (before > 0) all[area].factor_of_year[year] *= after / before;
    }
    return part * whole;
}

void Ministry::move_plan(const Year& y, Areas& all) {
    moved = 0;
    postponed = 0;
    if (!steers(y)) return;
    areas.resize(all.size());
    tell_years_apart(y, all);
    look_at_gaps(y, all);
    const MinistryRules& rules = y.scenario.ministry;
    const double most = reviews(y) ? rules.review_step : rules.step;
    const int first = first_untold_year(y.scenario);
    const int last = static_cast<int>(all.front().factor_of_year.size()) - 1 - y.simulated;
    for (int ahead = first; ahead <= last; ++ahead) {
        const double meur = move_year(y, all, ahead, most);
        if (ahead == first) moved = meur;
    }
    moved_sum += moved;
}

// What an area's contracts bind of later years, no less than they guarantee.
void Ministry::look_at_contracts(const Year& y, const Areas& all, Area area) {
    const int last = static_cast<int>(later_.size()) - 1;
    for (const Contract& contract : all[area].contracts) {
        const int years = std::min(contract.years_left, last);
        for (int n = 1; n <= years; ++n) {
            const double least = guaranteed(y, all, area, contract, n);
            const double of_line = planned_of_line(y, all, area, n);
            later_[n].committed += contract.share * std::max(least, of_line);
        }
    }
}

// The plan of later years, and what this year's open lots would bind of it.
void Ministry::look_at_lots(const Year& y, const Areas& all, Area area) {
    const Segment& s = segment_of(y.scenario, area);
    double open = 0; // lines
    for (const Line& line : all[area].lines) {
        open += std::max(0.0, 1 - line.contracted);
        later_[1].committed += std::max(0.0, -line.carry); // placed ahead of requirement
    }
    open_[area.index()] = open * planned_of_line(y, all, area);
    const int last = static_cast<int>(later_.size()) - 1;
    for (int n = 1; n <= last; ++n) {
        const double of_line = planned_of_line(y, all, area, n);
        later_[n].plan += s.lines * of_line;
        if (n < s.orders.framework_years) later_[n].open += open * of_line;
    }
}

void Ministry::look_at_later_years(const Year& y, const Areas& all, double owed) {
    int longest = years_told + 1;
    for (const Segment& segment : y.scenario.segments) {
        const int years = segment.orders.framework_years;
        longest = std::max(longest, years);
    }
    const int last = std::min(longest - 1, y.prepared.look_ahead);
    later_.assign(static_cast<std::size_t>(last) + 1, {});
    open_.assign(all.size(), 0);
    for (const Area area : all.keys()) {
        look_at_contracts(y, all, area);
        look_at_lots(y, all, area);
    }
    later_[1].committed += std::max(0.0, owed);
}

void Ministry::balance(const Year& y, const Areas& all, double owed) {
    if (!steers(y)) {
        for (Sight& sight : areas) sight.let = 1;
        return;
    }
    look_at_later_years(y, all, owed);
    const MinistryRules& rules = y.scenario.ministry;
    const double most = rules.committed_cap * (1 + rules.overprogramming);
    const double let = share_to_let(later_, most);
    drumbeat::postpone(open_, gap_, rules.reallocation, 1 - let, waits_);
    for (const Area area : all.keys()) {
        const double waits = waits_[area.index()];
        areas[area].let = 1 - waits;
    }
}

namespace {

// What a smoothed figure becomes; the first one is taken as it is.
double smoothed(double before, double now, double memory, bool seen) {
    return seen ? memory * before + (1 - memory) * now : now;
}

// What the plan would have delivered by now: orders at home as long ago as they take, and those abroad at once.
double due_by_plan(const Year& y, const Areas& all, Area area, double domestic_share) {
    const int lead = std::min(segment_of(y.scenario, area).orders.lead_years, y.simulated);
    const double at_home = domestic_share * planned(y, all, area, -lead);
    const double abroad = (1 - domestic_share) * planned(y, all, area);
    return at_home + abroad;
}

void see(const Year& y, const Areas& all, Area area, const GroupTotals& now, double late, Ministry::Sight& sight) {
    const MinistryRules& rules = y.scenario.ministry;
    const double ordered = now.orders - sight.before.orders;
    const double domestic = now.domestic - sight.before.domestic;
    const double delivered = now.delivered_money - sight.before.delivered_money;
    const double lost = now.imports_capacity - sight.before.imports_capacity;
    if (ordered > 0) {
        sight.domestic_share = smoothed(sight.domestic_share, domestic / ordered, rules.memory, sight.seen);
        sight.lost_share = smoothed(sight.lost_share, lost / ordered, rules.memory, sight.seen);
    }
    const double volume = now.delivered_volume - sight.before.delivered_volume;
    if (volume > 0) sight.delay_years = smoothed(sight.delay_years, late / volume, rules.memory, sight.seen);
    const double at_home = std::clamp(sight.domestic_share, 0.0, 1.0);
    const double due = due_by_plan(y, all, area, at_home);
    const double came = delivered + (ordered - domestic);
    if (due > 0) sight.readiness = readiness_after(sight.readiness, rules.readiness_decay, came / due);
    sight.seen = true;
    sight.before = now;
}

// How an area's share of the plan moved in one year and in the next: the autocorrelation of its yearly changes, over
// all areas and the years of the policy. Below 0 the plan swings. Missing where nothing moved.
double persistence_of_moves(const Year& y, const Areas& all) {
    double product = 0;
    double square = 0;
    for (const Area area : all.keys()) {
        const std::vector<double>& factor = all[area].factor_of_year;
        if (factor.empty()) return missing;
        const std::vector<double>& plan = y.prepared.segments[area].plan;
        double before = 0;
        for (int year = y.prepared.policy_year + 1; year < y.prepared.years; ++year) {
            const double step = factor[year] - factor[year - 1];
            const double change = plan[year] * step;
            product += change * before;
            square += change * change;
            before = change;
        }
    }
    return square > 0 ? product / square : missing;
}

} // namespace

void Ministry::remember(const Year& y, const Areas& all, const Firms& f, const OrderBook& orders,
                        const Totals& totals) {
    if (!steers(y)) return;
    late_.assign(all.size(), 0);
    for (const Row r : f.rows())
        if (f.alive[r]) late_[f.area[r].index()] += orders.late(r);
    for (const Area area : all.keys()) {
        const double late = late_[area.index()];
        see(y, all, area, totals.area[area], late, areas[area]);
    }
    look_at_later_years(y, all, 0);
    for (std::size_t n = 1; n <= years_told; ++n) {
        committed[n] = 0;
        if (n >= later_.size()) continue;
        const LaterYear& year = later_[n];
        if (year.plan > 0) committed[n] = year.committed / year.plan;
    }
}

void Ministry::measure(const Year& y, const Areas& all, RunRecord& record) const {
    if (!y.scenario.ministry.responds()) return;
    record.at(Outcome::postponed_meur) = postponed_sum;
    record.at(Outcome::plan_moved_meur) = moved_sum;
    record.at(Outcome::plan_autocorrelation) = persistence_of_moves(y, all);
}

void Ministry::begin_policy() {
    areas.clear();
    committed.fill(0);
    postponed = 0;
    moved = 0;
    postponed_sum = 0;
    moved_sum = 0;
}

} // namespace drumbeat
