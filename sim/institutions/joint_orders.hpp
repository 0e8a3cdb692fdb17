// SPDX-License-Identifier: Apache-2.0
// The European buyer: lots that are pooled with other countries. Partners order with each unit, suppliers save by
// scale, and small bidders have a harder time.
#pragma once

#include "sim/world/lot.hpp"
#include "sim/world/year.hpp"

namespace drumbeat {

// Changes the terms of a lot where it is pooled; `luck` is the lot's.
void pool(LotTerms&, const Year&, double luck);

} // namespace drumbeat
