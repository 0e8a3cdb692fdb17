// SPDX-License-Identifier: Apache-2.0
// Leased sites: plant that the ministry leases from an owner and a firm uses.
#pragma once

#include "sim/world/accounts.hpp"
#include "sim/world/areas.hpp"
#include "sim/world/roll.hpp"
#include "sim/world/totals.hpp"
#include "sim/world/year.hpp"

namespace drumbeat {

struct Lease {
    Row tenant;
    double site = 0; // yearly output
    double rent = 0; // meur a year
};

struct Sites {
    std::vector<Lease> leases;
    double opened = 0; // since the policy began, yearly output

    // The ministry pays rent, and for it the owner replaces what wears out, as long as the tenant is there; sites open
    // in their year. Leases outlast the policy that made them. Returns what procurement pays, meur.
    double lease(const Year&, const Roll&, Firms&, Accounts&, Totals&);
};

} // namespace drumbeat
