// SPDX-License-Identifier: Apache-2.0
#include "sim/institutions/ecosystems.hpp"

#include "agents/ecosystem.hpp"

#include <algorithm>

namespace drumbeat {

void Ecosystems::found(const Year& y, const Firms& f) {
    regions.clear();
    if (!y.scenario.regions.enabled) return;
    regions.resize(static_cast<std::size_t>(y.scenario.regions.count));
    for (const Row r : f.rows()) {
        Ecosystem& region = regions[f.region[r]];
        region.output_at_rest += f.size[r];
        region.output = region.output_at_rest;
    }
}

void Ecosystems::share_labour(const Year& y, Firms& f) {
    if (regions.empty()) return;
    staff_.assign(regions.size(), 0);
    wanted_.assign(regions.size(), 0);
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        staff_[f.region[r]] += f.staff[r];
        if (f.staff[r] <= 0) continue;
        const double trained = f.staff[r] * (1 + y.prepared.firm_class(f.size_class[r]).hiring_limit);
        const double plant = f.capacity[r] + f.pipeline[r][0];
        wanted_[f.region[r]] += std::max(0.0, std::min(plant, trained) - f.staff[r]);
    }
    for (const Region region : regions.keys())
        regions[region].hires_granted =
            hires_granted(wanted_[region], staff_[region], y.scenario.regions.labour_growth);
    for (const Row r : f.rows()) f.hires_granted[r] = regions[f.region[r]].hires_granted;
}

void Ecosystems::set_density(const Year& y) {
    const Regions& rules = y.scenario.regions;
    density_.clear();
    for (const Ecosystem& region : regions)
        density_.push_back(agglomeration_factor(region.output, region.output_at_rest, rules.agglomeration) *
                           wage_factor(region.hires_granted, rules.wage_response));
}

void Ecosystems::count_output(const Firms& f) {
    if (regions.empty()) return;
    for (Ecosystem& region : regions) region.output = 0;
    for (const Row r : f.rows())
        if (f.alive[r]) regions[f.region[r]].output += f.output[r];
}

void Ecosystems::welcome(Firms& f, Row newborn) const {
    if (!regions.empty()) f.hires_granted[newborn] = regions[f.region[newborn]].hires_granted;
}

} // namespace drumbeat
