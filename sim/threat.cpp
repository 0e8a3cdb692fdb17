// SPDX-License-Identifier: Apache-2.0
// The buyer's cost of commitment: when the threat behind a technology area changes, what is still called off under
// older contracts is worth less, and the plan may move to other areas.
#include "sim/phases.hpp"

namespace drumbeat {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// Part of an area's plan moves to the others for good, in proportion to theirs; the sum stays.
void move_plan(Run& run, int from) {
    auto& segments = run.world.segments;
    double others = 0;
    for (int segment = 0; segment < static_cast<int>(segments.size()); ++segment)
        if (segment != from) others += run.plan(segment);
    if (others <= 0) return;
    const double moved = run.scenario().threat.shift * run.plan(from);
    segments[at(from)].plan_factor *= 1 - run.scenario().threat.shift;
    for (int segment = 0; segment < static_cast<int>(segments.size()); ++segment)
        if (segment != from) segments[at(segment)].plan_factor *= 1 + moved / others;
}

} // namespace

void change_threats(Run& run) {
    const Threat& threat = run.scenario().threat;
    if (!threat.enabled || !run.policy()) return;
    for (int segment = 0; segment < static_cast<int>(run.world.segments.size()); ++segment) {
        const Words words = run.world.streams[at(segment)].requirement.block(3, run.calendar(), 0);
        if (uniform(words.w[0]) >= threat.switch_probability) continue;
        for (Contract& contract : run.world.segments[at(segment)].contracts) contract.obsolete = true;
        if (threat.shift > 0) move_plan(run, segment);
    }
}

} // namespace drumbeat
