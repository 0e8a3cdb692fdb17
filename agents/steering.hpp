// SPDX-License-Identifier: Apache-2.0
// How a ministry that answers what it sees steers: how much it may bind of later years, what it postpones, and how it
// moves its plan between technology areas.
#pragma once

#include <span>
#include <vector>

namespace drumbeat {

// What an area has of what its plan asks for, 1 at rest: each year's deliveries over what the plan would have delivered
// replace a part `decay` of it, R <- (1 - decay) R + decay * delivered / due.
double readiness_after(double before, double decay, double delivered_over_due);

// A later year as the ministry sees it when it puts lots out, meur: its plan, what is bound of it, and what this year's
// open lots would bind.
struct LaterYear {
    double plan = 0;
    double committed = 0;
    double open = 0;
};

// The part of open lots that may be let, so that no later year is bound beyond its plan:
// min(1, min_n (most * plan(n) - committed(n)) / open(n)), not below 0; `most` is the largest part of a plan that may
// be bound, with what is programmed beyond it. Years that the lots do not reach ask for nothing.
double share_to_let(std::span<const LaterYear> years, double most);

// Spreads what is postponed over areas, most to those with the least gap: in proportion to open * exp(-strength * gap),
// and no more than is open. `postponed` gets the part of each area's open lots, 0 to 1, that waits.
void postpone(std::span<const double> open, std::span<const double> gap, double strength, double share,
              std::vector<double>& postponed);

// Moves a plan between areas, its sum kept: towards plan * exp(strength * gap), and of the whole at most the part
// `most`. Equal gaps move nothing, and nothing becomes negative. Returns the part of the whole that moved.
double move_plan(std::span<double> plan, std::span<const double> gap, double strength, double most);

} // namespace drumbeat
