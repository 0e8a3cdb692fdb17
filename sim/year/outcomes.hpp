// SPDX-License-Identifier: Apache-2.0
// Outcomes of a run: counted from the year in which the policy begins.
#pragma once

#include "sim/world/phases.hpp"

namespace drumbeat {

void begin_policy(Run&); // counters start; the firms alive are the cohort
void measure(Run&);      // fills the record's outcomes, with those that follow
void measure_scale_up(const Run&);
void measure_groups(const Run&); // by technology area and by size class

} // namespace drumbeat
