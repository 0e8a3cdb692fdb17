// SPDX-License-Identifier: Apache-2.0
// Accepted parameter sets in a study: read from a file, or written out.
#include "tests/config/study_folder.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;

namespace {

constexpr std::string_view three_sets = R"(format: drumbeat-ensemble/1
base: small
facts: {turnover: [1, 2]}
command: whatever wrote this
threshold: 1.5
members:
  - {distance: 0.8, firms.*.option_weight: 0.4, tender.noise: 0.2}
  - {distance: 0.9, firms: {sme: {option_weight: 0.5}}, segments.*.orders.phi: 0.3}
  - {}
)";

// A folder with a packaged base, and an ensemble `accepted` under ensembles/.
struct House : example::StudyFolder {
    explicit House(std::string_view ensemble = three_sets) : StudyFolder("comparison") {
        folder.write("ensembles/accepted.yaml", ensemble);
        folder.write("near.yaml", ensemble);
    }
};

const std::string& arms = example::two_arms;

} // namespace

TEST_CASE("every case is run with each member, which is the last factor") {
    const House house;
    std::vector<Problem> problems;
    const Study study = house.read(arms + "over: {ensemble: accepted}\n", problems);
    CHECK(example::lines(problems) == "");
    CHECK(comparison_of(study).ensemble == "accepted");
    CHECK(member_count(study) == 3);
    const auto cases = cases_of(study, problems);
    REQUIRE(cases.size() == 6);
    CHECK(cases[0].levels == std::vector<std::string>{"m1"});
    CHECK(cases[3].arm == "stable");
    CHECK(cases[0].scenario.firms.prime.option_weight == .4);
    CHECK(cases[0].scenario.tender.noise == .2);
    CHECK(cases[3].scenario.firms.sme.option_weight == .5);
    CHECK(cases[3].scenario.segments[1].orders.phi == .3);
    CHECK(cases[3].scenario.segments[1].orders.cv == .1);
    CHECK(cases[4].scenario == study.base); // the third says nothing
}

TEST_CASE("an ensemble is found by path, and its first members are taken") {
    const House house;
    std::vector<Problem> problems;
    const Study study = house.read(arms + "over: {ensemble: near.yaml, members: 2}\n", problems);
    CHECK(example::lines(problems) == "");
    CHECK(member_count(study) == 2);
}

TEST_CASE("a study over an ensemble reads back without its file") {
    const House house;
    std::vector<Problem> problems;
    const std::string factors = "factors: {fund: {without: {}, with: {secfund.enabled: true}}}\n";
    for (const std::string& more : {std::string(), factors}) {
        const Study study = house.read(arms + more + "over: {ensemble: accepted}\n", problems);
        const Study back = example::read_a_study(resolved(study), problems).study;
        CHECK(example::lines(problems) == "");
        CHECK(back == study);
    }
}

TEST_CASE("mistakes in an ensemble have their file and line") {
    const std::string head = "format: drumbeat-ensemble/1\nmembers:\n";
    const auto says = [&](const std::string& members) {
        return House(head + members).says(arms + "over: {ensemble: accepted}\n");
    };
    CHECK(says("  - {tender.noise: 0.1}\n  - {tender.nose: 0.1}\n") ==
          "accepted.yaml:4: tender.nose: unknown key 'nose'; did you mean noise?\n");
    CHECK(says("  - {firms.*.option_weight: 3}\n") ==
          "accepted.yaml:3: firms.*.option_weight: 3 is out of range; allowed: 0 to 1\n");
    CHECK(says("  - {segments.*.orders.cv: 0.1}\n") ==
          "accepted.yaml:3: segments.*.orders.cv: is a lever; members of an ensemble hold uncertainties alone\n");
    CHECK(says("  - {assumed_signs: false}\n") ==
          "accepted.yaml:3: assumed_signs: is a setting; members of an ensemble hold uncertainties alone\n");
    CHECK(says("  - {new_segments: [a]}\n").find("accepted.yaml:3: new_segments: ") == 0);
    CHECK(says("  []\n") == "accepted.yaml:2: members: 0 parameter sets; allowed: 1 to 1000\n");
    CHECK(House("format: drumbeat-study/1\n").says(arms + "over: {ensemble: accepted}\n") ==
          "accepted.yaml:1: format: expects 'format: drumbeat-ensemble/1'\n");
    CHECK(House("format: drumbeat-ensemble/1\n").says(arms + "over: {ensemble: accepted}\n") ==
          "accepted.yaml: members: is missing; expects a list of parameter sets\n");
}

TEST_CASE("mistakes in `over` have their line") {
    const House house;
    CHECK(house.says(arms + "over: {ensemble: acepted}\n") ==
          "study.yaml:5: over.ensemble: there is no packaged ensemble 'acepted'; did you mean accepted?\n");
    CHECK(house.says(arms + "over: {ensemble: accepted, members: 4}\n") ==
          "study.yaml:5: over.members: 4 is out of range; allowed: 1 to 3\n");
    CHECK(house.says(arms + "over: {members: 4}\n") ==
          "study.yaml:5: over: ensemble is missing; expects a packaged name or a file\n");
    CHECK(house.says(arms + "factors: {member: {a: {}}}\nover: {ensemble: accepted}\n") ==
          "study.yaml:5: factors.member: is the name of the factor that `over` makes; choose another word\n");
}

TEST_CASE("a parameter that an arm or a factor sets beside an ensemble is an error, which names both places") {
    const House house;
    CHECK(house.says("arms: {base: {}, loud: {tender.noise: 0.3}}\nover: {ensemble: accepted}\n") ==
          "accepted.yaml:7: tender.noise: is set by level m1 of factor member and by arm loud (" +
              [&] { return house.folder.path("study.yaml"); }() + ":4); allowed: arms, behaviours or one factor\n");
    CHECK(house.says(arms + "factors: {n: {a: {tender.noise: 0.3}}}\nover: {ensemble: accepted}\n")
              .find("is set by level m1 of factor member and by level a of factor n") != std::string::npos);
}

TEST_CASE("an ensemble that was accepted for another base is warned about") {
    std::string other(three_sets);
    other.replace(other.find("base: small"), 11, "base: large");
    CHECK(House(other).says(arms + "over: {ensemble: accepted}\n") ==
          "study.yaml:5: warning: over.ensemble: was accepted for 'large', not for 'small'\n");
}
