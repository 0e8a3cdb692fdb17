// SPDX-License-Identifier: Apache-2.0
#include "sim/institutions/threat.hpp"

#include "sim/world/draws.hpp"
#include "sim/world/plan.hpp"

namespace drumbeat {

namespace {

bool threat_changes(const Year& y, Area area) {
    const Threat& threat = y.scenario.threat;
    const double luck = draw(draws::threat_change, y.luck, AreaInYear{area, y.calendar});
    return y.calendar == threat.switch_year || luck < threat.switch_probability;
}

// What a change of threat makes of the plans of a year ahead: of those of areas whose threat changed, and of the
// others.
struct Shift {
    double changed = 1;
    double others = 1;
};
Shift shift_of(const Year& y, const Areas& areas, int ahead) {
    const double shift = y.scenario.threat.shift;
    double from = 0;
    double to = 0;
    for (const Area area : areas.keys()) {
        double& sum = threat_changes(y, area) ? from : to;
        sum += planned(y, areas, area, ahead);
    }
    if (from <= 0 || to <= 0) return {};
    return {1 - shift, 1 + shift * from / to};
}

// Part of the plan of each area whose threat changed moves for good to the areas whose threat did not, in proportion to
// their plans; where all changed, nothing moves. The sum stays, and the order of areas does not matter.
void move_plans(const Year& y, Areas& areas) {
    const Shift now = shift_of(y, areas, 0);
    for (const Area area : areas.keys()) areas[area].plan_factor *= threat_changes(y, area) ? now.changed : now.others;
    // Where years have factors of their own, the sum stays in each.
    const auto years = static_cast<int>(areas.front().factor_of_year.size());
    for (int year = y.simulated; year < years; ++year) {
        const Shift then = shift_of(y, areas, year - y.simulated);
        for (const Area area : areas.keys())
            areas[area].factor_of_year[year] *= threat_changes(y, area) ? then.changed : then.others;
    }
}

} // namespace

void change_threats(const Year& y, Areas& areas) {
    const Threat& threat = y.scenario.threat;
    if (!threat.enabled || !y.policy) return;
    for (const Area area : areas.keys()) {
        if (!threat_changes(y, area)) continue;
        for (Contract& contract : areas[area].contracts) contract.obsolete = true;
    }
    if (threat.shift > 0) move_plans(y, areas);
}

} // namespace drumbeat
