// SPDX-License-Identifier: Apache-2.0
#include "config/codebook_text.hpp"
#include "config/designs/all.hpp"
#include "config/study.hpp"
#include "config/template.hpp"
#include "tests/config/example.hpp"

#include <algorithm>
#include <set>

using namespace drumbeat;

namespace {

std::string problems_of(std::string_view word, const std::string& more) {
    std::vector<Problem> problems;
    std::string text = "format: drumbeat-study/1\nstudy: " + std::string(word) +
                       "\nbase_inline:\n  segments: {space: {weight: 1, initial: {smes: 3}}}\n" + more;
    read_study_text(text, "s.yaml", {}, problems);
    return example::lines(problems);
}

} // namespace

TEST_CASE("designs differ in their words, and each is found by its own") {
    CHECK(std::set(design_words.begin(), design_words.end()).size() == design_words.size());
    for (std::size_t i = 0; i < design_words.size(); ++i) CHECK(word_of(design_at(i)) == design_words[i]);
    CHECK(std::holds_alternative<Decomposition>(design_at(2)));
}

TEST_CASE("a key of another design is told with what such a study has, or whose key it is") {
    CHECK(problems_of("balance", "arms: {a: {}}\n") ==
          "s.yaml:5: arms: a study of balance looks at its base alone; it has base, set, replications and seed\n");
    CHECK(problems_of("balance", "equivalence_points: 3\n") ==
          "s.yaml:5: equivalence_points: a study of balance looks at its base alone; it has base, set, replications "
          "and seed\n");
    CHECK(problems_of("validation", "fit: {}\n") == "s.yaml:5: fit: only a study of calibration fits parameters\n");
    CHECK(problems_of("comparison", "channels: [credit]\n") ==
          "s.yaml:5: channels: only a study of decomposition has channels\n");
    CHECK(problems_of("balance", "replication: 3\n") ==
          "s.yaml:5: replication: unknown key 'replication'; did you mean replications?\n");
}

TEST_CASE("an editor knows every key that a study may have, once") {
    const std::string schema = study_schema();
    const std::vector<std::string_view> keys = all_study_key_names();
    CHECK(std::set(keys.begin(), keys.end()).size() == keys.size());
    for (const std::string_view key : keys) {
        const std::string property = "\n\"" + std::string(key) + "\": {";
        CAPTURE(key);
        CHECK(schema.find(property) < schema.find("\n\"definitions\""));
    }
    for (const FactorLaw law : {FactorLaw::uniform, FactorLaw::choice})
        CHECK(schema.find("\"law\": {\"enum\": [\"" + std::string(name_of(law)) + "\"]}") != std::string::npos);
}

TEST_CASE("what a study compares is there for every design, and can be changed where there is such a thing") {
    Study study;
    study.design = Decomposition{};
    CHECK(compares(study));
    comparison_in(study).placebo = "p";
    CHECK(comparison_of(study).placebo == "p");
    study.design = Validation{{{"waits", {}}}};
    CHECK_FALSE(compares(study));
    CHECK(comparison_of(study) == Comparison{});
    CHECK(behaviours_of(study).size() == 1);
    CHECK_THROWS_AS(comparison_in(study), std::bad_variant_access);
}
