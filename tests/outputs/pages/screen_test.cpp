// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/report.hpp"

#include "outputs/verdict/decomposition.hpp"
#include "tests/outputs/fake_results.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

using namespace drumbeat;

namespace {

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

// Line breaks and indents as single blanks.
std::string flat(const std::string& text) {
    std::istringstream words(text);
    std::string all, word;
    while (words >> word) all += (all.empty() ? "" : " ") + word;
    return all;
}

// In characters, not bytes.
std::size_t longest_line(const std::string& text) {
    std::size_t longest = 0, current = 0;
    for (const char c : text) {
        current = c == '\n' ? 0 : current + ((c & 0xC0) != 0x80 ? 1 : 0);
        longest = std::max(longest, current);
    }
    return longest;
}

void check_fits(const std::string& text) {
    CHECK_MESSAGE(std::count(text.begin(), text.end(), '\n') <= 40, text);
    CHECK_MESSAGE(longest_line(text) <= 80, text);
    CHECK(has(text, "--full"));
}

// Results of a study whose cases are all combinations.
FakeResults results_of(const Study& study, std::int64_t replications = 12) {
    FakeResults results;
    std::vector<Problem> problems;
    for (const Case& c : cases_of(study, problems)) results.case_names.push_back({c.arm, c.behaviour, c.levels});
    for (const Factor& factor : comparison_of(study).factors) results.factor_names.push_back(factor.name);
    results.value = fake_value;
    results.complete_replications = replications;
    return results;
}

Study study_with(std::size_t arms, std::size_t behaviours, std::size_t levels, const std::string& name) {
    Study study = fake_study();
    comparison_in(study).contrasts.clear();
    comparison_in(study).placebo.clear();
    comparison_in(study).arms = {{"base", "", {}}, {"stable", name, {{"segments.*.orders.cv", "0.1", {}}}}};
    while (comparison_in(study).arms.size() < arms)
        comparison_in(study).arms.push_back({name + std::to_string(comparison_in(study).arms.size()), name, {}});
    comparison_in(study).behaviours = {{"waits", {}}};
    while (comparison_in(study).behaviours.size() < behaviours)
        comparison_in(study).behaviours.push_back({name + std::to_string(comparison_in(study).behaviours.size()), {}});
    if (levels > 0) comparison_in(study).factors = {{name, {}}};
    for (std::size_t i = 0; i < levels; ++i)
        comparison_in(study).factors[0].levels.push_back({name + std::to_string(i), "", {}});
    return study;
}

} // namespace

TEST_CASE("one screen says the answer, what was compared, money, what holds back, what was not assessed") {
    const std::string text = screen_text(verdict_of(fake_results(), fake_study()));
    check_fits(text);
    for (const char* words :
         {"Does a stable stream of orders", "In this model, under waits", "more capacity",
          "less capacity and investment", "no effect on capacity beyond 2 points", "Compared stable (A1 stable)",
          "with base (A0 base)", "same public money", "Held back", "other accepted parameters",
          "40 replications of each of 9 cases = 360 runs, seed 7", "drumbeat report FILE.h5 --html", "--full"})
        CHECK_MESSAGE(has(flat(text), words), words);
    CHECK_FALSE(has(text, "\x1b"));
    CHECK(has(screen_text(verdict_of(fake_results(), fake_study()), {true}), "\x1b[1m"));
}

TEST_CASE("the screen in Dutch has the same numbers") {
    const Verdict v = verdict_of(fake_results(), fake_study());
    const std::string text = screen_text(v, {false, 80, Language::nl});
    check_fits(text);
    CHECK(has(flat(text), "In dit model, bij waits"));
    CHECK(has(flat(text), "groei van de binnenlandse capaciteit tot en met 2040"));
    CHECK(has(flat(text), "Niet onderzocht"));
    std::string number = with_sign(v.effect(0, 0, 0).capacity.mean.value, 1, Language::nl);
    CHECK(has(number, ","));
    CHECK(has(flat(text), number + " procentpunt"));
    CHECK_FALSE(has(text, "In this model"));
}

