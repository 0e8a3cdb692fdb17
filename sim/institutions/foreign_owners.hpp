// SPDX-License-Identifier: Apache-2.0
// Private investors from abroad: screened, or let in unseen, and then they may move a firm abroad.
#pragma once

#include "sim/record/record.hpp"
#include "sim/world/areas.hpp"
#include "sim/world/support.hpp"
#include "sim/world/year.hpp"

namespace drumbeat {

struct ForeignOwners {
    double screened = 0, taken_over = 0; // since the policy began: money that screening stopped, meur; firms by weight

    void add_to(Support&, const Year&, const Firms&, Row row) const;
    // Whether an owner moves the firm abroad this year.
    bool takes_over(const Year&, const Firms&, Row row);
    void measure(const Year&, RunRecord&) const;
};

} // namespace drumbeat
