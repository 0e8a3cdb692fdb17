// SPDX-License-Identifier: Apache-2.0
#include "agents/supply.hpp"

#include <algorithm>

namespace drumbeat {

double parts_ordered(double wanted, double trend, double bullwhip) {
    return std::max(0.0, trend + bullwhip * (wanted - trend));
}

} // namespace drumbeat
