// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/scenario.hpp"

namespace drumbeat {

// The part of an amount that procurement pays for, so that public money stays what it was.
inline double out_of_procurement(const Scenario& s, double meur, PaidFrom paid_from) {
    const bool neutral = s.neutral.of == NeutralOf::public_money;
    return paid_from == PaidFrom::procurement && neutral ? meur : 0;
}

} // namespace drumbeat
