// SPDX-License-Identifier: Apache-2.0
#include "sim/replay/replay.hpp"

#include "config/parameter.hpp"
#include "sim/replay/areas.hpp"

#include <algorithm>

namespace drumbeat {

Replay::Replay(const Scenario& base, const Scenario& arm, Luck luck)
    : base_(base), arm_(arm), world_(with_levers_of(arm, base)), luck_(luck) {}

World Replay::burnt_in(const Scenario& world, Area area) {
    World country;
    RunRecord prelude;
    burn_in(*prepare(world, world, shelf_, area), luck_, country, desk_, prelude);
    return country;
}

// The country, or one area of it, when the policy begins. Where only the whole will do but its areas begin apart, the
// area that differs is burnt in alone and put into the snapshot of the others.
World Replay::before_policy(const Scenario& world, Area area, Area own) {
    if (world == world_) {
        const auto known =
            std::find_if(snapshots_.begin(), snapshots_.end(), [&](const Snapshot& one) { return one.area == area; });
        if (known != snapshots_.end()) return known->world;
        snapshots_.push_back({area, burnt_in(world, area)});
        return snapshots_.back().world;
    }
    if (area == all_areas && own != all_areas && areas_begin_apart(world)) {
        World country = before_policy(world_, all_areas, all_areas);
        if (graft(country, burnt_in(world, own), own)) return country;
    }
    return burnt_in(world, area);
}

Decision Replay::replayed(Decision watched, const Scenario& scenario, Area own) {
    const Scenario world = with_levers_of(scenario, base_);
    const bool later = watched.year >= scenario.time.policy_from;
    const bool apart = areas_begin_apart(world) && (!later || (areas_are_apart(world) && areas_are_apart(scenario)));
    const Area area = apart ? own : all_areas;
    if (area != all_areas) watched.key->segment = 0;
    World country;
    const auto prepared = prepare(scenario, world, shelf_, area);
    if (later) {
        country = before_policy(world, area, own);
        watch_policy(*prepared, return_to(world, scenario, shelf_, area), country, desk_, watched);
    } else {
        watch_burn_in(*prepare(world, world, shelf_, area), luck_, country, desk_, watched);
    }
    if (area != all_areas) watched.firm.segment = own.number;
    const bool whole = area == all_areas && own == all_areas;
    if (whole && country.firms.count() < prepared->most_rows) roomy_until_ = std::max(roomy_until_, watched.year);
    return watched;
}

ReplayedRun Replay::run() {
    World country;
    RunRecord prelude;
    prelude.keep_firms = true;
    prelude.keep_relaxations = false;
    burn_in(*prepare(world_, world_, shelf_), luck_, country, desk_, prelude);
    ReplayedRun run;
    const auto prepared = prepare(arm_, world_, shelf_);
    run_policy(*prepared, return_to(world_, arm_, shelf_), country, desk_, prelude, run.record);
    const Firms& f = country.firms;
    for (const Row r : f.rows()) {
        run.keys.push_back({f.area[r].number, f.ordinal[r], f.cohort[r]});
        run.scaled_up.push_back(f.scaled_year[r] >= 0 ? prepared->calendar(f.scaled_year[r]) : 0);
        run.in_cohort.push_back(f.in_cohort[r] != 0);
    }
    return run;
}

Decision Replay::decision(int row, int year) {
    Decision watched;
    watched.row = Row(row);
    watched.year = year;
    return replayed(std::move(watched), arm_, all_areas);
}

Decision Replay::decision(const FirmKey& firm, int year, const Scenario& changed) {
    Decision watched;
    watched.key = firm;
    watched.year = year;
    return replayed(std::move(watched), changed, all_areas);
}

// Births do not depend on orders: where the panel has room in the case itself it has room in every variant.
Decision Replay::decision_in_area(const FirmKey& firm, int year, const Scenario& changed) {
    if (roomy_until_ < year) decision(firm, year, arm_);
    if (roomy_until_ < year) return decision(firm, year, changed);
    Decision watched;
    watched.key = firm;
    watched.year = year;
    return replayed(std::move(watched), changed, Area(firm.segment));
}

} // namespace drumbeat
