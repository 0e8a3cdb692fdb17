// SPDX-License-Identifier: Apache-2.0
#include "agents/supply.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;
using doctest::Approx;

TEST_CASE("supply: parts swing around their trend more than the work does, and never below nothing") {
    CHECK(parts_ordered(100, 100, 1.2) == Approx(100));
    CHECK(parts_ordered(120, 100, 1.2) == Approx(124));
    CHECK(parts_ordered(80, 100, 1.2) == Approx(76));
    CHECK(parts_ordered(80, 100, 1) == Approx(80));
    CHECK(parts_ordered(0, 100, 1.2) == 0);
}
