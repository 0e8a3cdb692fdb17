// SPDX-License-Identifier: Apache-2.0
#include "config/likely_path.hpp"
#include "config/text.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace drumbeat;

namespace {

std::string likely(std::string_view path, Slips slips = Slips::none) {
    constexpr std::array<std::string_view, 2> areas{"sensors", "space"};
    return likely_path(split(path, '.'), areas, slips);
}

} // namespace

TEST_CASE("part of a path is completed") {
    CHECK(likely("*.orders.cv") == "segments.*.orders.cv");
    CHECK(likely("orders.cv") == "segments.*.orders.cv");
    CHECK(likely("segments.orders.cv") == "segments.*.orders.cv");
    CHECK(likely("segments.*.cv") == "segments.*.orders.cv");
    CHECK(likely("cv") == "segments.*.orders.cv");
    CHECK(likely("orders.notice_years") == "segments.*.orders.notice_years");
    CHECK(likely("sensors.orders.cv") == "segments.sensors.orders.cv");
    CHECK(likely("space.weight") == "segments.space.weight");
    CHECK(likely("wacc") == "firms.*.wacc");
    CHECK(likely("prime.wacc") == "firms.prime.wacc");
    CHECK(likely("noise") == "tender.noise");
}

TEST_CASE("what fits too much, or nothing, is no path") {
    CHECK(likely("enabled").empty());
    CHECK(likely("weather").empty());
    CHECK(likely("*").empty());
    CHECK(likely("sensors").empty());
    CHECK(likely("sensors.tender.noise").empty());
    CHECK(likely("cv.orders").empty());
    CHECK(likely("orders.cv.sensors.more").empty());
}

TEST_CASE("misspelt words are completed only where slips are allowed") {
    CHECK(likely("ordres.cv").empty());
    CHECK(likely("ordres.cv", Slips::some) == "segments.*.orders.cv");
    CHECK(likely("orders.notice", Slips::some) == "segments.*.orders.notice_years");
    CHECK(likely("weather.report", Slips::some).empty());
}
