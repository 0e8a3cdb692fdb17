// SPDX-License-Identifier: Apache-2.0
#include "sim/institutions/suppliers.hpp"

#include "agents/supply.hpp"
#include "sim/firm/standing.hpp"

#include <algorithm>

namespace drumbeat {

// A share of what primes want, by turnover at rest that is parts.
void Suppliers::share_out(Firms& f) const {
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        const double shares = shares_[f.area[r]];
        const bool buys = f.size_class[r] == SizeClass::prime;
        f.parts[r] = shares > 0 && !buys ? f.parts_share[r] / shares * wanted_[f.area[r]] : 0;
    }
}

void Suppliers::expect_parts(const Year& y, Firms& f) {
    for (auto* sums : {&shares_, &wanted_}) sums->assign(y.prepared.segments.size(), 0);
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        shares_[f.area[r]] += f.size_class[r] == SizeClass::prime ? 0 : f.parts_share[r];
        wanted_[f.area[r]] += f.purchase_trend[r];
    }
    share_out(f);
}

namespace {

// What a prime expects to work on this year, volume.
double planned_work(const Year& y, const Roll& roll, const OrderBook& orders, const Firms& f, Row r) {
    const double exports = usual_exports(y, f, r) * f.export_level[r];
    const double ordered = orders.due(r, 0) + orders.late(r) + orders.partners_due(r, 0);
    const double asked = ordered + sustainment_of(y, roll, f, r) + exports;
    return std::min(asked, usable_capacity(f, r));
}

} // namespace

void Suppliers::order_parts(const Year& y, const Roll& roll, const OrderBook& orders, Firms& f) {
    const SupplyChain& chain = y.scenario.supply_chain;
    if (!chain.enabled) return;
    std::fill(wanted_.begin(), wanted_.end(), 0.0);
    for (const Row r : f.rows()) {
        if (!f.alive[r] || f.size_class[r] != SizeClass::prime) continue;
        const double cost = f.unit_cost[r] * planned_work(y, roll, orders, f, r);
        const double wanted = chain.bought_in * chain.at_home * cost;
        f.parts_ordered[r] = std::min(cost, parts_ordered(wanted, f.purchase_trend[r], chain.bullwhip));
        f.purchase_trend[r] = chain.memory * f.purchase_trend[r] + (1 - chain.memory) * wanted;
        wanted_[f.area[r]] += f.parts_ordered[r];
    }
    share_out(f);
}

} // namespace drumbeat
