// SPDX-License-Identifier: Apache-2.0
// A world small enough to simulate in a blink, as a scenario file.
#pragma once

namespace drumbeat {

constexpr const char* tiny_world = R"(format: drumbeat-scenario/1
name: tiny
time: {start_year: 2026, horizon_years: 4, burn_in_years: 4, policy_from: 2027}
budget: {defence_meur: 1000, final_defence_meur: 1000}
segments:
  sensors:
    weight: 1
    addressable_share: 0.8
    domestic_meur: 150
    sustainment_meur: 20
    export_meur: 30
    initial: {smes: 6, midcaps: 2, prime_turnover_meur: [60]}
)";

} // namespace drumbeat
