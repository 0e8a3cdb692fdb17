// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/verdict.hpp"

#include "outputs/pages/report.hpp"
#include "outputs/verdict/parts.hpp"
#include "tests/outputs/fake_results.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace drumbeat;
using doctest::Approx;

namespace {

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

// Three areas of 10, 20 and 70 firms. Those of which a setting speaks add a tenth of what they have.
Study three_areas(const std::vector<std::string>& of) {
    Study study = fake_study();
    study.base.segments.clear();
    int firms = 10;
    for (const char* name : {"sensors", "space", "platforms"}) {
        Segment segment;
        segment.name = name, segment.weight = 1.0 / 3, segment.initial.smes = firms;
        study.base.segments.push_back(segment);
        firms = firms == 10 ? 20 : 70;
    }
    study.base.firms.sme.national_count = 100;
    study.behaviours = {{"waits", {}}};
    study.placebo.clear();
    study.arms = {{"base", "", {}}, {"stable", "", {}}};
    study.contrasts = {{"main", "stable", "base"}};
    for (const std::string& area : of)
        study.arms[1].settings.push_back({"segments." + area + ".orders.framework_years", "5", {}});
    return study;
}

// Area 0 has a capacity of 100, area 1 of 200, area 2 of 700; the first two grow by a tenth under the policy.
FakeResults three_results() {
    FakeResults results;
    results.case_names = {{"base", "waits", {}}, {"stable", "waits", {}}};
    results.segment_names = {"sensors", "space", "platforms"};
    results.complete_replications = 12;
    results.value = [](const CaseName& c, Outcome o, std::int64_t r) {
        const double stable = c.arm == "stable" ? 1 : 0;
        if (o == Outcome::public_money_meur || o == Outcome::planned_money_meur) return 100000.0;
        if (o == Outcome::capacity_growth) return .2 + .001 * wiggle(r, 1) + .002 * stable;
        return .3 + .001 * wiggle(r, 1) + .0001 * stable * wiggle(r, 2);
    };
    results.area_value = [](const CaseName& c, GroupOutcome o, std::int64_t r, std::size_t area) {
        const double had = area == 0 ? 100 : area == 1 ? 200 : 700;
        const double growth =
            .2 + .001 * wiggle(r, 1) + (c.arm == "stable" && area < 2 ? .1 * static_cast<double>(area + 1) : 0);
        switch (o) {
        case GroupOutcome::capacity_growth: return growth;
        case GroupOutcome::capacity_added_meur: return growth * had;
        case GroupOutcome::investment_meur: return 131 + (c.arm == "stable" && area == 0 ? 70 : 0) + wiggle(r, 3);
        case GroupOutcome::scale_up_share:
            return .3 + (c.arm == "stable" ? .01 * static_cast<double>(area) : 0) + .001 * wiggle(r, 4);
        default: return missing;
        }
    };
    results.size_value = [](const CaseName&, GroupOutcome, std::int64_t r, std::size_t) { return .2 + wiggle(r, 1); };
    results.yearly_value = [](const CaseName&, Yearly q, std::int64_t, int, std::size_t area) {
        return q == Yearly::binding_constraint_finance && area == 0 ? 3.0 : 1.0;
    };
    results.kept_replications = 12;
    return results;
}

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
    wider.arms[1].settings.push_back({"tender.noise", "0.3", {}});
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
    CHECK(std::any_of(v.remarks.begin(), v.remarks.end(), [](const std::string& r) {
        return has(r, "differ in sensors only, and these results hold nothing");
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
