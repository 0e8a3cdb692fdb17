// SPDX-License-Identifier: Apache-2.0
#include "config/cases.hpp"
#include "config/designs/table.hpp"
#include "tests/config/study_folder.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;

namespace {

struct House : example::StudyFolder {
    explicit House(std::string_view points) : StudyFolder("table") { folder.write("points.csv", points); }
};

const std::string& arms = example::two_arms;

} // namespace

TEST_CASE("a table of points: each row is a world, read back to the same value") {
    const House house("tender.noise,segments.*.orders.phi\n0.1,0.3\n0.2,0.6\n");
    std::vector<Problem> problems;
    const Study study = house.read(arms + "points: points.csv\n", problems);
    CHECK(example::lines(problems) == "");
    const CaseList cases(study);
    REQUIRE(cases.size() == 4);
    CHECK(cases.at(0).scenario.tender.noise == .1);
    CHECK(cases.at(3).scenario.tender.noise == .2);
    CHECK(cases.at(3).scenario.segments[0].orders.phi == .6);
    CHECK(cases.at(3).levels == std::vector<std::string>{"2"});
    const Study again = read_study_text(resolved(study), "again", {}, problems).study;
    CHECK(example::lines(problems) == "");
    CHECK(again == study);
    CHECK(resolved(again) == resolved(study));
}

TEST_CASE("a table of points: what is wrong, where") {
    CHECK(House("x\n1\n").says(arms) == "study.yaml: points: is missing; expects a file of comma-separated values\n");
    CHECK(House("x\n1\n").says(arms + "points: pints.csv\n") ==
          "study.yaml:5: points: there is no file 'pints.csv'; did you mean points.csv?\n");
    const std::string twice = House("tender.noise,segments.*.orders.cv\n0.1,0.2\n").says(arms + "points: points.csv\n");
    CHECK(twice.starts_with("points.csv:1: segments.*.orders.cv: is set by the sampled factors and by arm stable ("));
    CHECK(twice.find("study.yaml:4); allowed: arms, behaviours or one factor") != std::string::npos);
    CHECK(House("").says(arms + "points: points.csv\n").find("has no points") != std::string::npos);
}
