// SPDX-License-Identifier: Apache-2.0
// Runs that failed: counted and named, and above one in a hundred no verdict.
#include "outputs/pages/report.hpp"
#include "outputs/pages/sentence.hpp"
#include "outputs/verdict/verdict.hpp"
#include "tests/outputs/fake_results.hpp"

#include <doctest/doctest.h>

#include <regex>

using namespace drumbeat;

namespace {

// So many replications of the treatment's first behaviour failed, from replication 5 on.
Verdict with_failures(std::int64_t failures, std::int64_t replications = 100) {
    FakeResults results = fake_results(replications);
    results.value = [failures](const CaseName& c, Outcome o, std::int64_t r) {
        const bool failed = c.arm == "stable" && c.behaviour == "waits" && r >= 5 && r < 5 + failures;
        return failed ? missing : fake_value(c, o, r);
    };
    return verdict_of(results, fake_study());
}

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

// In one line.
std::string screen(const Verdict& v, Language language) {
    Layout layout;
    layout.language = language;
    return std::regex_replace(screen_text(v, layout), std::regex("\\s+"), " ");
}

} // namespace

TEST_CASE("without failures nothing is said of them") {
    const Verdict v = with_failures(0);
    CHECK(v.failed == 0);
    CHECK_FALSE(v.effect(0, 0, 0).withheld);
    CHECK(has(report_json(v), "\"failures\": []"));
    for (const Bilingual& remark : v.remarks) CHECK_FALSE(has(remark.en, "failed"));
}

TEST_CASE("up to one run in a hundred is left out with its pair, counted and named, and the verdict stands") {
    const Verdict v = with_failures(6); // of 600: 2 arms, 3 behaviours, 100 replications
    REQUIRE(v.lost.size() == 2);
    CHECK(v.lost[0].failed == 6);
    CHECK(v.lost[0].runs == 600);
    CHECK(v.lost[0].lacking == 6);
    CHECK(v.lost[0].pairs == 300);
    CHECK(v.lost[0].first == std::vector<std::string>{"case 3 (stable/waits), replication 5",
                                                      "case 3 (stable/waits), replication 6",
                                                      "case 3 (stable/waits), replication 7"});
    CHECK(v.lost[1].failed == 0); // the placebo's contrast has other runs
    CHECK_FALSE(v.lost[0].too_many());
    CHECK(v.effect(0, 0, 0).capacity.equivalence.answer == Answer::more);
    CHECK(v.effect(0, 0, 0).capacity.dropped == 6);
    CHECK(has(v.remarks.front().en, "6 of 300 pairs lack a run and are left out. The first: case 3 (stable/waits), "
                                    "replication 5;"));
    CHECK(has(v.remarks.front().nl, "van de 300 paren missen er 6 een simulatie"));
    CHECK(has(screen(v, Language::en), "pairs that lack a run: 6 of 300"));
}

TEST_CASE("above one run in a hundred no verdict is given, in either language, and nobody tells a sign") {
    const Verdict v = with_failures(7);
    CHECK(v.lost[0].too_many());
    for (std::size_t b = 0; b < 3; ++b) {
        const Effect& e = v.effect(0, 0, b);
        CHECK(e.withheld);
        CHECK(e.capacity.equivalence.answer == Answer::undecided);
        CHECK(e.firms.equivalence.answer == Answer::undecided);
        CHECK(e.counting == Counting::untold);
        CHECK_FALSE(v.effect(1, 0, b).withheld);
    }
    CHECK(statements_under(v, 0, 0).size() == 1);
    const std::string english = screen(v, Language::en), dutch = screen(v, Language::nl);
    CHECK_MESSAGE(has(english, "no verdict is given: of the 600 runs"), english);
    CHECK_FALSE(has(english, "more capacity"));
    CHECK_MESSAGE(has(dutch, "er wordt geen oordeel gegeven: van de 600 simulaties"), dutch);
    CHECK(has(v.details.front().sentence, "no verdict is given"));
    const std::string json = report_json(v);
    CHECK(has(json, "{\"contrast\": \"main\", \"verdict_given\": false, \"runs\": 600, \"failed\": 7, \"pairs\": 300, "
                    "\"pairs_lacking_a_run\": 7"));
    CHECK_FALSE(has(json.substr(json.find("\"details\"")), "\"answer\": \"more\", \"control\": 0.2"));
}

TEST_CASE("of a part of a study, failures are counted over all its runs") {
    FakeResults results = fake_results(100);
    results.is_complete = false;
    results.value = [](const CaseName& c, Outcome o, std::int64_t r) {
        return c.arm == "stable" && r < 50 ? missing : fake_value(c, o, r);
    };
    struct Part : FakeResults {
        using FakeResults::FakeResults;
        std::int64_t missing_runs() const override { return 1; }
    } part;
    static_cast<FakeResults&>(part) = results;
    const Verdict v = verdict_of(part, fake_study());
    CHECK(v.lost[0].too_many());
    CHECK(v.lost[0].first.empty());
    CHECK(has(screen(v, Language::en), "no verdict is given: "));
}
