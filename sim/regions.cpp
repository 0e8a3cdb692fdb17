// SPDX-License-Identifier: Apache-2.0
// Ecosystems: a region's firms share its labour market, and gain from its density.
#include "sim/phases.hpp"

#include "agents/ecosystem.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

} // namespace

double granted_hires(const Run& run, int row) {
    const World& w = run.world;
    return w.regions.empty() ? 1 : w.regions[at(w.firms.region[at(row)])].hires_granted;
}

double hiring_limit(const Run& run, int row) {
    return run.prepared.firm_class(run.world.firms.size_class[at(row)]).hiring_limit * granted_hires(run, row);
}

// Firms want staff for the plant that they have this year, as fast as they can train it.
void share_labour(Run& run) {
    World& w = run.world;
    const Firms& f = w.firms;
    if (w.regions.empty()) return;
    auto& sums = run.scratch.work; // staff, then wanted hires, by region
    const std::size_t regions = w.regions.size();
    sums.assign(2 * regions, 0.0);
    for (int row = 0; row < f.count(); ++row) {
        const auto r = at(row), region = at(f.region[r]);
        if (!f.alive[r]) continue;
        const double limit = 1 + run.prepared.firm_class(f.size_class[r]).hiring_limit;
        const double plant = f.capacity[r] + f.pipeline[r][0];
        sums[region] += f.staff[r];
        if (f.staff[r] > 0) sums[regions + region] += std::max(0.0, std::min(plant, f.staff[r] * limit) - f.staff[r]);
    }
    for (std::size_t region = 0; region < regions; ++region)
        w.regions[region].hires_granted =
            hires_granted(sums[regions + region], sums[region], run.scenario().regions.labour_growth);
}

void count_regions(Run& run) {
    World& w = run.world;
    const Firms& f = w.firms;
    for (RegionState& region : w.regions) region.output = 0;
    if (w.regions.empty()) return;
    for (int row = 0; row < f.count(); ++row)
        if (f.alive[at(row)]) w.regions[at(f.region[at(row)])].output += f.output[at(row)];
}

} // namespace drumbeat
