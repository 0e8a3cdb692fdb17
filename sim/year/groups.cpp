// SPDX-License-Identifier: Apache-2.0
// Outcomes by technology area and by size class of firms: the national ones over the firms of a group.
#include "sim/year/measures.hpp"

#include <vector>

namespace drumbeat {

namespace {

double ratio(double top, double bottom) { return bottom > 0 ? top / bottom : missing; }

// What the firms of a group come to when a run ends.
struct Group {
    double capacity = 0;
    double start_capacity = 0;
    double firms = 0;
    double cohort = 0;
    double up = 0;
    std::array<double, counted_growths.size()> up_at{};

    void add(const Firms& f, Row r) {
        const double weight = f.weight[r];
        capacity += f.capacity[r];
        start_capacity += f.start_capacity[r];
        if (f.alive[r]) firms += weight;
        if (!f.in_cohort[r]) return;
        cohort += weight;
        if (f.scaled_year[r] >= 0) up += weight;
        for (std::size_t i = 0; i < up_at.size(); ++i)
            if (f.scaled_from_at[r][i] >= 0) up_at[i] += weight;
    }
};

// Calls `put` with each outcome of a group and its value.
template <class Put>
void put_group(const Group& g, const GroupTotals& t, double home_share, const Macro& macro, Put&& put) {
    put(GroupOutcome::capacity_growth, g.start_capacity > 0 ? g.capacity / g.start_capacity - 1 : missing);
    put(GroupOutcome::capacity_added_meur, g.capacity - g.start_capacity);
    put(GroupOutcome::investment_meur, t.investment);
    put(GroupOutcome::replacement_meur, t.replacement);
    put(GroupOutcome::scale_up_share, ratio(g.up, g.cohort));
    put(GroupOutcome::scale_up_share_10, ratio(g.up_at[0], g.cohort));
    put(GroupOutcome::scale_up_share_20, ratio(g.up_at[1], g.cohort));
    put(GroupOutcome::scale_up_share_30, ratio(g.up_at[2], g.cohort));
    put(GroupOutcome::domestic_share, home_share);
    put(GroupOutcome::unit_cost, ratio(t.delivered_money, t.delivered_volume));
    put(GroupOutcome::firms, g.firms);
    put(GroupOutcome::jobs, macro.enabled ? macro.jobs_per_meur * t.turnover_last : missing);
}

// Over the firms of which `key` gives `group`. Rows are read once per group, at the end of a run only, so that no
// memory is needed.
template <class Key> Group group_of(const Firms& f, const PerFirm<Key>& key, Key group) {
    Group sum;
    for (const Row r : f.rows())
        if (key[r] == group) sum.add(f, r);
    return sum;
}

} // namespace

void measure_groups(const Firms& f, const Totals& totals, const Macro& macro, RunRecord& record) {
    for (const Area area : totals.area.keys()) {
        const GroupTotals& t = totals.area[area];
        put_group(group_of(f, f.area, area), t, ratio(t.domestic, t.orders), macro,
                  [&](GroupOutcome o, double value) { record.area(o, area.index()) = value; });
    }
    for (std::size_t c = 0; c < size_class_count; ++c) {
        const GroupTotals& t = totals.size_class[c];
        put_group(group_of(f, f.size_class, static_cast<SizeClass>(c)), t, ratio(t.domestic, totals.domestic), macro,
                  [&](GroupOutcome o, double value) { record.size(o, c) = value; });
    }
}

} // namespace drumbeat
