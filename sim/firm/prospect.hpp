// SPDX-License-Identifier: Apache-2.0
// What a firm has before it when it weighs an expansion: its load, its margins, what policy adds, how news move.
#pragma once

#include "agents/appraisal.hpp"
#include "sim/world/ahead.hpp"
#include "sim/world/areas.hpp"
#include "sim/world/support.hpp"
#include "sim/world/year.hpp"

namespace drumbeat {

// The prospect of a firm whose load stands in the row `of` of the loads. Its spans are those of the loads.
Prospect prospect_of(const Year&, const Areas&, const Firms&, Row row, const Loads&, Row of, const Support&);

} // namespace drumbeat
