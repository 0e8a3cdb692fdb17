// SPDX-License-Identifier: Apache-2.0
#include "config/panel.hpp"
#include "config/study.hpp"
#include "tests/config/example.hpp"
#include "tests/places.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>

using namespace drumbeat;

namespace {

Study small_study() {
    std::vector<Problem> problems;
    Study study = example::read_a_study(example::study_text, problems).study;
    CHECK(example::lines(problems) == "");
    return study;
}

std::string name_of_case(const Case& c) { return fmt::format("{}/{}/{}", c.arm, c.behaviour, joined(c.levels, "/")); }

} // namespace

TEST_CASE("cases that share their past follow each other, and arms are neighbours") {
    std::vector<Problem> problems;
    const auto cases = cases_of(small_study(), problems);
    CHECK(example::lines(problems) == "");
    REQUIRE(cases.size() == 4 * 2 * 2 * 2);
    CHECK(name_of_case(cases[0]) == "base/careful/without/as_assumed");
    CHECK(name_of_case(cases[1]) == "stable/careful/without/as_assumed");
    CHECK(name_of_case(cases[4]) == "base/careful/with/as_assumed"); // a fund is a lever
    CHECK(name_of_case(cases[8]) == "base/both/without/as_assumed");
    CHECK(name_of_case(cases[16]) == "base/careful/without/off"); // an assumption is of the world
    CHECK(name_of_case(cases[31]) == "relabelled/both/with/off");
    CHECK(cases_per_world(small_study()) == 8);
}

TEST_CASE("a case is the base with its arm, its behaviour and its levels") {
    std::vector<Problem> problems;
    const Study study = small_study();
    const auto cases = cases_of(study, problems);
    const auto case_called = [&](const std::string& name) {
        const auto found =
            std::find_if(cases.begin(), cases.end(), [&](const Case& c) { return name_of_case(c) == name; });
        REQUIRE(found != cases.end());
        return found->scenario;
    };
    const Scenario s = case_called("stable/both/with/off");
    CHECK(s.segments[0].orders.cv == .1);
    CHECK(s.segments[0].orders.notice_years == 3);
    CHECK(s.segments[1].orders.notice_years == study.base.segments[1].orders.notice_years);
    CHECK(s.secfund.enabled);
    CHECK_FALSE(s.assumed_signs);
    CHECK(to_text(s.firms.midcap.behaviour) == "0.25 naive+npv, 0.75 adaptive+dynamic_programming");
    CHECK(s.budget.final_defence_meur == 30000);
    const Scenario longer = case_called("long/careful/without/as_assumed"); // like stable, but for its own cv
    CHECK(longer.segments[1].orders.cv == .2);
    CHECK(longer.segments[1].orders.framework_years == 5);
    for (std::size_t i = 0; i < cases.size(); i += 4) CHECK(cases[i].scenario == cases[i + 3].scenario); // relabelled
}

TEST_CASE("adding or reversing arms leaves every other case alone") {
    Study study = small_study();
    std::vector<Problem> problems;
    const auto before = cases_of(study, problems);
    std::reverse(comparison_in(study).arms.begin(), comparison_in(study).arms.end());
    comparison_in(study).arms.push_back({"more", "", {{"tender.noise", "0.3", {}}}});
    const auto after = cases_of(study, problems);
    for (const Case& c : before) {
        const auto same = [&](const Case& other) { return name_of_case(other) == name_of_case(c); };
        const auto found = std::find_if(after.begin(), after.end(), same);
        REQUIRE(found != after.end());
        CHECK(found->scenario == c.scenario);
    }
}

TEST_CASE("without arms, behaviours or factors there is one case, the base") {
    Study study;
    study.base = example::small_scenario();
    std::vector<Problem> problems;
    const auto cases = cases_of(study, problems);
    REQUIRE(cases.size() == 1);
    CHECK(cases[0].arm == "base");
    CHECK(cases[0].behaviour == "as_in_scenario");
    CHECK(cases[0].levels.empty());
    CHECK(cases[0].scenario == study.base);
    CHECK(problems.empty());
}

TEST_CASE("a problem of a case names the arm, once, and the base's own warnings are not repeated") {
    Study study = small_study();
    study.base.segments[0].weight = .5; // warns: weights below 1
    comparison_in(study).arms[1].settings.push_back({"tender.bidders_min", "9", {"f.yaml", 3}});
    std::vector<Problem> problems;
    cases_of(study, problems);
    CHECK(
        example::lines(problems) ==
        "f.yaml:3: tender.bidders_max: arm stable, fund without, signs as_assumed: 5 is less than tender.bidders_min, which is 9\n");
}

