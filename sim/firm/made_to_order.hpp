// SPDX-License-Identifier: Apache-2.0
// Plant built to order: a bidder without room for a lot offers capacity that it would build on award. It weighs the
// contract alone, now or never: what it may sell beyond the contract's end counts for nothing but resale.
#pragma once

#include "sim/firm/funding.hpp"
#include "sim/world/ahead.hpp"
#include "sim/world/areas.hpp"
#include "sim/world/support.hpp"
#include "sim/world/year.hpp"

namespace drumbeat {

// The contract that a lot offers to a bidder. Volumes are a year's, at reference prices.
struct ContractOffer {
    double volume = 0;         // of this year's call-off
    double planned_volume = 0; // of the planned call-off
    double missing_volume = 0; // of this year's, that the bidder has no room for
    int years = 1;             // length of the framework
    double floor = 0;          // guaranteed minimum as a share of the planned call-off

    double collateral() const { return planned_volume * years; } // at reference prices, meur
};

// The plant that a bidder would build for the missing volume, and how it would be paid.
struct PlantForLot {
    Choice choice;
    Funding funding; // complete where it is there in time, its rule takes it on the contract alone, and it is paid for
};
// The firm asks for money with the contract as its backlog and cover. `load` is memory of one row.
PlantForLot plant_for(const Year&, const Areas&, const Ahead&, const Firms&, const Applicant&, Row row,
                      const ContractOffer&, const Support&, Loads& load);
Applicant applicant_with(const Year&, const Firms&, const Accounts&, const YearDraws&, const Support&, Row row,
                         const ContractOffer&);

} // namespace drumbeat
