// SPDX-License-Identifier: Apache-2.0
// Standby payments: the ministry pays firms for keeping plant ready that neither defence nor civil markets use.
#pragma once

#include "sim/record/record.hpp"
#include "sim/world/accounts.hpp"
#include "sim/world/support.hpp"
#include "sim/world/totals.hpp"
#include "sim/world/year.hpp"

namespace drumbeat {

struct StandbyPayments {
    double paid = 0; // since the policy began, meur

    // What a unit of idle plant is paid, of which civil markets leave a part idle.
    static void add_to(Support&, const Year&, const Firms&, Row row);
    // Work is done: firms are paid for what stood idle. Returns what procurement gives up for it next year, meur.
    double pay(const Year&, const Firms&, Accounts&, Totals&);

    void measure(const Year&, RunRecord&) const;
};

} // namespace drumbeat
