// SPDX-License-Identifier: Apache-2.0
// Build-to-order: the contract itself triggers the investment.
#pragma once

#include "sim/world/phases.hpp"

namespace drumbeat {

// The contract that a lot offers to a bidder. Volumes are a year's, at reference prices.
struct ContractOffer {
    double volume = 0;         // of this year's call-off
    double planned_volume = 0; // of the planned call-off
    double missing_volume = 0; // of this year's, that the bidder has no room for
    int years = 1;             // length of the framework
    double floor = 0;          // guaranteed minimum as a share of the planned call-off
};

// Whether the firm would build the missing capacity on award: its building lag fits the lead time, its rule takes the
// expansion on the contract alone, and its money is complete. Nothing is changed.
bool would_build(Run&, Row row, const ContractOffer&);
// Builds it, for a firm that would.
void build_for_contract(Run&, Row row, const ContractOffer&);

} // namespace drumbeat