TEST_CASE("cases have the same years and technology areas") {
    Study study = small_study();
    comparison_in(study).factors.clear();
    comparison_in(study).arms[1].settings = {{"time.horizon_years", "9", {"f.yaml", 7}}};
    comparison_in(study).arms[2].settings = {{"remove_segments", "[space]", {}}};
    std::vector<Problem> problems;
    cases_of(study, problems);
    CHECK(example::lines(problems).find(
              "f.yaml:7: time.horizon_years: arm stable: every case of a study has the same years\n") !=
          std::string::npos);
    CHECK(example::lines(problems).find("segments: arm long: every case of a study has the same technology areas\n") !=
          std::string::npos);
}

TEST_CASE("too many cases are refused without making them") {
    Study study = small_study();
    for (int i = 0; i < 30; ++i)
        comparison_in(study).factors.push_back({fmt::format("f{}", i), {{"a", "", {}}, {"b", "", {}}}});
    std::vector<Problem> problems;
    CHECK(cases_of(study, problems).empty());
    CHECK(example::lines(problems) ==
          "arms: arms x behaviours x factor levels make 34359738368 cases; allowed: 1 to 10000000\n");
}

TEST_CASE("a parameter belongs to arms, to behaviours or to one factor") {
    const auto says = [](Study study) {
        std::vector<Problem> problems;
        cases_of(study, problems);
        return example::lines(problems);
    };
    Study study = small_study();
    comparison_in(study).factors[0].levels[1].settings.push_back({"segments.space.orders.cv", "0.3", {"f.yaml", 30}});
    comparison_in(study).arms[1].settings = {{"segments.*.orders.cv", "0.1", {"f.yaml", 20}}};
    comparison_in(study).arms[2].settings = comparison_in(study).arms[1].settings; // as `like` does
    CHECK(says(study) == "f.yaml:30: segments.space.orders.cv: is set by level with of factor fund and by arm stable "
                         "(f.yaml:20); allowed: arms, behaviours or one factor\n");
    comparison_in(study).arms[1].settings[0].path = comparison_in(study).arms[2].settings[0].path =
        "segments.sensors.orders.cv";
    CHECK(says(study) == "");
    comparison_in(study).factors[1].levels[0].settings.push_back({"segments.space.orders.cv", "0.2", {"f.yaml", 33}});
    CHECK(
        says(study).find("f.yaml:33: segments.space.orders.cv: is set by level as_assumed of factor signs and by level "
                         "with of factor fund (f.yaml:30)") == 0);
    study = small_study();
    comparison_in(study).arms[1].settings = {{"firms.sme.behaviour", "naive+npv", {"f.yaml", 20}}};
    CHECK(says(study) == "f.yaml:20: firms.sme.behaviour: is set by arm stable and by the study's behaviours; allowed: "
                         "arms, behaviours or one factor\n");
    comparison_in(study).behaviours.clear();
    CHECK(says(study) == "");
}

TEST_CASE("the panel has six behaviours") {
    std::string names;
    for (const NamedBehaviour& b : behaviour_panel()) names += b.name + ": " + to_text(b.behaviour) + "\n";
    CHECK(names == "rational_npv: rational+npv\n"
                   "rational_real_option: rational+real_option\n"
                   "rational_dynamic_programming: rational+dynamic_programming\n"
                   "adaptive_real_option: adaptive+real_option\n"
                   "naive_real_option: naive+real_option\n"
                   "mixed: rational+real_option, adaptive+real_option, naive+real_option\n");
}

TEST_CASE("a resolved study reads back to the same study") {
    const Study study = small_study();
    std::vector<Problem> problems;
    const Study back = example::read_a_study(resolved(study), problems).study;
    CHECK(example::lines(problems) == "");
    CHECK(back == study);
    CHECK(resolved(back) == resolved(study));
}

TEST_CASE("a resolved study reads back whatever it leaves out or repeats") {
    Study study;
    study.base = example::small_scenario();
    comparison_in(study).behaviours = behaviour_panel();
    comparison_in(study).arms = {{"a", "", {{"tender.noise", "0.2", {}}, {"tender.noise", "0.3", {}}}},
                                 {"b", "a: label, \"quoted\"", {}}};
    comparison_in(study).record.relaxations = true;
    comparison_in(study).record.investor_replications = 2;
    std::vector<Problem> problems;
    const Study back = example::read_a_study(resolved(study), problems).study;
    CHECK(example::lines(problems) == "");
    CHECK(comparison_of(back).arms[0].settings ==
          std::vector<Setting>{{"tender.noise", "0.3", {}}}); // the last one stands for both
    comparison_in(study).arms[0].settings.erase(comparison_in(study).arms[0].settings.begin());
    CHECK(back == study);
}