TEST_CASE("equal sentences over behaviours and conditions are one, with a range") {
    Study study = study_with(2, 1, 3, "finance");
    comparison_in(study).behaviours = {{"waits", {}}, {"waits_too", {}}};
    FakeResults results = results_of(study, 40);
    results.value = [](const CaseName& c, Outcome o, std::int64_t r) {
        const double more = c.arm == "stable" && c.behaviour == "waits_too" && o == Outcome::capacity_growth ? .02 : 0;
        return fake_value({c.arm, "waits", {}}, o, r) + more;
    };
    const std::string text = flat(screen_text(verdict_of(results, study)));
    CHECK(has(text, "In all 3 conditions: In this model, under each of 2 behaviours: more capacity"));
    CHECK(has(text, "+6.0 to +8.0 points"));
    CHECK_FALSE(has(text, "under waits"));
}

TEST_CASE("a screen is a screen for hostile and long names, many arms, behaviours and conditions") {
    const std::string hostile = "\x1b[31m<script>\u202E\u009b" + std::string(200, 'w');
    for (const std::size_t arms : {2, 30})
        for (const std::size_t behaviours : {1, 9})
            for (const std::size_t levels : {0, 12}) {
                Study study = study_with(arms, behaviours, levels, hostile);
                study.question = hostile + " " + hostile + "?";
                study.name = hostile;
                FakeResults results = results_of(study);
                results.stored_warnings.assign(7, hostile);
                results.value = [](const CaseName& c, Outcome o, std::int64_t r) { // every condition says another thing
                    const double turn = c.levels.empty() ? 0 : .03 * static_cast<double>(c.levels[0].back() % 3 - 1);
                    return fake_value(c, o, r) + (o == Outcome::capacity_growth && c.arm == "stable" ? turn : 0);
                };
                for (const Language language : {Language::en, Language::nl}) {
                    const std::string text = screen_text(verdict_of(results, study), {false, 80, language, hostile});
                    check_fits(text);
                    CHECK_FALSE(has(text, "\x1b"));
                    CHECK_FALSE(has(text, "\u202E"));
                    CHECK_FALSE(has(text, "\u009b"));
                }
                CHECK(longest_line(report_text(verdict_of(results, study))) <= 80);
            }
}

TEST_CASE("conditions that do not fit are behind an option, other contrasts in one line") {
    Study study = study_with(5, 5, 12, "level");
    FakeResults results = results_of(study);
    results.value = [](const CaseName& c, Outcome o, std::int64_t r) { // no two conditions say the same
        const int behaviour = c.behaviour == "waits" ? 0 : c.behaviour.back() - '0';
        int pattern = std::stoi(c.levels[0].substr(5));
        for (int b = 0; b < behaviour; ++b) pattern /= 3;
        const double turn = .03 * static_cast<double>(pattern % 3 - 1);
        return fake_value(c, o, r) + (o == Outcome::capacity_growth && c.arm == "stable" ? turn : 0);
    };
    const std::string text = flat(screen_text(verdict_of(results, study)));
    CHECK(has(text, "11 other conditions: --condition LEVEL shows one"));
    CHECK(has(text, "3 more: capacity more in 0, less in 0, no effect in 0, not decided or mixed in 0, the same run "
                    "(nothing was tested) in 3; --contrast NAME"));
    const std::string other = flat(screen_text(verdict_of(results, study, {"", "", "", {"level4"}})));
    CHECK(has(other, "Chosen --condition level: level4"));
}

TEST_CASE("one arm shows its own spread over luck") {
    Study study = study_with(2, 2, 0, "other");
    comparison_in(study).arms.resize(1);
    const Verdict v = verdict_of(results_of(study, 40), study);
    const std::string text = screen_text(v);
    check_fits(text);
    REQUIRE(v.spreads.size() == 2);
    CHECK(has(text, "nothing to compare"));
    CHECK(has(text, "growth of domestic capacity, %"));
    const Spread::Line& growth = v.spreads[0].lines[0];
    CHECK(growth.luck.low < growth.mean.value);
    CHECK(growth.luck.high > growth.mean.value);
    CHECK(has(flat(text), grouped(growth.luck.low, 1) + " to " + grouped(growth.luck.high, 1)));
}

