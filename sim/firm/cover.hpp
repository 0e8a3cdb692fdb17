// SPDX-License-Identifier: Apache-2.0
// What contracts already cover: of an area's plan, and of a firm's sales.
#pragma once

#include "sim/world/ahead.hpp"
#include "sim/world/areas.hpp"
#include "sim/world/order_book.hpp"
#include "sim/world/year.hpp"

namespace drumbeat {

// By its minimum quantity: where the old and the present one are equal, a contract is a present one.
FloorGroup floor_group(const Year&, const Areas&, Area, const Contract&);
// What contracts of each group guarantee in the years ahead, as a share of the call-off that is planned now: their mean
// over lines, where they were signed under different plans.
void look_at_floors(const Year&, const Areas&, Area, AreaView&);

// Planned requirement of each year ahead that is not under contract, nor pledged to what contracts guarantee beyond the
// plan; and how many contracts will be left.
void look_at_cover(const Year&, const Areas&, Area, AreaView&);
// Call-offs under contract of each firm in each coming year, as planned volume.
void gather_contracts(const Year&, const Areas&, OrderBook&);

// Planned value of call-offs that are still under contract, or the guaranteed one where that is more, meur.
double backlog_of(const Year&, const AreaView&, const Firms&, const OrderBook&, Row row);
// The contracted share of the next five years' sales, of which `load` is what the firm expects: work in hand, and
// call-offs as far as contracts are expected to hold.
double cover_of(const Year&, const AreaView&, const Firms&, const OrderBook&, std::span<const double> load, Row row);

} // namespace drumbeat
