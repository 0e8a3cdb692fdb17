// SPDX-License-Identifier: Apache-2.0
// Where a firm stands: plant, readers, markets, as its columns have them.
#pragma once

#include "sim/world/ahead.hpp"
#include "sim/world/areas.hpp"
#include "sim/world/roll.hpp"
#include "sim/world/year.hpp"

namespace drumbeat {

inline double usable_capacity(const Firms& f, Row row) { return std::min(f.capacity[row], f.staff[row]); }
double nameplate_ahead(const Firms&, Row row); // capacity with what is under construction

// Whether it reads the roadmap as the public does, or is involved early.
Reader reader_of(const Year&, const Firms&, Row row);

double usual_exports(const Year&, const Firms&, Row row); // mean of the firm's exports, with its record at home, volume
double sustainment_of(const Year&, const Roll&, const Firms&, Row row); // mean yearly work: its share of the living's
// What it expects to win of what is put out to tender: its record, shrunk to its share at birth.
double share_of_open(const Year&, const Areas&, const Firms&, Row row);

double reserve_of(const Year&, const Firms&, Row row);    // cash that it keeps, meur
double earnings_of(const Year&, const Firms&, Row row);   // cash earnings of the last year, meur
double interest_rate(const Year&, const Firms&, Row row); // of new debt, per year

} // namespace drumbeat
