// SPDX-License-Identifier: Apache-2.0
// What a unit costs a firm, and what it asks for it.
#pragma once

#include "sim/world/areas.hpp"
#include "sim/world/year.hpp"

namespace drumbeat {

// Sets the firm's cash cost per unit: at its experience and rate of output, with what knowledge and region make of it.
void set_unit_cost(const Year&, const PerArea<SegmentState>&, Firms&, Row row);
void set_unit_costs(const Year&, const PerArea<SegmentState>&, Firms&); // of all that live

// Price of a unit: `committed_load` is that of the plant at delivery, `saving` the share of unit cost that the contract
// saves.
double price_of(const Tender&, const Firms&, Row row, double committed_load, double saving);

// Cash per unit of civil sales.
inline double civil_margin(const Civil& civil, double unit_cost) {
    return unit_cost * civil.margin / (1 - civil.margin);
}

// Largest growth of the firm's staff in a year that can be counted on: what it can train, as far as its region has it.
inline double hiring_limit(const Prepared& p, const Firms& f, Row row) {
    return p.firm_class(f.size_class[row]).hiring_limit * f.hires_granted[row];
}

} // namespace drumbeat
