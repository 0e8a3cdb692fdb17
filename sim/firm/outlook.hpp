// SPDX-License-Identifier: Apache-2.0
// The order stream of an area as firms see it: by their own rule, by the roadmap, and by how far they trust that.
#pragma once

#include "sim/world/ahead.hpp"
#include "sim/world/areas.hpp"
#include "sim/world/year.hpp"

namespace drumbeat {

// Of requirement over plan some years ahead: a firm's own forecast, without the roadmap; and what is announced of it.
Forecast own_forecast(const Year&, const Areas&, Area, Expectation, int years);
Forecast roadmap(const Year&, const Areas&, Area, Reader, int years);
double trust_of(const Year&, const SegmentState&, Reader); // weight of the roadmap in a forecast

// Fills an area's outlook under every expectation rule, from what is known at this point of the year.
void look_ahead(const Year&, const Areas&, Area, AreaView&);

} // namespace drumbeat
