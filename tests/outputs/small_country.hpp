// SPDX-License-Identifier: Apache-2.0
// A country small enough to be run some hundred times in a test, in which firms expand and are refused money.
#pragma once

#include "config/scenario.hpp"

namespace drumbeat {

inline Scenario small_country() {
    Scenario s;
    s.time.burn_in_years = 8, s.time.horizon_years = 12, s.time.policy_from = s.time.start_year + 1;
    s.budget.defence_meur = 1000, s.budget.final_defence_meur = 1600, s.budget.ramp_years = 6;
    Segment segment;
    segment.name = "example", segment.weight = 1, segment.addressable_share = .7;
    segment.domestic_meur = 100, segment.sustainment_meur = 40, segment.export_meur = 80;
    segment.lines = 5, segment.orders.lot_size_meur = 10;
    segment.initial = {40, 6, {60}, 1};
    s.segments.push_back(segment);
    for (FirmClass* c : {&s.firms.sme, &s.firms.midcap, &s.firms.prime}) c->national_count = 0;
    return s;
}

} // namespace drumbeat
