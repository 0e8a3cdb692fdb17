// SPDX-License-Identifier: Apache-2.0
// What a firm makes in a year, in the order in which plant is given to it; volume.
#pragma once

#include "sim/world/order_book.hpp"

namespace drumbeat {

struct WorkDone {
    double sustainment = 0;
    double parts = 0; // for primes
    OrderBook::Delivery orders;
    double exports = 0; // with what partners ordered

    double volume() const { return sustainment + parts + orders.volume + exports; }
};

} // namespace drumbeat
