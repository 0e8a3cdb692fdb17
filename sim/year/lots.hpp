// SPDX-License-Identifier: Apache-2.0
// How a line's open requirement comes in lots, before it is known how much there is of it.
#pragma once

#include "sim/world/draws.hpp"

#include <vector>

namespace drumbeat {

// The ministry lets one lot, and by chance more: N = 1 + Poisson(n - 1) with n the expected number, at most 250, so
// that no year is empty by accident. Sizes are lognormal with coefficient of variation `size_cv` and log mean 0; the
// caller cuts them to the money that is there. Without the first lot the sum is compound Poisson, with a coefficient of
// variation of sqrt((1 + size_cv^2) / (n - 1)) (oracle T23).
void draw_lot_sizes(const Streams&, const LotsInYear&, double expected, double size_cv, std::vector<double>& sizes);

} // namespace drumbeat
