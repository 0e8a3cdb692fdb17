// SPDX-License-Identifier: Apache-2.0
// The buyer's cost of commitment: when the threat behind a technology area changes, what is still called off under
// older contracts is worth less, and the plan may move to other areas.
#pragma once

#include "sim/world/areas.hpp"
#include "sim/world/year.hpp"

namespace drumbeat {

// A new threat makes contracts obsolete, and moves the plan.
void change_threats(const Year&, Areas&);

} // namespace drumbeat
