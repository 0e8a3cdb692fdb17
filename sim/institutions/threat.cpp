// SPDX-License-Identifier: Apache-2.0
// The buyer's cost of commitment: when the threat behind a technology area changes, what is still called off under
// older contracts is worth less, and the plan may move to other areas.
#include "sim/world/phases.hpp"

namespace drumbeat {

namespace {

// Part of the plan of each area whose threat changed moves for good to the areas whose threat did not, in proportion to
// their plans; where all changed, nothing moves. The sum stays, and the order of areas does not matter.
void move_plans(Run& run, const PerArea<std::uint8_t>& changed) {
    auto& segments = run.world.segments;
    const double shift = run.scenario.threat.shift;
    double from = 0;
    double to = 0;
    for (const Area segment : segments.keys()) {
        double& sum = changed[segment] ? from : to;
        sum += run.plan(segment);
    }
    if (from <= 0 || to <= 0) return;
    for (const Area segment : segments.keys())
        segments[segment].plan_factor *= changed[segment] ? 1 - shift : 1 + shift * from / to;
}

} // namespace

void change_threats(Run& run) {
    const Threat& threat = run.scenario.threat;
    if (!threat.enabled || !run.policy) return;
    auto& segments = run.world.segments;
    PerArea<std::uint8_t> changed(segments.size());
    for (const Area segment : run.prepared.areas()) {
        const double luck = draw(draws::threat_change, run.world.streams, AreaInYear{segment, run.calendar});
        if (run.calendar != threat.switch_year && luck >= threat.switch_probability) continue;
        for (Contract& contract : segments[segment].contracts) contract.obsolete = true;
        changed[segment] = 1;
    }
    if (threat.shift > 0) move_plans(run, changed);
}

} // namespace drumbeat
