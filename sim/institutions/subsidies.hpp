// SPDX-License-Identifier: Apache-2.0
// A subsidy on expansions, out of a yearly budget.
#pragma once

#include "sim/world/areas.hpp"
#include "sim/world/support.hpp"
#include "sim/world/year.hpp"

namespace drumbeat {

struct Subsidies {
    double left = 0; // set aside and not yet paid, meur

    // The year's budget is set aside, a share of the planned requirement. Returns what procurement pays of it, meur.
    double set_aside(const Year&, double planned_requirement);
    void add_to(Support&, const Year&) const;
};

} // namespace drumbeat
