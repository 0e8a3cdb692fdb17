// SPDX-License-Identifier: Apache-2.0
// A study of which the arms differ in some technology areas only, and its results, with known answers.
#pragma once

#include "tests/outputs/fake_results.hpp"

namespace drumbeat {

// Three areas of 10, 20 and 70 firms. Those of which a setting speaks add a tenth of what they have.
inline Study three_areas(const std::vector<std::string>& of) {
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
    comparison_in(study).behaviours = {{"waits", {}}};
    comparison_in(study).placebo.clear();
    comparison_in(study).arms = {{"base", "", {}}, {"stable", "", {}}};
    comparison_in(study).contrasts = {{"main", "stable", "base"}};
    for (const std::string& area : of)
        comparison_in(study).arms[1].settings.push_back({"segments." + area + ".orders.framework_years", "5", {}});
    return study;
}

// Area 0 has a capacity of 100, area 1 of 200, area 2 of 700; the first two grow by a tenth under the policy.
inline FakeResults three_results() {
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

} // namespace drumbeat
