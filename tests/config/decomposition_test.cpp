// SPDX-License-Identifier: Apache-2.0
// Studies of decomposition as they are read: channels become factors.
#include "config/study.hpp"
#include "tests/config/example.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;

namespace {

constexpr std::string_view head = "format: drumbeat-study/1\nstudy: decomposition\nbase_inline:\n  segments:\n"
                                  "    sensors: {weight: 1, initial: {smes: 5}}\n";
constexpr std::string_view arms = "arms:\n  base: {}\n  stable: {segments.*.orders.cv: 0.1}\n";

Study read(const std::string& body, std::vector<Problem>& problems) {
    return example::read_a_study(std::string(head) + body, problems).study;
}

std::string says(const std::string& body) {
    std::vector<Problem> problems;
    const Study study = read(body, problems);
    if (!has_errors(problems)) cases_of(study, problems);
    return example::lines(problems);
}

} // namespace

TEST_CASE("channels of a decomposition are factors, each on and off") {
    std::vector<Problem> problems;
    const Study study = read(std::string(arms) + "channels: [credit, option_value]\n", problems);
    CHECK(example::lines(problems) == "");
    REQUIRE(comparison_of(study).factors.size() == 2);
    CHECK(comparison_of(study).factors[0].name == "credit");
    CHECK(comparison_of(study).factors[0].levels[0].name == "on");
    const auto cases = cases_of(study, problems);
    REQUIRE(cases.size() == 8);
    CHECK(cases[0].scenario.channels == Channels{});
    CHECK(cases[5].levels == std::vector<std::string>{"off", "on"}); // of the second arm
    CHECK_FALSE(cases[5].scenario.channels.credit);
    CHECK(cases[5].scenario.channels.option_value);
    CHECK(cases[5].scenario.channels.utilisation);
}

TEST_CASE("without a list a decomposition has the channels that the base has on") {
    std::vector<Problem> problems;
    CHECK(std::get<Decomposition>(read(std::string(arms), problems).design).channels ==
          std::vector<std::string>{"option_value", "utilisation", "credit", "forgetting", "information"});
    CHECK(std::get<Decomposition>(read(std::string(arms) + "set: {channels.credit: false}\n", problems).design)
              .channels == std::vector<std::string>{"option_value", "utilisation", "forgetting", "information"});
}

TEST_CASE("a resolved decomposition reads back") {
    std::vector<Problem> problems;
    for (const char* channels : {"", "channels: [forgetting]\n", "set: {channels.credit: false}\n"}) {
        const Study study = read(std::string(arms) + channels, problems);
        CHECK(example::read_a_study(resolved(study), problems).study == study);
    }
    CHECK(example::lines(problems) == "");
}

TEST_CASE("mistakes in a decomposition have their line and their message") {
    const std::string two(arms);
    CHECK(
        says(two + "channels: [credits]\n") ==
        "s.yaml:9: channels: there is no channel 'credits'; did you mean credit?; allowed: option_value, utilisation, "
        "credit, forgetting, information\n");
    CHECK(says(two + "channels: [credit, credit]\n") == "s.yaml:9: channels: credit is listed twice\n");
    CHECK(says(two + "channels: []\n") == "s.yaml:9: channels: a decomposition needs a channel that is on\n");
    CHECK(says(two + "set: {channels.credit: false}\nchannels: [credit]\n") ==
          "s.yaml:10: channels: credit is off in the base, and so has no part in the effect\n");
    CHECK(says(two + "placebo: base\n") ==
          "s.yaml:9: placebo: a decomposition takes one contrast apart; what it varies are its channels\n");
    CHECK(says("arms: {base: {}}\ncontrasts: []\n") ==
          "s.yaml:6: arms: a decomposition takes one contrast of two arms apart; arms here: 1\n");
    CHECK(says(two + "contrasts: []\n") ==
          "s.yaml:9: contrasts: a decomposition takes one contrast of two arms apart; contrasts here: 0\n");
    CHECK(
        says("arms:\n  base: {}\n  stable: {channels.credit: false}\n") ==
        "channels.credit: is set by level on of factor credit and by arm stable (s.yaml:8); allowed: arms, behaviours "
        "or one factor\n");
    std::vector<Problem> problems;
    example::read_a_study(std::string(example::study_head) + "channels: [credit]\n", problems);
    CHECK(example::lines(problems) == "s.yaml:7: channels: only a study of decomposition has channels\n");
}
