// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/verdict.hpp"

#include "outputs/pages/report.hpp"
#include "outputs/verdict/parts.hpp"
#include "tests/outputs/three_areas.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace drumbeat;
using doctest::Approx;

namespace {

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

} // namespace

TEST_CASE("a contrast of one area is told of that area, with the national figure beside it") {
    const Verdict v = verdict_of(three_results(), three_areas({"sensors"}));
    const Effect& e = v.effect(0, 0, 0);
    CHECK(e.areas == std::vector<std::string>{"sensors"});
    CHECK(e.capacity.mean.value == Approx(10));
    CHECK(e.investment.mean.value == Approx(70));
    CHECK(e.capacity.equivalence.answer == Answer::more);
    REQUIRE(e.national.has_value());
    CHECK(e.national->capacity.mean.value == Approx(.2));
    CHECK(has(v.details[0].sentence, "in sensors: more capacity and investment"));
    CHECK(has(v.details[0].sentence, "the whole country: +0.2 points of capacity"));
    CHECK(v.details[0].control[5] == Approx(3.0 / 9)); // finance, in sensors alone
    CHECK(has(report_json(v), "\"areas\": [\"sensors\"]"));
}

TEST_CASE("several areas are taken together: money added, growth over what they had, firms by their number") {
    const Verdict v = verdict_of(three_results(), three_areas({"sensors", "space"}));
    const Effect& e = v.effect(0, 0, 0);
    CHECK(e.areas == std::vector<std::string>{"sensors", "space"});
    CHECK(e.added_capacity.mean.value == Approx(10 + 40));
    CHECK(e.capacity.mean.value == Approx(100 * 50.0 / 300));
    CHECK(e.investment.mean.value == Approx(70));
    CHECK(e.firms.mean.value == Approx(100 * (.01 * 20) / 30)); // 10 firms of sensors, 20 of space
    CHECK(has(v.details[0].sentence, "in sensors and space"));
}

TEST_CASE("what differs in every area, or nationally too, is the country's") {
    CHECK(verdict_of(three_results(), three_areas({"sensors", "space", "platforms"})).effect(0, 0, 0).areas.empty());
    Study wider = three_areas({"sensors"});
    comparison_in(wider).arms[1].settings.push_back({"tender.noise", "0.3", {}});
    CHECK(verdict_of(three_results(), wider).effect(0, 0, 0).areas.empty());
    CHECK_FALSE(verdict_of(three_results(), wider).effect(0, 0, 0).national.has_value());
    const Verdict asked = verdict_of(three_results(), wider, {"", "", "space", {}});
    CHECK(asked.effect(0, 0, 0).areas == std::vector<std::string>{"space"});
    CHECK(asked.effect(0, 0, 0).capacity.mean.value == Approx(20));
}

TEST_CASE("results that hold nothing by area say so") {
    FakeResults older = three_results();
    older.area_value = {};
    const Verdict v = verdict_of(older, three_areas({"sensors"}));
    CHECK(v.effect(0, 0, 0).areas.empty());
    CHECK(std::any_of(v.remarks.begin(), v.remarks.end(), [](const Bilingual& r) {
        return has(r.en, "differ in sensors only, and these results hold nothing");
    }));
    CHECK(v.details[0].areas.empty());
}

TEST_CASE("the main contrast by area and by size") {
    const Verdict v = verdict_of(three_results(), three_areas({"sensors"}));
    REQUIRE(v.details[0].areas.size() == 3);
    CHECK(v.details[0].areas[1].of.capacity.mean.value == Approx(20));
    CHECK(v.details[0].areas[2].of.capacity.mean.value == Approx(0));
    REQUIRE(v.details[0].sizes.size() == 3);
    CHECK(v.details[0].sizes[0].name == "sme");
    CHECK(has(report_text(v), "Difference by area"));
}
