// SPDX-License-Identifier: Apache-2.0
// What a prime buys from smaller firms.
#pragma once

namespace drumbeat {

// Parts that a prime orders for its work: the trend, and the deviation from it times the bullwhip, never less than
// nothing (Lee, Padmanabhan and Whang 1997: orders vary more than the sales behind them).
double parts_ordered(double wanted, double trend, double bullwhip);

} // namespace drumbeat
