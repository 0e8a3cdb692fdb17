// SPDX-License-Identifier: Apache-2.0
// The range over accepted parameters out of stored results.
#include "outputs/pages/report.hpp"
#include "outputs/tables/readme.hpp"
#include "outputs/verdict/parts.hpp"

#include "tests/outputs/fake_results.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;

namespace {

constexpr const char* model = "0123456789abcdef";

// Three ways of deciding that come to the same.
Study three_behaviours() {
    Study study = fake_study();
    comparison_in(study).behaviours[1].behaviour.parts[0].investment = InvestmentRule::npv;
    comparison_in(study).behaviours[2].behaviour.parts[0].expectation = Expectation::naive;
    return study;
}

FakeResults results_of_model() {
    FakeResults results = fake_results();
    results.value = [](const CaseName& c, Outcome o, std::int64_t r) { return fake_value({c.arm, "waits", {}}, o, r); };
    results.where_from = {"drumbeat-results/1", model, "00ff"};
    return results;
}

Verdict asked(const AcceptedRanges& stored, const Study& study = three_behaviours(), const Selection& choice = {}) {
    return verdict_of(results_of_model(), study, choice, &stored);
}

// The main contrast's ranges, under as many behaviours.
AcceptedRanges ranges(std::size_t behaviours) {
    const Verdict v = asked({});
    AcceptedRanges all;
    for (std::size_t b = 0; b < behaviours; ++b)
        all.push_back({model,
                       v.effect(0, 0, b).question,
                       "test-world",
                       "some-sets",
                       20,
                       8,
                       {-1.25, 9.5},
                       {-10, 90},
                       {-300, 200},
                       {-2, 3},
                       .5,
                       .75});
    return all;
}

std::string flat(const std::string& text) { // without line ends and what fills them
    std::string all;
    for (const char c : text)
        if (c != '\n' && c != ' ')
            all += c;
        else if (!all.empty() && all.back() != ' ')
            all += ' ';
    return all;
}
bool has(const std::string& text, const std::string& words) { return flat(text).find(words) != std::string::npos; }
std::string screen(const Verdict& v, Language language = Language::en) {
    Layout layout;
    layout.language = language;
    return screen_text(v, layout);
}
std::string all_limits(const Verdict& v) {
    std::string text;
    for (const std::string& limit : limits({results_of_model(), three_behaviours(), v, Language::en}))
        text += limit + "\n";
    return text;
}

} // namespace

TEST_CASE("a stored range of the same question and model stands in every form of the answer") {
    const Verdict v = asked(ranges(3));
    for (std::size_t b = 0; b < 3; ++b) {
        CHECK(v.effect(0, 0, b).capacity.parameters.low == -1.25);
        CHECK(v.effect(0, 0, b).investment.parameters.high == 200);
        CHECK(v.effect(0, 0, b).firms.parameters.high == 3);
        CHECK(v.effect(0, 0, b).added_capacity.parameters.low == -10);
    }
    CHECK_FALSE(v.effect(1, 0, 0).stored_range); // the placebo asks something else
    CHECK(v.no_range->lacking == 0);
    CHECK(has(screen(v), "Over accepted parameters its mean runs from -1.2 to +9.5 points, that of firms from "
                         "-2.0 to +3.0 of 100."));
    CHECK(has(screen(v), "Parameters range over 20 accepted sets of some-sets: stored, 8 replications of each"));
    CHECK_FALSE(has(screen(v), "other accepted parameters"));
    CHECK(
        has(screen(v, Language::nl), "spreiding over 20 aanvaarde sets van some-sets: bewaard, 8 herhalingen van elk"));
    CHECK(has(report_text(v), "-1.2 to +9.5: 5-95 % of the means of 20 sets, a stored result: 8 replications of each; "
                              "each known within a Monte Carlo error of 0.5"));
    CHECK(has(report_json(v), "\"ensemble\": \"some-sets\", \"members\": 20, \"spread\": \"5-95 %\", "
                              "\"stored_replications\": 8"));
    CHECK(has(all_limits(v), "a stored result of the same question and model, over 20 parameter sets (some-sets)"));
    CHECK_FALSE(has(all_limits(v), "Not assessed"));
}

