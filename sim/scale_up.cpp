// SPDX-License-Identifier: Apache-2.0
// Who scales up: firms are marked year by year, and counted when a run ends, also at other growths than the scenario's.
#include "sim/outcomes.hpp"
#include "sim/phases.hpp"

#include <algorithm>

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

// Firms of a cohort by weight: all, those that ever scaled up, those that shrank by as much, those that kept it.
struct Count {
    double cohort = 0, up = 0, down = 0, retained = 0;
};

// The same firms at one growth after another.
using Counts = std::array<Count, growths>;

void count_firm(const Firms& f, std::size_t r, Counts& counts) {
    for (std::size_t i = 0; i < growths; ++i) {
        const double growth = counted_growths[i], weight = f.weight[r], from = f.scaled_from_at[r][i];
        counts[i].cohort += weight;
        if (f.capacity[r] < (1 - growth) * f.start_capacity[r]) counts[i].down += weight;
        if (from < 0) continue;
        counts[i].up += weight;
        if (f.capacity[r] >= (1 + growth) * from * rounding) counts[i].retained += weight;
    }
}

void measure_at_scenario_growth(Run& run) {
    const Firms& f = run.world.firms;
    RunRecord& record = *run.record;
    const double growth = run.scenario().scale_up.growth;
    const int horizon = run.prepared.years - run.prepared.policy_year;
    double cohort = 0, up = 0, down = 0, retained = 0, capacity = 0, capacity_up = 0, years = 0;
    double of_class[size_class_count] = {}, up_class[size_class_count] = {};
    for (std::size_t r = 0; r < f.segment.size(); ++r) {
        if (!f.in_cohort[r]) continue;
        const auto c = static_cast<std::size_t>(f.size_class[r]);
        const double weight = f.weight[r];
        const bool scaled = f.scaled_year[r] >= 0;
        cohort += weight;
        of_class[c] += weight;
        capacity += f.start_capacity[r];
        years += weight * (scaled ? f.scaled_year[r] - run.prepared.policy_year : horizon);
        if (f.capacity[r] < (1 - growth) * f.start_capacity[r]) down += weight;
        if (!scaled) continue;
        up += weight;
        up_class[c] += weight;
        capacity_up += f.start_capacity[r];
        if (f.capacity[r] >= (1 + growth) * f.scaled_from[r] * rounding) retained += weight;
    }
    record.at(Outcome::scale_up_share) = ratio(up, cohort);
    record.at(Outcome::scale_up_share_net) = ratio(up - down, cohort);
    record.at(Outcome::scale_up_share_retained) = ratio(retained, cohort);
    record.at(Outcome::scale_up_share_capacity) = ratio(capacity_up, capacity);
    record.at(Outcome::scale_up_share_sme) = ratio(up_class[0], of_class[0]);
    record.at(Outcome::scale_up_share_midcap) = ratio(up_class[1], of_class[1]);
    record.at(Outcome::scale_up_share_prime) = ratio(up_class[2], of_class[2]);
    record.at(Outcome::scale_up_year) = ratio(years, cohort);
}

void measure_at_counted_growths(Run& run) {
    const Firms& f = run.world.firms;
    RunRecord& record = *run.record;
    Counts counts{};
    for (std::size_t r = 0; r < f.segment.size(); ++r)
        if (f.in_cohort[r]) count_firm(f, r, counts);
    for (std::size_t i = 0; i < growths; ++i) {
        const Count& n = counts[i];
        record.at(after(Outcome::scale_up_share_10, i)) = ratio(n.up, n.cohort);
        record.at(after(Outcome::scale_up_share_net_10, i)) = ratio(n.up - n.down, n.cohort);
        record.at(after(Outcome::scale_up_share_retained_10, i)) = ratio(n.retained, n.cohort);
    }
}

} // namespace

// A firm of the first cohort scales up when expansion lifts its nameplate well above that of the years before.
void mark_scale_up(Run& run, std::size_t r) {
    Firms& f = run.world.firms;
    const ScaleUp& rule = run.scenario().scale_up;
    const auto window = static_cast<std::size_t>(std::min(rule.window_years, longest_window));
    double highest = 0;
    for (std::size_t year = 0; year < window; ++year) highest = std::max(highest, f.capacity_history[r][year]);
    const bool counts = f.expansion_arrived[r] > 0 && run.policy() && f.in_cohort[r];
    const auto lifted = [&](double growth) { return f.capacity[r] >= (1 + growth) * highest * rounding; };
    if (counts && f.scaled_year[r] < 0 && lifted(rule.growth)) {
        f.scaled_year[r] = run.world.year;
        f.scaled_from[r] = highest;
    }
    for (std::size_t i = 0; counts && i < growths; ++i)
        if (f.scaled_from_at[r][i] < 0 && lifted(counted_growths[i])) f.scaled_from_at[r][i] = highest;
    std::rotate(f.capacity_history[r].begin(), f.capacity_history[r].end() - 1, f.capacity_history[r].end());
    f.capacity_history[r][0] = f.capacity[r];
}

void measure_scale_up(Run& run) {
    measure_at_scenario_growth(run);
    measure_at_counted_growths(run);
}

} // namespace drumbeat
