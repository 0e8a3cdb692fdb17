// SPDX-License-Identifier: Apache-2.0
// The state's fund (SecFund): it is paid in over some years, takes stakes beside private investors on identical terms,
// and keeps what stakes bring when they are sold. Its cash stands in the accounts.
#pragma once

#include "sim/institutions/stakes.hpp"
#include "sim/world/accounts.hpp"
#include "sim/world/areas.hpp"
#include "sim/world/support.hpp"
#include "sim/world/totals.hpp"
#include "sim/world/year.hpp"

namespace drumbeat {

struct Fund {
    std::vector<Stake> stakes;
    double written_off = 0; // cost of the stakes that were lost in the year, meur

    // Returns what procurement pays of what is paid in this year, meur.
    double pay_in(const Year&, Accounts&, Totals&) const;
    // It joins rounds of firms that fit its mandate.
    void add_to(Support&, const Year&, const Firms&, const Accounts&, Row row) const;
    void take(const Year&, Firms&, Row row, double meur);
    // Stakes that have come of age: lost with some probability, else sold for a multiple.
    void sell_stakes(const Year&, const Firms&, Accounts&);
};

} // namespace drumbeat
