// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/comparison.hpp"

#include "outputs/pages/comparison_report.hpp"
#include "tests/outputs/fake_results.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <sstream>

using namespace drumbeat;

namespace {

FakeResults results_of(const char* signature, std::int64_t replications = 40) {
    FakeResults results = fake_results(replications);
    results.where_from = {"drumbeat-results/1", signature, "00ff"};
    return results;
}

ResultsComparison compared(const FakeResults& before, const Study& old, const FakeResults& now, const Study& study) {
    return compared_results({"old.h5", before, old}, {"new.h5", now, study});
}

const Change& change(const ResultsComparison& c, const std::string& contrast, const std::string& behaviour,
                     const std::string& quantity) {
    const auto found = std::find_if(c.changes.begin(), c.changes.end(), [&](const Change& one) {
        return one.contrast == contrast && one.behaviour == behaviour && one.quantity == quantity;
    });
    REQUIRE(found != c.changes.end());
    return *found;
}

// Whether the words stand there, over line ends and indents too.
bool has(const std::string& text, const std::string& words) {
    std::istringstream in(text);
    std::string flat, word;
    while (in >> word) flat += (flat.empty() ? "" : " ") + word;
    return flat.find(words) != std::string::npos || text.find(words) != std::string::npos;
}

std::size_t lines_of(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

// In characters.
std::size_t widest_line(const std::string& text) {
    std::size_t widest = 0, now = 0;
    for (const char c : text) {
        now = c == '\n' ? 0 : now + ((c & 0xC0) != 0x80 ? 1 : 0);
        widest = std::max(widest, now);
    }
    return widest;
}

// The stable arm gains so many million euro more, in every run.
FakeResults with_more(FakeResults results, double meur) {
    results.value = [meur](const CaseName& c, Outcome o, std::int64_t r) {
        return fake_value(c, o, r) + (o == Outcome::investment_meur && c.arm == "stable" ? meur : 0);
    };
    return results;
}

} // namespace

TEST_CASE("comparison: the same results are the same to the bit") {
    const FakeResults results = results_of("aa");
    const ResultsComparison c = compared(results, fake_study(), results, fake_study());
    CHECK(c.same_luck);
    CHECK(c.paired == 40);
    for (const Change& one : c.changes) {
        CHECK(one.same);
        CHECK_FALSE(one.beyond_error());
    }
    CHECK(has(comparison_text(c), "differences are the same to the bit"));
    CHECK(c.settings.empty());
}

TEST_CASE("comparison: under the same luck a change is measured replication by replication") {
    // A gain that differs a little from run to run: far below what luck spreads, and found all the same.
    FakeResults now = results_of("aa");
    now.value = [](const CaseName& c, Outcome o, std::int64_t r) {
        const bool moved = o == Outcome::investment_meur && c.arm == "stable" && c.behaviour == "waits";
        return fake_value(c, o, r) + (moved ? 5 + wiggle(r, 9) : 0);
    };
    Study study = fake_study();
    const ResultsComparison c = compared(results_of("aa"), study, now, study);
    const Change& found = change(c, "main", "waits", "investment_meur");
    CHECK(found.change.value == doctest::Approx(5).epsilon(.1));
    CHECK(found.beyond_error());
    CHECK(change(c, "main", "same", "investment_meur").same);
    CHECK(change(c, "main", "waits", "firms_points").same);
    CHECK(has(comparison_text(c), "Luck: the same"));
}

TEST_CASE("comparison: with another seed the errors of both count") {
    FakeResults before = results_of("aa");
    before.value = [](const CaseName& c, Outcome o, std::int64_t r) { // the arms differ by -100 and noise of 20
        const double noise = o == Outcome::investment_meur && c.arm == "stable" ? 20 * wiggle(r, 11) : 0;
        return fake_value(c, o, r) + noise;
    };
    FakeResults now = before;
    now.value = [](const CaseName& c, Outcome o, std::int64_t r) {
        const double noise = o == Outcome::investment_meur && c.arm == "stable" ? 3 + 20 * wiggle(r, 12) : 0;
        return fake_value(c, o, r) + noise;
    };
    Study study = fake_study();
    study.seed = 8;
    const ResultsComparison c = compared(before, fake_study(), now, study);
    CHECK_FALSE(c.same_luck);
    const Change& found = change(c, "main", "same", "investment_meur");
    CHECK(found.change.value == doctest::Approx(found.now.value - found.before.value));
    CHECK(found.change.error == doctest::Approx(std::hypot(found.now.error, found.before.error)));
    CHECK_FALSE(found.same);
    CHECK_FALSE(found.beyond_error());
    CHECK_FALSE(compared(results_of("aa"), fake_study(), results_of("bb"), fake_study()).same_luck);
    CHECK_FALSE(compared(results_of(""), fake_study(), results_of(""), fake_study()).same_luck);
}

TEST_CASE("comparison: what one of the two lacks is named") {
    Study study = fake_study();
    comparison_in(study).contrasts = {{"main", "placebo", "base"}, {"new", "stable", "base"}};
    study.base.tender.noise = .3;
    comparison_in(study).arms[1].settings = {{"segments.*.orders.cv", "0.2", {}}};
    const ResultsComparison c = compared(results_of("aa"), fake_study(), results_of("aa", 12), study);
    CHECK(c.paired == 12);
    CHECK(c.only_before.size() == 3); // the contrast placebo, under three behaviours
    CHECK(c.only_now.size() == 3);
    CHECK(c.other_arms.size() == 3);
    const std::string text = comparison_text(c);
    for (const char* words : {"Only before (3): placebo under waits", "Only now (3): new under waits",
                              "Other arms (3): main under waits: stable - base, now placebo - base",
                              "base: tender.noise: ", ", now 0.3; arm stable: sets segments.*.orders.cv: 0.1, now",
                              "40 replications, seed 7", "12 replications, seed 7"})
        CHECK_MESSAGE(has(text, words), text);
}

TEST_CASE("comparison: nothing in common is said, and one replication has no error") {
    Study study = fake_study();
    comparison_in(study).contrasts = {{"new", "stable", "base"}};
    CHECK(
        has(comparison_text(compared(results_of("aa"), fake_study(), results_of("aa"), study)), "nothing to compare"));
    const FakeResults one = results_of("aa", 1), other = with_more(one, 7);
    const std::string text = comparison_text(compared(one, fake_study(), other, fake_study()));
    CHECK_FALSE(
        change(compared(one, fake_study(), other, fake_study()), "main", "waits", "investment_meur").beyond_error());
    const FakeResults all = results_of("aa"); // all runs change by the same: beyond any error
    CHECK(change(compared(all, fake_study(), with_more(all, 7), fake_study()), "main", "waits", "investment_meur")
              .beyond_error());
    CHECK_FALSE(has(text, "nan"));
    CHECK(has(text, "not known"));
}

TEST_CASE("comparison: text fits a screen whatever the study, JSON has everything") {
    Study study = fake_study();
    study.name = std::string(200, 'n');
    comparison_in(study).contrasts.clear();
    for (int i = 0; i < 30; ++i)
        comparison_in(study).contrasts.push_back({"contrast_" + std::to_string(i), "stable", "base"});
    Study old = study;
    comparison_in(old).contrasts.resize(20);
    old.base.tender.noise = .31;
    comparison_in(old).contrasts.push_back({"gone", "stable", "base"});
    comparison_in(old).arms[1].settings = {{"segments.*.orders.cv", "0.2", {}}};
    const ResultsComparison c = compared(results_of("aa"), old, with_more(results_of("aa"), 3), study);
    const std::string text = comparison_text(c), json = comparison_json(c);
    CHECK(lines_of(text) <= 40);
    CHECK(widest_line(text) <= 80);
    CHECK(c.changes.size() == 20 * 3 * 3);
    std::size_t told = 0;
    for (std::size_t at = json.find("\"z\""); at != std::string::npos; at = json.find("\"z\"", at + 1)) ++told;
    CHECK(told == c.changes.size());
    CHECK_FALSE(has(json, "nan"));
}
