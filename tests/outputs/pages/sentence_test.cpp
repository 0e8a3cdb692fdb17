// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/sentence.hpp"

#include "tests/outputs/fake_results.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;

namespace {

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

Study labelled() {
    Study study = fake_study();
    comparison_in(study).arms[0].label_nl = "zoals nu";
    comparison_in(study).arms[1].label_nl = "rustige orders";
    comparison_in(study).factors = {{"fund", {{"with", "with the fund", {}}, {"without", "", {}}}}};
    comparison_in(study).factors[0].levels[0].label_nl = "met het fonds";
    return study;
}

FakeResults results() {
    FakeResults all = fake_results();
    all.factor_names = {"fund"};
    std::vector<CaseName> cases;
    for (const CaseName& c : all.case_names)
        for (const char* level : {"with", "without"}) cases.push_back({c.arm, c.behaviour, {level}});
    all.case_names = cases;
    return all;
}

} // namespace

TEST_CASE("a sentence calls arms by their labels, in the language that was asked for, else by their names") {
    const FakeResults all = results();
    const Verdict english = verdict_of(all, labelled()), dutch = verdict_of(all, in_dutch(labelled()));
    const Statement statement = statement_of(english, 0, 0, 0);
    CHECK(has(sentence(english, statement, Language::en), "With \"A1 stable\" instead of \"A0 base\", growth"));
    CHECK(has(sentence(dutch, statement, Language::nl), "Met “rustige orders” in plaats van “zoals nu” verandert"));
    CHECK(arm_in_quotes(english, "placebo", Language::en) == "\"placebo\"");
    CHECK(arm_in_quotes(dutch, "placebo", Language::nl) == "“placebo”");
    CHECK(condition_in_words(english, 0) == "with the fund");
    CHECK(condition_in_words(dutch, 0) == "met het fonds");
    CHECK(condition_in_words(dutch, 1) == "fund: without");
}

TEST_CASE("a sentence cuts labels that are too long for it") {
    Study study = labelled();
    comparison_in(study).arms[1].label = std::string(150, 'a') + std::string(50, 'b');
    const Verdict v = verdict_of(results(), study);
    const std::string quoted = arm_in_quotes(v, "stable", Language::en);
    CHECK(quoted.size() == 122);
    CHECK(has(quoted, "aa..aa"));
}
