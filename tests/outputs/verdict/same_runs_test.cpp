// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/report.hpp"
#include "outputs/verdict/verdict.hpp"

#include "tests/outputs/fake_results.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace drumbeat;

namespace {

// "stable" is another scenario than "base" and has its outcomes, but for what `changed` says of one outcome.
FakeResults results_with(std::function<double(Outcome, double)> changed, std::int64_t replications = 12) {
    FakeResults results = fake_results(replications);
    results.value = [changed](const CaseName& c, Outcome o, std::int64_t r) {
        const double value = fake_value({"base", c.behaviour, {}}, o, r);
        return c.arm == "stable" && r == 7 ? changed(o, value) : value;
    };
    return results;
}

FakeResults same_results() {
    return results_with([](Outcome, double value) { return value; });
}

bool mentions(const std::vector<Bilingual>& texts, const std::string& words) {
    for (const Bilingual& text : texts) CHECK_MESSAGE(text.nl != text.en, "a remark without Dutch: ", text.en);
    return std::any_of(texts.begin(), texts.end(),
                       [&](const Bilingual& t) { return t.en.find(words) != std::string::npos; });
}

} // namespace

TEST_CASE("arms that are one run are not said to have no effect") {
    const Verdict v = verdict_of(same_results(), fake_study());
    for (std::size_t behaviour = 0; behaviour < 3; ++behaviour) {
        const Effect& e = v.effect(0, 0, behaviour);
        CHECK(e.same_run);
        CHECK(e.capacity.equivalence.answer == Answer::same_run);
        CHECK(e.capacity.better_of_100 == 0);
        CHECK(e.capacity.equal_of_100 == 100);
        CHECK(v.details[behaviour].sentence.find("are the same run") != std::string::npos);
        CHECK(v.details[behaviour].sentence.find("no effect") == std::string::npos);
    }
    CHECK(mentions(v.remarks, "\"stable\" and \"base\" are the same run: every outcome is equal to the bit in all 12 "
                              "replications. Nothing was tested"));
    CHECK(mentions(v.remarks, "\"placebo\" and \"base\" are the same run"));
    CHECK(mentions(v.remarks, "one scenario under two names"));
    const std::string text = report_text(v), json = report_json(v);
    CHECK(text.find("no effect") == std::string::npos);
    CHECK(text.find("equal in 12 of 12 pairs") != std::string::npos);
    CHECK(json.find("\"same_run\": true") != std::string::npos);
    CHECK(json.find("\"same_run\": false") == std::string::npos);
    CHECK(json.find("\"answer\": \"same run\"") != std::string::npos);
    CHECK(json.find("\"no effect\"") == std::string::npos);
}

TEST_CASE("where nothing was tested, no figures of firms are shown") {
    const auto shows_firms = [](const FakeResults& results) {
        const std::string text = screen_text(verdict_of(results, fake_study()));
        return text.find("Firms of 100") != std::string::npos ||
               text.find("scaled up at any time") != std::string::npos;
    };
    const auto equal = [](Outcome, double value) { return value; };
    CHECK_FALSE(shows_firms(results_with(equal)));
    CHECK_FALSE(shows_firms(results_with(equal, 1))); // one pair
    CHECK(shows_firms(results_with([](Outcome, double value) { return value * 1.001; })));
}

TEST_CASE("one bit in one outcome of one replication is another run") {
    const auto nudged = [](Outcome which) {
        return results_with([which](Outcome o, double value) { return o == which ? value * (1 + 0x1p-52) : value; });
    };
    for (const Outcome outcome : {Outcome::scale_up_share, Outcome::unit_cost, Outcome::secfund_meur})
        CHECK_FALSE(verdict_of(nudged(outcome), fake_study()).effect(0, 0, 0).same_run);
    CHECK_FALSE(verdict_of(fake_results(), fake_study()).effect(0, 0, 2).same_run); // within the band, and no same run
}

TEST_CASE("an outcome of 0 that the other arm does not have makes no difference; any other does") {
    const auto idle = [](double value) {
        return results_with([value](Outcome o, double own) { return o == Outcome::leverage_ratio ? value : own; });
    };
    CHECK(verdict_of(idle(0), fake_study()).effect(0, 0, 0).same_run);
    CHECK_FALSE(verdict_of(idle(3), fake_study()).effect(0, 0, 0).same_run);
}

TEST_CASE("arms are one run under one behaviour, and no runs are no same run") {
    FakeResults one = fake_results();
    one.value = [](const CaseName& c, Outcome o, std::int64_t r) {
        return fake_value(c.behaviour == "same" ? CaseName{"base", "same", {}} : c, o, r);
    };
    const Verdict v = verdict_of(one, fake_study());
    CHECK_FALSE(v.effect(0, 0, 0).same_run);
    CHECK(v.effect(0, 0, 2).same_run);
    CHECK(mentions(v.remarks, "are the same run under same: every outcome"));
    FakeResults failed = fake_results();
    failed.value = [](const CaseName&, Outcome, std::int64_t) { return missing; };
    CHECK_FALSE(verdict_of(failed, fake_study()).effect(0, 0, 0).same_run);
}

TEST_CASE("ties of some pairs are neither better nor worse") {
    FakeResults results = fake_results(12);
    results.value = [](const CaseName& c, Outcome o, std::int64_t r) {
        if (o != Outcome::capacity_growth) return fake_value({"base", c.behaviour, {}}, o, r);
        return .25 + (c.arm != "stable" || r < 3 ? 0 : r < 8 ? .01 : -.01);
    };
    const Verdict v = verdict_of(results, fake_study());
    CHECK(v.effect(0, 0, 0).capacity.better_of_100 == doctest::Approx(500.0 / 12));
    CHECK(v.effect(0, 0, 0).capacity.equal_of_100 == doctest::Approx(25));
    CHECK(v.details[0].sentence.find("It is equal in 3.") != std::string::npos);
    CHECK(v.details[0].sentence.find("Capacity is greater in 5 of 12 pairs of runs") != std::string::npos);
}
