// SPDX-License-Identifier: Apache-2.0
#include "config/cases.hpp"
#include "config/designs/table.hpp"
#include "tests/config/example.hpp"
#include "tests/config/folder.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;

namespace {

struct House {
    example::Folder folder;
    explicit House(std::string_view points) {
        folder.write("scenarios/small.yaml", example::scenario_text);
        folder.write("points.csv", points);
    }
    Study read(const std::string& body, std::vector<Problem>& problems) const {
        const std::string name =
            folder.write("study.yaml", "format: drumbeat-study/1\nstudy: table\nbase: small\n" + body);
        StudyFile file = read_study(name, folder.as_list(), problems);
        if (!has_errors(problems)) check_cases_of(file.study, problems);
        return file.study;
    }
    std::string says(const std::string& body) const {
        std::vector<Problem> problems;
        read(body, problems);
        for (Problem& p : problems) p.where.source = p.where.source.substr(p.where.source.rfind('/') + 1);
        return example::lines(problems);
    }
};

const std::string arms = "arms: {base: {}, stable: {segments.*.orders.cv: 0.1}}\n"; // line 4

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
    const std::string twice =
        House("tender.noise,segments.*.orders.cv\n0.1,0.2\n").says(arms + "points: points.csv\n");
    CHECK(twice.starts_with("points.csv:1: segments.*.orders.cv: is set by the sampled factors and by arm stable ("));
    CHECK(twice.find("study.yaml:4); allowed: arms, behaviours or one factor") != std::string::npos);
    CHECK(House("").says(arms + "points: points.csv\n").find("has no points") != std::string::npos);
}
