// SPDX-License-Identifier: Apache-2.0
#include "sim/replay.hpp"

#include "config/parameter.hpp"

#include <algorithm>

namespace drumbeat {

Replay::Replay(const Scenario& base, const Scenario& arm, Luck luck) : base_(base), arm_(arm), luck_(luck) {}

// The country when the policy begins; kept, since most changes are of levers and share it.
const World& Replay::snapshot_of(const Scenario& world) {
    if (!snapshot_ || !(world == world_)) {
        snapshot_.emplace();
        world_ = world;
        RunRecord prelude;
        burn_in(*prepare(world, world, shelf_), luck_, *snapshot_, scratch_, prelude);
    }
    return *snapshot_;
}

Decision Replay::replayed(Decision watched, const Scenario& scenario) {
    const Scenario world = with_levers_of(scenario, base_);
    if (watched.year < scenario.time.policy_from) {
        World country;
        watch_burn_in(*prepare(world, world, shelf_), luck_, country, scratch_, watched);
        return watched;
    }
    World country = snapshot_of(world);
    watch_policy(*prepare(scenario, world, shelf_), return_to(world, scenario, shelf_), luck_, country, scratch_,
                 watched);
    return watched;
}

Decision Replay::decision(int row, int year) {
    Decision watched;
    watched.row = row, watched.year = year;
    return replayed(std::move(watched), arm_);
}

Decision Replay::decision(const FirmKey& firm, int year, const Scenario& changed) {
    Decision watched;
    watched.key = firm, watched.year = year;
    return replayed(std::move(watched), changed);
}

} // namespace drumbeat