TEST_CASE("a decomposition on one screen") {
    Study study = fake_study();
    study.design = Decomposition{comparison_of(study), {}};
    std::get<Decomposition>(study.design).channels = {"option_value", "credit", "forgetting"};
    comparison_in(study).factors = channel_factors(std::get<Decomposition>(study.design).channels);
    comparison_in(study).arms.pop_back();
    comparison_in(study).contrasts = {{"main", "stable", "base"}};
    comparison_in(study).placebo.clear();
    const std::string text = screen_text(decomposition_of(results_of(study), study));
    check_fits(text);
    for (const char* words : {"In this model, under waits", "option value", "growth of domestic capacity"})
        CHECK_MESSAGE(has(flat(text), words), words);
}

TEST_CASE("no replication, one replication, none that went well") {
    check_fits(screen_text(verdict_of(fake_results(0), fake_study())));
    const std::string single = flat(screen_text(verdict_of(fake_results(1), fake_study())));
    CHECK(has(single, "nothing can be said yet about \"A1 stable\" against \"A0 base\": complete pairs: 1."));
    FakeResults failed = fake_results(3);
    failed.value = [](const CaseName&, Outcome, std::int64_t) { return missing; };
    CHECK(has(screen_text(verdict_of(failed, fake_study())), "all runs failed"));
}

TEST_CASE("what is chosen and is not there is told with what there is") {
    const auto message = [](const Selection& selection) -> std::string {
        try {
            verdict_of(fake_results(), fake_study(), selection);
        } catch (const FileProblem& problem) {
            CHECK(problem.input);
            return problem.what();
        }
        return "";
    };
    CHECK(has(message({"mian", "", "", {}}), "there are: main, placebo"));
    CHECK(has(message({"", "waist", "", {}}), "there are: waits, shrinks, same"));
    CHECK(has(message({"", "", "sensor", {}}), "there are: sensors"));
    CHECK(has(message({"", "", "", {"tight"}}), "there are none"));
    // A name of another kind is told what it is, and which option takes it.
    CHECK(message({"", "", "", {"waits"}}) ==
          "--condition waits: no such condition; it is a behaviour: --behaviour waits; there are none");
    CHECK(has(message({"waits", "", "", {}}), "it is a behaviour: --behaviour waits; there are: main, placebo"));
    CHECK(has(message({"", "sensors", "", {}}), "it is an area: --area sensors; there are: waits"));
    CHECK(has(message({"", "", "main", {}}), "it is a contrast: --contrast main; there are: sensors"));
    CHECK(has(message({"stable", "", "", {}}), "it is an arm: --contrast takes what compares it; there are: main"));
    CHECK(has(message({"", "waits", "", {"same"}}), "it is a behaviour: --behaviour same"));
    const Verdict v = verdict_of(fake_results(), fake_study(), {"placebo", "same", "", {}});
    CHECK(v.contrasts[0].name == "placebo");
    CHECK(v.contrasts[1].name == "main");
    CHECK(v.behaviours == std::vector<std::string>{"same"});
    CHECK(v.details.size() == 1);
    CHECK(v.details[0].effect.contrast == "placebo");
    CHECK(v.effect(1, 0, 0).treatment == "stable");
}

TEST_CASE("results of another model are read and said to be so") {
    FakeResults results = fake_results();
    CHECK_FALSE(has(screen_text(verdict_of(results, fake_study())), "Other model"));
    results.where_from = {"drumbeat-results/1", "0123456789abcdef", "00ff"};
    CHECK(has(flat(screen_text(verdict_of(results, fake_study()))), "results of model 0123456789abcdef"));
    CHECK(has(flat(report_text(verdict_of(results, fake_study()))), "results of model 0123456789abcdef"));
}