TEST_CASE("a study in Dutch has its Dutch question and labels, and where it has none the others") {
    Study study;
    study.question = "Does it help?", comparison_in(study).arms = {{"a", "as it is", {}}, {"b", "stable", {}}};
    comparison_in(study).factors = {{"fund", {{"with", "with the fund", {}}}}};
    CHECK(in_dutch(study) == study);
    study.question_nl = "Helpt het?", comparison_in(study).arms[1].label_nl = "stabiel",
    comparison_in(study).factors[0].levels[0].label_nl = "met";
    CHECK(resolved(study).find("question_nl: \"Helpt het?\"") != std::string::npos);
    const Study dutch = in_dutch(study);
    CHECK(dutch.question == "Helpt het?");
    CHECK(comparison_of(dutch).arms[0].label == "as it is");
    CHECK(comparison_of(dutch).arms[1].label == "stabiel");
    CHECK(comparison_of(dutch).factors[0].levels[0].label == "met");
    study.question_nl.clear(), comparison_in(study).arms[1].label_nl.clear(),
        comparison_in(study).factors[0].levels[0].label_nl.clear();
    CHECK(resolved(study).find("_nl") == std::string::npos); // as studies were stored before
}

TEST_CASE("packaged studies that write results have their question and all their labels in Dutch too") {
    const std::vector<std::string> data{source_dir() + "/config"};
    std::size_t looked_at = 0;
    for (const auto& entry : std::filesystem::directory_iterator(data[0] + "/studies")) {
        if (entry.path().extension() != ".yaml") continue;
        std::vector<Problem> problems;
        const Study study = read_study(entry.path().string(), data, problems).study;
        if (!is_a<Comparison>(study) && !is_a<Decomposition>(study)) continue;
        ++looked_at;
        CHECK_MESSAGE(!study.question_nl.empty(), study.name);
        CHECK_MESSAGE(study.question_nl != study.question, study.name);
        std::vector<Variant> variants = comparison_of(study).arms;
        // The factors that a study does not write itself have no labels: parameter sets, and channels to decompose.
        if (comparison_of(study).ensemble.empty() && is_a<Comparison>(study))
            for (const Factor& factor : comparison_of(study).factors)
                variants.insert(variants.end(), factor.levels.begin(), factor.levels.end());
        for (const Variant& variant : variants) {
            CHECK_MESSAGE(!variant.label.empty(), study.name, ": ", variant.name);
            CHECK_MESSAGE(!variant.label_nl.empty(), study.name, ": ", variant.name);
        }
    }
    CHECK(looked_at > 30);
}

TEST_CASE("resolved studies of balance, validation and calibration read back too") {
    for (const Design& design : {Design(Balance{}), Design(Validation{}), Design(Calibration{})}) {
        Study study;
        study.design = design, study.base = example::small_scenario(), study.seed = 5;
        if (auto* validation = std::get_if<Validation>(&study.design)) validation->behaviours = behaviour_panel();
        if (is_a<Calibration>(study)) {
            std::get<Calibration>(study.design).fit.parameters = {{"firms.*.option_weight", .1, .9},
                                                                  {"finance.rejection", .05, .3}};
            std::get<Calibration>(study.design).fit.facts = {"F2", "sme_refused"};
            std::get<Calibration>(study.design).fit.candidates = 100,
            std::get<Calibration>(study.design).fit.rounds = 2, std::get<Calibration>(study.design).fit.members = 7,
            std::get<Calibration>(study.design).fit.balance = false;
        }
        std::vector<Problem> problems;
        const Study back = example::read_a_study(resolved(study), problems).study;
        CHECK(example::lines(problems) == "");
        CHECK(back == study);
    }
}

TEST_CASE("studies on random bases read back to the last bit") {
    std::mt19937_64 luck(8);
    for (int round = 0; round < 30; ++round) {
        Study study = small_study();
        do study.base = example::random_scenario(luck);
        while (study.base.segments.empty());
        comparison_in(study).factors.clear(), comparison_in(study).contrasts.clear();
        study.seed = luck();
        comparison_in(study).equivalence_points = static_cast<double>(luck() >> 11) * 0x1p-53;
        for (Variant& arm : comparison_in(study).arms) arm.settings.clear();
        for (const Place& place : places(study.base))
            if (luck() % 9 == 0)
                comparison_in(study).arms[1].settings.push_back(
                    {path_of(place, study.base), example::random_text(*place.parameter, luck), {}});
        std::vector<Problem> problems;
        CHECK(example::read_a_study(resolved(study), problems).study == study);
    }
}
