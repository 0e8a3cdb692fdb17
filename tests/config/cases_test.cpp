// SPDX-License-Identifier: Apache-2.0
#include "config/cases.hpp"
#include "tests/config/example.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;

TEST_CASE("cases made one by one are those that are made together") {
    std::vector<Problem> problems;
    const Study study = read_study_text(example::study_text, "s.yaml", {}, problems).study;
    const std::vector<Case> all = cases_of(study, problems);
    REQUIRE_FALSE(has_errors(problems));
    const CaseList cases(study);
    REQUIRE(cases.size() == all.size());
    CHECK(cases.per_point() == all.size());
    for (std::size_t i = all.size(); i-- > 0;) {
        const Case one = cases.at(i);
        CHECK(one.arm == all[i].arm);
        CHECK(one.behaviour == all[i].behaviour);
        CHECK(one.levels == all[i].levels);
        CHECK(one.scenario == all[i].scenario);
    }
}

TEST_CASE("more than 100,000 cases are allowed, and none is kept while they are looked at") {
    std::vector<Problem> problems;
    const Study study =
        read_study_text("format: drumbeat-study/1\nstudy: latin_hypercube\nbase_inline: {segments: {sensors: {weight: "
                        "1}}}\nsample: {points: 200000, factors: {tender.noise: plausible}}\n",
                        "s.yaml", {}, problems)
            .study;
    CHECK_FALSE(has_errors(problems));
    CHECK(case_count(study) == 200000);
    CHECK_FALSE(check_case_count(study));
    CHECK(CaseList(study).at(199999).levels == std::vector<std::string>{"200000"});
}
