// SPDX-License-Identifier: Apache-2.0
// Outcomes of a run: counted from the year in which the policy begins.
#pragma once

#include "sim/world/phases.hpp"

namespace drumbeat {

void begin_policy(World&); // counters start; the firms alive are the cohort
// Fills the record's outcomes, with those that follow.
void measure(const Prepared&, const World&, const PerArea<std::vector<Row>>& rows_of, RunRecord&);
void measure_scale_up(const Prepared&, const Firms&, RunRecord&);
void measure_groups(const World&, const Macro&, RunRecord&); // by technology area and by size class

} // namespace drumbeat
