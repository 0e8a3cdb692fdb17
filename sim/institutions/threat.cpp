// SPDX-License-Identifier: Apache-2.0
// The buyer's cost of commitment: when the threat behind a technology area changes, what is still called off under
// older contracts is worth less, and the plan may move to other areas.
#include "sim/world/phases.hpp"

namespace drumbeat {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// Part of the plan of each area whose threat changed moves for good to the areas whose threat did not, in proportion to
// their plans; where all changed, nothing moves. The sum stays, and the order of areas does not matter.
void move_plans(Run& run, const std::vector<bool>& changed) {
    auto& segments = run.world.segments;
    const double shift = run.scenario().threat.shift;
    double from = 0;
    double to = 0;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        double& sum = changed[i] ? from : to;
        sum += run.plan(static_cast<int>(i));
    }
    if (from <= 0 || to <= 0) return;
    for (std::size_t i = 0; i < segments.size(); ++i)
        segments[i].plan_factor *= changed[i] ? 1 - shift : 1 + shift * from / to;
}

} // namespace

void change_threats(Run& run) {
    const Threat& threat = run.scenario().threat;
    if (!threat.enabled || !run.policy()) return;
    auto& segments = run.world.segments;
    std::vector<bool> changed(segments.size());
    for (int segment = 0; segment < run.prepared.areas(); ++segment) {
        const Words words = run.world.streams[at(segment)].requirement.block(3, run.calendar(), 0);
        if (run.calendar() != threat.switch_year && uniform(words.w[0]) >= threat.switch_probability) continue;
        for (Contract& contract : segments[at(segment)].contracts) contract.obsolete = true;
        changed[at(segment)] = true;
    }
    if (threat.shift > 0) move_plans(run, changed);
}

} // namespace drumbeat
