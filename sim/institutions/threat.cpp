// SPDX-License-Identifier: Apache-2.0
#include "sim/institutions/threat.hpp"

#include "sim/world/draws.hpp"
#include "sim/world/plan.hpp"

namespace drumbeat {

namespace {

// Part of the plan of each area whose threat changed moves for good to the areas whose threat did not, in proportion to
// their plans; where all changed, nothing moves. The sum stays, and the order of areas does not matter.
void move_plans(const Year& y, Areas& areas, const PerArea<std::uint8_t>& changed) {
    const double shift = y.scenario.threat.shift;
    double from = 0;
    double to = 0;
    for (const Area area : areas.keys()) {
        double& sum = changed[area] ? from : to;
        sum += planned(y, areas, area);
    }
    if (from <= 0 || to <= 0) return;
    for (const Area area : areas.keys()) areas[area].plan_factor *= changed[area] ? 1 - shift : 1 + shift * from / to;
}

} // namespace

void change_threats(const Year& y, Areas& areas) {
    const Threat& threat = y.scenario.threat;
    if (!threat.enabled || !y.policy) return;
    PerArea<std::uint8_t> changed(areas.size());
    for (const Area area : areas.keys()) {
        const double luck = draw(draws::threat_change, y.luck, AreaInYear{area, y.calendar});
        if (y.calendar != threat.switch_year && luck >= threat.switch_probability) continue;
        for (Contract& contract : areas[area].contracts) contract.obsolete = true;
        changed[area] = 1;
    }
    if (threat.shift > 0) move_plans(y, areas, changed);
}

} // namespace drumbeat
