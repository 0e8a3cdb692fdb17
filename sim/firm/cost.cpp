// SPDX-License-Identifier: Apache-2.0
#include "sim/firm/cost.hpp"

#include "agents/production.hpp"

namespace drumbeat {

void set_unit_cost(const Year& y, const PerArea<SegmentState>& areas, Firms& f, Row r) {
    const Area area = f.area[r];
    const double reference = f.reference_output[r] * areas[area].experience_years;
    const double learnt = learning_factor(f.experience[r], reference, y.prepared.segments[area].learning);
    f.unit_cost[r] = f.base_cost[r] * f.cost_factor[r] * f.conditions[r] * learnt;
}

void set_unit_costs(const Year& y, const PerArea<SegmentState>& areas, Firms& f) {
    for (const Row r : f.rows())
        if (f.alive[r]) set_unit_cost(y, areas, f, r);
}

double price_of(const Tender& rules, const Firms& f, Row r, double committed_load, double saving) {
    return asking_price({f.unit_cost[r], f.margin[r], committed_load, saving, rules.saving_to_buyer},
                        rules.scarcity_markup);
}

} // namespace drumbeat
