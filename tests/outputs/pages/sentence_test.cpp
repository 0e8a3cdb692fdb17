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

// A table of eleven points: what the effect is at each follows from its number.
Study of_points(std::int64_t replications) {
    Study study = fake_study();
    study.replications = replications;
    TableOfPoints design;
    static_cast<Comparison&>(design) = comparison_of(study);
    PointTable table{"t", 1, {"tender.noise"}, {}, {}};
    for (int point = 1; point <= 11; ++point) {
        table.cells.push_back("0." + std::to_string(10 + point));
        table.lines.push_back(1 + point);
    }
    design.points = std::make_shared<const PointTable>(table);
    study.design = design;
    return study;
}

FakeResults over_points(std::int64_t replications) {
    FakeResults all = fake_results();
    all.factor_names = {"point"};
    all.complete_replications = replications;
    std::vector<CaseName> cases;
    for (int point = 1; point <= 11; ++point)
        for (const CaseName& c : all.case_names) cases.push_back({c.arm, c.behaviour, {std::to_string(point)}});
    all.case_names = cases;
    all.value = [](const CaseName& c, Outcome, std::int64_t r) {
        return c.arm == "stable" ? .01 * std::stod(c.levels[0]) + .001 * static_cast<double>(r) : 0.;
    };
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

TEST_CASE("of a sampled study with one replication a sentence tells what its points do") {
    const Verdict one = verdict_of(over_points(1), of_points(1));
    const Statement statement = statement_of(one, 0, 0, 0);
    CHECK(statement.nothing);
    const std::string english = sentence(one, statement, Language::en), dutch = sentence(one, statement, Language::nl);
    CHECK_MESSAGE(has(english, ": one complete replication does not tell the average effect of "), english);
    CHECK_MESSAGE(has(english,
                      " from luck; over 11 sampled points the effect on growth of domestic capacity is +1.5 to "
                      "+10.5 points (5-95 %)."),
                  english);
    CHECK_FALSE(has(english, "nothing can be said"));
    CHECK_MESSAGE(has(dutch, "niet van toeval te onderscheiden; over 11 getrokken punten is het effect op de groei van "
                             "de binnenlandse capaciteit +1,5 tot +10,5 procentpunt (5-95 %)."),
                  dutch);
    const Verdict two = verdict_of(over_points(2), of_points(2));
    CHECK_FALSE(has(sentence(two, statement_of(two, 0, 0, 0), Language::en), "sampled points"));
    FakeResults plain = fake_results();
    plain.complete_replications = 1;
    const Verdict lone = verdict_of(plain, fake_study());
    CHECK(has(sentence(lone, statement_of(lone, 0, 0, 0), Language::en), "nothing can be said yet"));
}
