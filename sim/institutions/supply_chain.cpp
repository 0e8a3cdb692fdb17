// SPDX-License-Identifier: Apache-2.0
// Primes buy parts from the smaller firms of their technology area; their orders swing more than their work.
#include "sim/world/phases.hpp"

#include "agents/supply.hpp"

#include <algorithm>
#include <vector>

namespace drumbeat {

namespace {

// What the firm expects to work on this year, volume.
double planned_work(const Run& run, Row r) {
    const Firms& f = run.world.firms;
    const double exports = usual_exports(run, r) * f.export_level[r];
    const OrderBook& book = run.world.orders;
    const double orders = book.due(r, 0) + book.late(r) + book.partners_due(r, 0);
    const double asked = orders + sustainment_of(run, r) + exports;
    return std::min(asked, usable_capacity(run.world, r));
}

} // namespace

double parts_at_rest(const Run& run, Area segment) {
    const Scenario& s = run.scenario;
    const InitialFirms& initial = segment_of(s, segment).initial;
    if (!s.supply_chain.enabled || initial.smes + initial.midcaps == 0) return 0;
    double primes = 0;
    for (const double turnover : initial.prime_turnover_meur) primes += turnover;
    return s.supply_chain.bought_in * s.supply_chain.at_home * (1 - s.firms.prime.margin) * primes;
}

namespace {

// The smaller firms of an area share what its primes want.
void share_parts(const Scratch& scratch, Firms& f) {
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        const Area segment = f.segment[r];
        const double shares = scratch.parts_shares[segment];
        const bool prime = f.size_class[r] == SizeClass::prime;
        f.parts[r] = shares > 0 && !prime ? f.parts_share[r] / shares * scratch.parts_wanted[segment] : 0;
    }
}

} // namespace

void expect_parts(Run& run) { share_parts(run.scratch, run.world.firms); }

void order_parts(Run& run) {
    const SupplyChain& chain = run.scenario.supply_chain;
    Firms& f = run.world.firms;
    if (!chain.enabled) return;
    PerArea<double>& wanted_of = run.scratch.parts_wanted;
    std::fill(wanted_of.begin(), wanted_of.end(), 0.0);
    for (const Row r : f.rows()) {
        if (!f.alive[r] || f.size_class[r] != SizeClass::prime) continue;
        const double cost = f.unit_cost[r] * planned_work(run, r);
        const double wanted = chain.bought_in * chain.at_home * cost;
        f.parts_ordered[r] = std::min(cost, parts_ordered(wanted, f.purchase_trend[r], chain.bullwhip));
        f.purchase_trend[r] = chain.memory * f.purchase_trend[r] + (1 - chain.memory) * wanted;
        wanted_of[f.segment[r]] += f.parts_ordered[r];
    }
    share_parts(run.scratch, f);
}

} // namespace drumbeat
