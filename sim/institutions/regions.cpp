// SPDX-License-Identifier: Apache-2.0
// Ecosystems: a region's firms share its labour market, and gain from its density.
#include "sim/world/phases.hpp"

#include "agents/ecosystem.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace drumbeat {

namespace {

// What the firms of each region have, and want more of.
struct LabourMarkets {
    std::span<double> staff;
    std::span<double> wanted; // hires
};

// Firms want staff for the plant that they have this year, as fast as they can train it.
LabourMarkets labour_markets(const World& w, const Prepared& p, std::vector<double>& memory) {
    const std::size_t regions = w.regions.size();
    memory.assign(2 * regions, 0.0);
    const LabourMarkets markets{std::span(memory).first(regions), std::span(memory).last(regions)};
    const Firms& f = w.firms;
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        const std::size_t region = f.region[r].index();
        markets.staff[region] += f.staff[r];
        if (f.staff[r] <= 0) continue;
        const double trained = f.staff[r] * (1 + p.firm_class(f.size_class[r]).hiring_limit);
        const double plant = f.capacity[r] + f.pipeline[r][0];
        markets.wanted[region] += std::max(0.0, std::min(plant, trained) - f.staff[r]);
    }
    return markets;
}

} // namespace

void share_labour(Run& run) {
    World& w = run.world;
    if (w.regions.empty()) return;
    const double growth = run.scenario.regions.labour_growth;
    const LabourMarkets markets = labour_markets(w, run.prepared, run.scratch.work);
    for (const Region region : w.regions.keys())
        w.regions[region].hires_granted =
            hires_granted(markets.wanted[region.index()], markets.staff[region.index()], growth);
    Firms& f = w.firms;
    for (const Row r : f.rows()) f.hires_granted[r] = w.regions[f.region[r]].hires_granted;
}

void count_regions(World& w) {
    const Firms& f = w.firms;
    for (RegionState& region : w.regions) region.output = 0;
    if (w.regions.empty()) return;
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        w.regions[f.region[r]].output += f.output[r];
    }
}

} // namespace drumbeat
