// SPDX-License-Identifier: Apache-2.0
// Outcomes of a run: counted from the year in which the policy begins.
#pragma once

#include "sim/year/country.hpp"

namespace drumbeat {

void begin_policy(World&); // counters start; the firms alive are the cohort
// Fills the record's outcomes, with those that follow. `y` is the year after the last.
void measure(const Year& y, const World&, const Roll&, RunRecord&);
void measure_scale_up(const Prepared&, const Firms&, RunRecord&);
void measure_groups(const Firms&, const Totals&, const Macro&, RunRecord&); // by technology area and by size class
double carried_money(const SegmentState&);
double carried_money(const Areas&); // requirement not yet placed, meur

} // namespace drumbeat
