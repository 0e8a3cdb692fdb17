// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/report.hpp"

#include "outputs/pages/wording.hpp"
#include "tests/outputs/fake_results.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <sstream>

using namespace drumbeat;

namespace {

std::size_t longest_line(const std::string& text) {
    std::size_t longest = 0, current = 0;
    for (char c : text) {
        current = c == '\n' ? 0 : current + ((c & 0xC0) != 0x80 ? 1 : 0);
        longest = std::max(longest, current);
    }
    return longest;
}

std::string lower(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

// Whether a word stands there by itself: "finance" is not "nan".
bool has_word(const std::string& text, const std::string& word) {
    const auto letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
        if ((at == 0 || !letter(text[at - 1])) && (at + word.size() == text.size() || !letter(text[at + word.size()])))
            return true;
    return false;
}

// Line breaks and indents as single blanks.
std::string flat(const std::string& text) {
    std::istringstream words(text);
    std::string all, word;
    while (words >> word) all += (all.empty() ? "" : " ") + word;
    return all;
}

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

} // namespace

TEST_CASE("the report says what it must, within a hundred columns") {
    const std::string text = report_text(verdict_of(fake_results(), fake_study()));
    CHECK(longest_line(text) <= 80);
    for (const char* words :
         {"In this model, under waits", "over luck, 5-95 %", "over accepted parameters not assessed", "over behaviours",
          "Monte Carlo error", "gained by the same luck", "gained by equal money", "better in", "Money and dose",
          "What held firms back", "less the placebo", "Headline interval", "by capacity", "investment"})
        CHECK_MESSAGE(has(text, words), words);
    CHECK_FALSE(has_word(text, "nan"));
    CHECK_FALSE(has(text, "\x1b"));
    CHECK(has(report_text(verdict_of(fake_results(), fake_study()), {true}), "\x1b[1m"));
}

TEST_CASE("a horizon that is too short for phi is said to be so") {
    Study study = fake_study();
    for (int years : {1, 2, 3}) {
        study.base.time.horizon_years = years;
        const std::string text = report_text(verdict_of(fake_results(), study));
        CHECK(has(flat(text), "phi cannot be read from so short a series (" + std::to_string(years - 1) + " year"));
        CHECK_FALSE(has_word(text, "nan"));
    }
    study.base.time.horizon_years = 15;
    CHECK(has(flat(report_text(verdict_of(fake_results(), study))), ".50 would show 0.29"));
}

TEST_CASE("the report says whether differences were read off at equal money") {
    const auto text = [](std::int64_t replications, const Study& study) {
        return flat(report_text(verdict_of(fake_results(replications), study)));
    };
    CHECK(has(text(40, fake_study()), "differences are read off at equal realised money"));
    CHECK(has(text(3, fake_study()), "differences are as they came (to read them off at equal money takes 10 pairs)"));
    CHECK_FALSE(has(text(3, fake_study()), "differences are read off"));
    Study less = fake_study();
    comparison_in(less).arms[1].settings.push_back({"budget.extra_share", "-0.05", {}});
    CHECK(has(text(40, less), "public money, not equal between these arms, by design"));
    CHECK(has(text(40, less), "$: other money by design"));
    CHECK_FALSE(has(text(40, less), "more money by design"));
    less.base.neutral.by = NeutralBy::exact;
    CHECK(has(text(40, less), "public money, not equal between these arms, by design"));
}

TEST_CASE("one replication has no intervals") {
    const std::string text = report_text(verdict_of(fake_results(1), fake_study()));
    for (const char* words : {"of 1 pairs", "1 of 1", "Headline", "±0", "± 0", " to +"})
        CHECK_MESSAGE(!has(text, words), words);
    CHECK(has(text, "±-"));
}

TEST_CASE("where all replications failed, or none of a contrast is complete, one sentence says so") {
    FakeResults results = fake_results(3);
    results.value = [](const CaseName&, Outcome, std::int64_t) { return missing; };
    const Verdict nothing = verdict_of(results, fake_study());
    const std::string text = report_text(nothing);
    CHECK(has(text, "Nothing can be said: all runs failed."));
    for (const char* words : {"- of ", "- %", "In this model", "In detail", "Money and dose"})
        CHECK_MESSAGE(!has(text, words), words);

    results.value = [](const CaseName& c, Outcome o, std::int64_t r) {
        return o == Outcome::capacity_growth && c.behaviour == "waits" ? missing : fake_value(c, o, r);
    };
    const std::string partly = report_text(verdict_of(results, fake_study()));
    CHECK(has(flat(partly), "nothing can be said about \"A1 stable\" against \"A0 base\": no pair is complete."));
    CHECK_FALSE(has(partly, "In detail: waits"));
    CHECK(has(partly, "In detail: same"));
    for (const char* words : {"- of ", "- %", "- ±"}) CHECK_MESSAGE(!has(partly, words), words);
}

TEST_CASE("behaviours whose names are too long for column heads are numbered") {
    CHECK_FALSE(has(report_text(verdict_of(fake_results(), fake_study())), "(1)"));
    Study study = fake_study();
    comparison_in(study).behaviours = {{"waits", {}}, {"rational_dynamic_programming", {}}};
    FakeResults results = fake_results();
    results.case_names.clear();
    for (const Variant& arm : comparison_in(study).arms)
        for (const NamedBehaviour& b : comparison_in(study).behaviours)
            results.case_names.push_back({arm.name, b.name, {}});
    const std::string text = report_text(verdict_of(results, study));
    CHECK(has(text, "  (2) rational_dynamic_programming"));
    CHECK(has(flat(text), "points ± MC error (1) (2) main"));
    CHECK(longest_line(text) <= 80);
}

TEST_CASE("two words are not the report's") {
    for (std::int64_t replications : {0, 1, 2, 40}) {
        const Verdict v = verdict_of(fake_results(replications), fake_study());
        for (const std::string& text : {report_text(v), report_json(v)}) {
            CHECK_FALSE(has(lower(text), "significant"));
            CHECK_FALSE(has(lower(text), "certain"));
        }
    }
}

TEST_CASE("long names are cut and folded, many behaviours go below each other") {
    Study study = fake_study();
    comparison_in(study).arms[1].label =
        "A6 everything at once, announced, with a very long label indeed, and longer still";
    comparison_in(study).behaviours.clear();
    FakeResults results = fake_results();
    results.case_names.clear();
    for (int i = 0; i < 9; ++i)
        comparison_in(study).behaviours.push_back({"rational_dynamic_programming_number_" + std::to_string(i), {}});
    for (const Variant& arm : comparison_in(study).arms)
        for (const NamedBehaviour& b : comparison_in(study).behaviours)
            results.case_names.push_back({arm.name, b.name, {}});
    const std::string text = report_text(verdict_of(results, study));
    CHECK(longest_line(text) <= 80);
    CHECK(has(text, "number_8"));
}

TEST_CASE("an incomplete run says so") {
    FakeResults results = fake_results(12);
    results.is_complete = false;
    results.stored_warnings = {"unusual_value: study.yaml:3: cv is high"};
    const std::string text = report_text(verdict_of(results, fake_study()));
    CHECK(has(flat(text), "INCOMPLETE: 40 were asked for"));
    CHECK(has(text, "unusual_value: study.yaml:3: cv is high"));
    CHECK(has(report_text(verdict_of(fake_results(0), fake_study())), "No replication is complete yet"));
}

TEST_CASE("failed replications are left out and counted") {
    FakeResults results = fake_results();
    results.value = [](const CaseName& c, Outcome o, std::int64_t r) { return r == 3 ? missing : fake_value(c, o, r); };
    const std::string text = report_text(verdict_of(results, fake_study()));
    CHECK(has(text, "FAILED"));
    CHECK(has(text, "1 pair with a missing value"));
    CHECK_FALSE(has_word(text, "nan"));
}

TEST_CASE("JSON is balanced and has no value that JSON lacks") {
    const std::string json = report_json(verdict_of(fake_results(), fake_study()));
    CHECK(std::count(json.begin(), json.end(), '{') == std::count(json.begin(), json.end(), '}'));
    CHECK(std::count(json.begin(), json.end(), '[') == std::count(json.begin(), json.end(), ']'));
    CHECK(std::count(json.begin(), json.end(), '"') % 2 == 0);
    CHECK_FALSE(has_word(json, "nan"));
    CHECK_FALSE(has_word(json, "inf"));
}

TEST_CASE("JSON says which results it is of") {
    FakeResults results = fake_results();
    const std::string bare = report_json(verdict_of(results, fake_study()));
    CHECK(has(bare, "\"format_version\": null"));
    CHECK(has(bare, "\"content_hash\": null"));
    results.where_from = {"drumbeat-results/1", "12ab", "00ff"};
    const std::string json = report_json(verdict_of(results, fake_study()));
    for (const char* words :
         {"\"format_version\": \"drumbeat-results/1\"", "\"model_signature\": \"12ab\"", "\"content_hash\": \"00ff\"",
          "\"seed\": 7", "{\"contrast\": \"main\", \"treatment\": \"stable\"",
          "{\"contrast\": \"placebo\", \"treatment\": \"placebo\"",
          "{\"contrast\": \"main\", \"behaviour\": \"waits\""})
        CHECK_MESSAGE(has(json, words), words);
}

TEST_CASE("numbers in words") {
    CHECK(grouped(1234567.4) == "1,234,567");
    CHECK(grouped(-1234.56, 1) == "-1,234.6");
    CHECK(grouped(-.01) == "0");
    CHECK(with_sign(6.25, 1) == "+6.2");
    CHECK(with_sign(-.04) == "0.0");
    CHECK(with_sign(missing) == "-");
    CHECK(small_error(.04) == "0.04");
    CHECK(small_error(.31) == "0.3");
    CHECK(to_text(Interval{}) == "not assessed");
    CHECK(share_of_pairs(missing, 24) == "-");
    CHECK(share_of_pairs(82.4, 100) == "82 of 100");
    CHECK(share_of_pairs(82.4, 1000) == "82 of 100");
    CHECK(share_of_pairs(100.0 * 19 / 24, 24) == "19 of 24");
    CHECK(share_of_pairs(100 * 19.5 / 24, 24) == "19.5 of 24"); // a mean over an ensemble
    CHECK(shortened("rational_dynamic_programming", 40) == "rational_dynamic_programming");
    CHECK(shortened("rational_dynamic_programming", 16) == "rationa..ramming");
    CHECK(length_of(shortened("äöüäöüäöü", 6)) == 6);
    CHECK(plural(1, "run") == "1 run");
    CHECK(plural(3000, "run") == "3,000 runs");
}

TEST_CASE("ties are ties") {
    Difference e;
    CHECK(pairs_text(e) == "-");
    CHECK(pairs_cell(e) == "-");
    e.mean.count = 12, e.better_of_100 = 100, e.equal_of_100 = 0;
    CHECK(pairs_text(e) == "better in 12 of 12");
    CHECK(pairs_cell(e) == "12 of 12");
    e.better_of_100 = 500.0 / 12, e.equal_of_100 = 25;
    CHECK(pairs_text(e) == "better in 5, equal in 3 of 12");
    CHECK(pairs_cell(e) == "5 (3 tied)");
    e.better_of_100 = 0, e.equal_of_100 = 100;
    CHECK(pairs_text(e) == "equal in 12 of 12");
    e.mean.count = 200, e.better_of_100 = 40, e.equal_of_100 = 12.5;
    CHECK(pairs_text(e) == "better in 40, equal in 12 of 100");
}