TEST_CASE("without a stored range of the same question and model: not assessed, why, and what would assess it") {
    const auto none = [](const AcceptedRanges& stored, const Study& study, const Selection& choice, const char* why) {
        const Verdict v = asked(stored, study, choice);
        const std::string command = std::string("(") + why + "; drumbeat run STUDY --over some-sets assesses them)";
        for (const Effect& e : v.effects) CHECK_FALSE(e.capacity.parameters.assessed());
        CHECK_MESSAGE(has(screen(v), "other accepted parameters " + command), screen(v));
        CHECK(has(report_text(v), std::string("not assessed (") + why));
        CHECK(has(all_limits(v), std::string("Why: ") + why));
        CHECK(has(report_json(v), "\"over_accepted_parameters\": null"));
    };
    AcceptedRanges other = ranges(3);
    for (AcceptedRange& range : other) range.model = "fedcba9876543210";
    none(other, three_behaviours(), {}, "what is stored is of another model");
    Study longer = three_behaviours();
    longer.base.time.horizon_years += 1;
    none(ranges(3), longer, {}, "nothing stored asks this question");
    none(ranges(3), three_behaviours(), {"", "", "sensors", {}}, "nothing is stored of an area by itself");
    // Where no stored range is of this world, no ensemble is known.
    CHECK(has(screen(asked({})), "(nothing stored asks this question; drumbeat run STUDY --over ENSEMBLE"));
    // Where nobody looked, no reason is given.
    CHECK(
        has(screen(verdict_of(results_of_model(), three_behaviours())), "Not assessed other accepted parameters and"));
}

TEST_CASE("a range under some behaviours alone is said of no others") {
    const Verdict v = asked(ranges(2));
    CHECK(v.effect(0, 0, 1).stored_range);
    CHECK_FALSE(v.effect(0, 0, 2).stored_range);
    CHECK(has(screen(v), "other accepted parameters in 1 of 3 cases (nothing stored asks this question;"));
    CHECK(has(all_limits(v), "a stored result"));
    CHECK(has(all_limits(v), "Not assessed"));
}

TEST_CASE("arms that are one run, and results of one pair, take no range") {
    FakeResults same = results_of_model();
    same.value = [](const CaseName& c, Outcome o, std::int64_t r) {
        return fake_value({"base", c.behaviour, {}}, o, r);
    };
    const AcceptedRanges stored = ranges(3);
    CHECK_FALSE(verdict_of(same, three_behaviours(), {}, &stored).effect(0, 0, 0).stored_range);
    FakeResults one = results_of_model();
    one.complete_replications = 1;
    CHECK_FALSE(verdict_of(one, three_behaviours(), {}, &stored).effect(0, 0, 0).stored_range);
}

TEST_CASE("a question is the two resolved scenarios, whatever arms, labels and contrasts are called") {
    const auto question = [](const Study& study) {
        std::vector<Problem> problems;
        const auto cases = cases_of(study, problems); // each behaviour with base, then stable
        return question_of(cases[1].scenario, cases[0].scenario);
    };
    const std::string own = question(three_behaviours());
    CHECK(own.size() == 16);
    Study named = three_behaviours();
    named.name = "another", named.base.name = "elsewhere", named.base.description = "words";
    comparison_in(named).arms[1].name = "calm", comparison_in(named).arms[1].label = "other words",
    named.replications = 3, named.seed = 99;
    CHECK(question(named) == own);
    const auto changed = [&](auto&& change) {
        Study study = three_behaviours();
        change(study);
        return question(study) != own;
    };
    CHECK(changed([](Study& s) { comparison_in(s).arms[1].settings[0].text = "0.11"; }));
    CHECK(changed([](Study& s) { comparison_in(s).arms[0].settings.push_back({"segments.*.orders.cv", "0.2", {}}); }));
    CHECK(changed([](Study& s) { s.base.time.horizon_years += 1; }));
    CHECK(changed([](Study& s) { s.base.time.policy_from += 1; }));
    CHECK(changed([](Study& s) { s.base.neutral.by = NeutralBy::exact; }));
    CHECK(changed([](Study& s) { s.base.scale_up.growth = .3; }));
    CHECK(changed([](Study& s) { s.base.finance.rejection += .01; }));
    CHECK(changed([](Study& s) { s.base.budget.path_meur = {2026, {20000, 21000}}; }));
    const Scenario base = three_behaviours().base;
    Scenario calm = base;
    calm.segments[0].orders.cv = .1;
    CHECK(question_of(calm, base) != question_of(base, calm)); // which is the treatment matters
}

TEST_CASE("what an ensemble's members set is no part of the question, and its own range is not replaced") {
    Study study = three_behaviours();
    comparison_in(study).ensemble = "some-sets";
    comparison_in(study).factors = {
        {std::string(member_factor),
         {{"m1", "", {{"tender.noise", "0.05", {}}}}, {"m2", "", {{"tender.noise", "0.2", {}}}}}}};
    FakeResults results = results_of_model();
    results.factor_names = {std::string(member_factor)};
    std::vector<CaseName> cases;
    for (const CaseName& c : results.case_names)
        for (const char* member : {"m1", "m2"}) cases.push_back({c.arm, c.behaviour, {member}});
    results.case_names = cases;
    const AcceptedRanges stored = ranges(3);
    const Verdict v = verdict_of(results, study, {}, &stored);
    CHECK(v.effect(0, 0, 0).question == asked({}).effect(0, 0, 0).question);
    CHECK_FALSE(v.effect(0, 0, 0).stored_range);
    CHECK(v.effect(0, 0, 0).capacity.parameters.low != -1.25);
}
