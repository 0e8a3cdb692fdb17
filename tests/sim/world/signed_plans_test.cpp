// SPDX-License-Identifier: Apache-2.0
#include "sim/world/signed_plans.hpp"

#include "config/parameter.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;

TEST_CASE("what was planned when contracts were signed stays as long as any of them lasts") {
    SignedPlans plans;
    CHECK(plans.none());
    for (int year = 2020; year < 2050; ++year) {
        plans.sign(year, [&](int ahead) { return 1000. * year + ahead; });
        for (int before = year; before > year - longest_framework && before >= 2020; --before)
            for (int ahead = year - before; ahead < longest_framework; ++ahead)
                CHECK(plans.planned(before, before + ahead) == 1000. * before + ahead);
    }
    CHECK_FALSE(plans.none());
}

TEST_CASE("no contract may last longer than plans are kept") {
    CHECK(parameter_at("segments.*.orders.framework_years")->range.high == longest_framework);
}
