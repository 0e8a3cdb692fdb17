// SPDX-License-Identifier: Apache-2.0
// Who scales up: firms are marked year by year, and counted when a run ends, also at other growths than the scenario's.
#include "sim/year/measures.hpp"
#include "sim/year/steps.hpp"

#include <algorithm>
#include <array>

namespace drumbeat {

namespace {

constexpr std::size_t growths = counted_growths.size();
constexpr double rounding = 1 - 1e-12;

double ratio(double top, double bottom) { return bottom > 0 ? top / bottom : missing; }

// The n-th outcome after one that stands first of its kind in the declaration.
template <class Declared> constexpr Declared after(Declared first, std::size_t n) {
    return static_cast<Declared>(static_cast<std::size_t>(first) + n);
}
static_assert(after(Outcome::scale_up_share_10, 2) == Outcome::scale_up_share_30);
static_assert(after(Outcome::scale_up_share_net_10, 2) == Outcome::scale_up_share_net_30);
static_assert(after(Outcome::scale_up_share_retained_10, 2) == Outcome::scale_up_share_retained_30);
static_assert(after(GroupOutcome::scale_up_share_10, 2) == GroupOutcome::scale_up_share_30);

// Whether a plant of this capacity has grown so much from one of `from`.
bool is_lifted(double capacity, double from, double growth) { return capacity >= (1 + growth) * from * rounding; }

// Firms of a cohort by weight: all, those that ever scaled up, those that shrank by as much, those that kept it.
struct Count {
    double cohort = 0;
    double up = 0;
    double down = 0;
    double retained = 0;

    // A firm that scaled up from a capacity of `from`, or did not.
    void add(const Firms& f, Row r, double growth, bool scaled, double from) {
        cohort += f.weight[r];
        if (f.capacity[r] < (1 - growth) * f.start_capacity[r]) down += f.weight[r];
        if (!scaled) return;
        up += f.weight[r];
        if (is_lifted(f.capacity[r], from, growth)) retained += f.weight[r];
    }
};

// The same firms at one growth after another.
using Counts = std::array<Count, growths>;

void count_firm(const Firms& f, Row r, Counts& counts) {
    for (std::size_t i = 0; i < growths; ++i) {
        const double from = f.scaled_from_at[r][i];
        counts[i].add(f, r, counted_growths[i], from >= 0, from);
    }
}

// Scale-up at the scenario's own growth: also by size class, by capacity, and when.
struct ScaleUpCount {
    Count firms;
    std::array<double, size_class_count> of_class{};
    std::array<double, size_class_count> up_class{};
    double capacity = 0;
    double capacity_up = 0;
    double years = 0; // until it scaled up, or until the end

    void add(const Firms& f, Row r, double growth, int years_until) {
        const auto c = static_cast<std::size_t>(f.size_class[r]);
        const bool scaled = f.scaled_year[r] >= 0;
        firms.add(f, r, growth, scaled, f.scaled_from[r]);
        of_class[c] += f.weight[r];
        up_class[c] += scaled ? f.weight[r] : 0;
        capacity += f.start_capacity[r];
        capacity_up += scaled ? f.start_capacity[r] : 0;
        years += f.weight[r] * years_until;
    }
    double share_of(SizeClass size_class) const {
        const auto c = static_cast<std::size_t>(size_class);
        return ratio(up_class[c], of_class[c]);
    }
};

void measure_at_scenario_growth(RunRecord& record, const Firms& f, const Prepared& p) {
    const int horizon = p.years - p.policy_year;
    ScaleUpCount count;
    for (const Row r : f.rows()) {
        if (!f.in_cohort[r]) continue;
        const int years_until = f.scaled_year[r] >= 0 ? f.scaled_year[r] - p.policy_year : horizon;
        count.add(f, r, p.scenario.scale_up.growth, years_until);
    }
    const Count& n = count.firms;
    record.at(Outcome::scale_up_share) = ratio(n.up, n.cohort);
    record.at(Outcome::scale_up_share_net) = ratio(n.up - n.down, n.cohort);
    record.at(Outcome::scale_up_share_retained) = ratio(n.retained, n.cohort);
    record.at(Outcome::scale_up_share_capacity) = ratio(count.capacity_up, count.capacity);
    record.at(Outcome::scale_up_share_sme) = count.share_of(SizeClass::sme);
    record.at(Outcome::scale_up_share_midcap) = count.share_of(SizeClass::midcap);
    record.at(Outcome::scale_up_share_prime) = count.share_of(SizeClass::prime);
    record.at(Outcome::scale_up_year) = ratio(count.years, n.cohort);
}

void measure_at_counted_growths(RunRecord& record, const Firms& f) {
    Counts counts{};
    for (const Row r : f.rows())
        if (f.in_cohort[r]) count_firm(f, r, counts);
    for (std::size_t i = 0; i < growths; ++i) {
        const Count& n = counts[i];
        record.at(after(Outcome::scale_up_share_10, i)) = ratio(n.up, n.cohort);
        record.at(after(Outcome::scale_up_share_net_10, i)) = ratio(n.up - n.down, n.cohort);
        record.at(after(Outcome::scale_up_share_retained_10, i)) = ratio(n.retained, n.cohort);
    }
}

double highest_of(const History& history, int years) {
    const auto window = static_cast<std::size_t>(std::min(years, longest_window));
    double highest = 0;
    for (std::size_t year = 0; year < window; ++year) highest = std::max(highest, history[year]);
    return highest;
}

} // namespace

// A firm of the first cohort scales up when expansion lifts its nameplate well above that of the years before.
void mark_scale_up(const Year& y, Firms& f, Row r) {
    const ScaleUp& rule = y.scenario.scale_up;
    History& history = f.capacity_history[r];
    const double highest = highest_of(history, rule.window_years);
    if (f.expansion_arrived[r] > 0 && y.policy && f.in_cohort[r]) {
        if (f.scaled_year[r] < 0 && is_lifted(f.capacity[r], highest, rule.growth)) {
            f.scaled_year[r] = y.simulated;
            f.scaled_from[r] = highest;
        }
        for (std::size_t i = 0; i < growths; ++i) {
            double& from = f.scaled_from_at[r][i];
            if (from < 0 && is_lifted(f.capacity[r], highest, counted_growths[i])) from = highest;
        }
    }
    std::rotate(history.begin(), history.end() - 1, history.end());
    history[0] = f.capacity[r];
}

void mark_scale_ups(const Year& y, Firms& f) {
    for (const Row r : f.rows())
        if (f.alive[r]) mark_scale_up(y, f, r);
}

void measure_scale_up(const Prepared& p, const Firms& f, RunRecord& record) {
    measure_at_scenario_growth(record, f, p);
    measure_at_counted_growths(record, f);
}

} // namespace drumbeat
