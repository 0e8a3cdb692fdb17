// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/decomposition.hpp"

#include "sim/replay/replicate.hpp"
#include "tests/outputs/fake_results.hpp"
#include "tests/sim/packaged.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace drumbeat;
using doctest::Approx;

namespace {

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

Study taken_apart(const std::vector<std::string>& channels) {
    Study study = fake_study();
    study.design = Decomposition{comparison_of(study), {}};
    std::get<Decomposition>(study.design).channels = channels;
    comparison_in(study).factors = channel_factors(channels);
    comparison_in(study).arms.pop_back();
    comparison_in(study).contrasts = {{"main", "stable", "base"}};
    comparison_in(study).placebo.clear();
    comparison_in(study).behaviours = {{"waits", {}}};
    return study;
}

bool is_on(const CaseName& c, const Study& study, const std::string& channel) {
    const auto at = std::find(std::get<Decomposition>(study.design).channels.begin(),
                              std::get<Decomposition>(study.design).channels.end(), channel) -
                    std::get<Decomposition>(study.design).channels.begin();
    return c.levels[static_cast<std::size_t>(at)] == "on";
}

FakeResults results_of(const Study& study, const std::vector<Case>& cases, std::int64_t replications = 40) {
    FakeResults results;
    for (const Case& c : cases) results.case_names.push_back({c.arm, c.behaviour, c.levels});
    for (const Factor& factor : comparison_of(study).factors) results.factor_names.push_back(factor.name);
    results.complete_replications = replications;
    return results;
}

// Stable orders give 2 points by themselves, 3 through option_value, 4 where option_value and credit meet; nothing
// through forgetting, whose switch moves both arms alike. Luck moves the arms, and the gain of credit.
FakeResults known_game(const Study& study, std::int64_t replications = 40) {
    std::vector<Problem> problems;
    FakeResults results = results_of(study, cases_of(study, problems), replications);
    results.value = [study](const CaseName& c, Outcome o, std::int64_t r) {
        const bool option = is_on(c, study, "option_value"), credit = is_on(c, study, "credit");
        const double gain = .02 + (option ? .03 : 0) + (option && credit ? .04 + .01 * wiggle(r, 5) : 0);
        const double own = .25 + .05 * wiggle(r, 2) + (is_on(c, study, "forgetting") ? .07 : 0);
        if (o == Outcome::public_money_meur) return 100000.0;
        return own + (c.arm == "stable" ? gain : 0);
    };
    return results;
}

double sum_of_parts(const Split& split, std::size_t r) {
    double sum = split.unexplained.by_replication[r];
    for (const Part& part : split.channels) sum += part.by_replication[r];
    return sum;
}

void check_sums(const Split& split) {
    double means = split.unexplained.mean.value;
    for (const Part& part : split.channels) means += part.mean.value;
    CHECK(means == Approx(split.total.mean.value).epsilon(1e-9));
    for (std::size_t r = 0; r < split.total.by_replication.size(); ++r)
        if (!std::isnan(split.total.by_replication[r]))
            CHECK(sum_of_parts(split, r) == Approx(split.total.by_replication[r]).epsilon(1e-9));
}

// Two areas of the Dutch baseline, short enough to run 32 coalitions of, with waiting firms.
Study small_country() {
    Study study = taken_apart({"option_value", "utilisation", "credit", "forgetting", "information"});
    study.base = packaged_scenario("netherlands-2026");
    study.base.segments.resize(2);
    study.base.time.burn_in_years = 5, study.base.time.horizon_years = 6;
    comparison_in(study).arms[1].settings.push_back({"segments.*.orders.notice_years", "4", {}});
    comparison_in(study).behaviours = {{"careful", {{{1, Expectation::rational, InvestmentRule::real_option}}}}};
    comparison_in(study).record = {0, 0};
    study.replications = 3;
    return study;
}

DecompositionFinding run(const Study& study) {
    std::vector<Problem> problems;
    const auto cases = cases_of(study, problems);
    REQUIRE_FALSE(has_errors(problems));
    FakeResults results = results_of(study, cases, study.replications);
    const auto prepared = prepare_study(study, cases);
    StudyScratch scratch;
    std::vector<std::vector<RunRecord>> records; // [replication][case]
    for (std::int64_t r = 0; r < study.replications; ++r) {
        records.emplace_back(cases.size());
        replicate(*prepared, r, scratch, records.back());
    }
    results.keeps_years = false;
    results.value = [&](const CaseName& name, Outcome o, std::int64_t r) {
        const auto same = [&](const Case& c) { return c.arm == name.arm && c.levels == name.levels; };
        const auto at = std::find_if(cases.begin(), cases.end(), same) - cases.begin();
        return records[static_cast<std::size_t>(r)][static_cast<std::size_t>(at)].at(o);
    };
    return decomposition_of(results, study);
}

} // namespace

TEST_CASE("an effect is split as it was built: alone, together, and by itself") {
    const Study study = taken_apart({"option_value", "credit", "forgetting"});
    const DecompositionFinding d = decomposition_of(known_game(study), study);
    REQUIRE(d.splits.size() == 3); // outcomes
    const Split& split = d.splits[0];
    double joint = 0; // the gain of credit, mean over luck
    for (int r = 0; r < 40; ++r) joint += (4 + wiggle(r, 5)) / 40;
    CHECK(split.unexplained.mean.value == Approx(2));
    CHECK(split.channels[0].mean.value == Approx(3 + joint / 2));
    CHECK(split.channels[1].mean.value == Approx(joint / 2));
    CHECK(split.total.mean.value == Approx(5 + joint));
    CHECK(split.channels[0].first.value == Approx(3));
    CHECK(split.channels[0].last.value == Approx(3 + joint));
    CHECK(split.channels[1].first.value == Approx(0).epsilon(1e-9));
    CHECK(split.channels[1].last.value == Approx(joint));
    CHECK(split.unexplained.mean.error < 1e-9); // pairs: what luck does to both arms is no spread of the difference
    CHECK(split.channels[1].luck.width() > .5);
    CHECK(split.channels[1].luck.width() < 1); // half of the joint gain's
    check_sums(split);
}

TEST_CASE("a channel that moves both arms alike has no share, in no replication") {
    const Study study = taken_apart({"option_value", "credit", "forgetting"});
    const DecompositionFinding d = decomposition_of(known_game(study), study);
    for (const double share : d.splits[0].channels[2].by_replication) CHECK(share == Approx(0).epsilon(1e-12));
}

TEST_CASE("a missing value takes its replication out of every part") {
    const Study study = taken_apart({"option_value", "credit"});
    std::vector<Problem> problems;
    FakeResults results = results_of(study, cases_of(study, problems));
    results.value = [](const CaseName& c, Outcome o, std::int64_t r) {
        if (o == Outcome::public_money_meur) return 100000.0;
        return r == 3 && c.levels[0] == "off" && c.arm == "base" ? missing : .2 + .1 * wiggle(r, 1);
    };
    const Split split = decomposition_of(results, study).splits[0];
    CHECK(split.dropped == 1);
    CHECK(split.total.mean.count == 39);
    CHECK(split.unexplained.mean.count == 39);
    for (const Part& part : split.channels) CHECK(part.mean.count == 39);
}

TEST_CASE("parts at equal money sum to the total at equal money, which is the verdict's") {
    const Study study = taken_apart({"option_value", "credit", "forgetting"});
    FakeResults results = known_game(study);
    results.value = [known = results.value](const CaseName& c, Outcome o, std::int64_t r) {
        const double money = c.arm == "stable" ? 2 * wiggle(r, 1) : 0; // per cent
        if (o == Outcome::public_money_meur) return 100000 * (1 + money / 100);
        return known(c, o, r) +
               .01 * money * (c.levels[0] == "on" ? 1 : .5); // a point per per cent, half of it by itself
    };
    const DecompositionFinding d = decomposition_of(results, study);
    const Split& split = d.splits[0];
    CHECK(split.at_equal_money);
    check_sums(split);
    CHECK(split.total.mean.value == Approx(d.whole.details[0].effect.firms.mean.value));
    CHECK(split.total.mean.error == Approx(d.whole.details[0].effect.firms.mean.error));
    CHECK(split.unexplained.mean.value == Approx(2).epsilon(.001)); // though money moves it, replication by replication
    CHECK(split.unexplained.luck.width() < .01);
    results.complete_replications = 5;
    CHECK_FALSE(decomposition_of(results, study).splits[0].at_equal_money);
}

TEST_CASE("in a country that never forgets, and whose banks never refuse, these channels have no share") {
    Study study = small_country();
    const DecompositionFinding all = run(study);
    for (const Split& split : all.splits) check_sums(split);
    const auto moves = [](const Part& part) {
        return std::any_of(part.by_replication.begin(), part.by_replication.end(), [](double x) { return x != 0; });
    };
    for (const Part& part : all.splits[1].channels) CHECK_MESSAGE(moves(part), part.name); // else the next says nothing

    for (Segment& segment : study.base.segments) segment.technology.forgetting = 0;
    study.base.finance.limited = false;
    const DecompositionFinding d = run(study);
    for (const Split& split : d.splits) {
        check_sums(split);
        for (const double share : split.channels[2].by_replication) CHECK(share == 0.0); // credit
        for (const double share : split.channels[3].by_replication) CHECK(share == 0.0); // forgetting
    }
    CHECK(moves(d.splits[1].channels[0]));
}

TEST_CASE("both arms of a coalition share their burn-in, and switch its channels from the first year") {
    const Study study = small_country();
    std::vector<Problem> problems;
    const auto cases = cases_of(study, problems);
    const auto prepared = prepare_study(study, cases);
    REQUIRE(cases.size() == 64);
    CHECK(prepared->worlds.size() == 32);
    for (std::size_t i = 0; i < 32; ++i) {
        const Scenario& world = prepared->worlds[prepared->world_of[2 * i]]->scenario;
        CHECK(prepared->world_of[2 * i] == prepared->world_of[2 * i + 1]);
        CHECK(world.channels == prepared->cases[2 * i]->scenario.channels);
    }
}

TEST_CASE("over an ensemble, luck is that within members, and their means have a spread of their own") {
    Study study = taken_apart({"option_value", "credit"});
    comparison_in(study).ensemble = "accepted";
    comparison_in(study).factors.push_back(
        {std::string(member_factor), {{"m1", "", {}}, {"m2", "", {{"tender.noise", "0.2", {}}}}}});
    std::vector<Problem> problems;
    FakeResults results = results_of(study, cases_of(study, problems));
    REQUIRE(results.case_names.size() == 16);
    results.value = [](const CaseName& c, Outcome o, std::int64_t r) {
        if (o == Outcome::public_money_meur) return 100000.0;
        const double gain = c.levels[2] == "m1" ? .02 : .06; // of option_value
        return .2 +
               (c.arm == "stable" && c.levels[0] == "on" ? gain + .01 * wiggle(r, c.levels[2] == "m1" ? 3 : 4) : 0);
    };
    const DecompositionFinding d = decomposition_of(results, study);
    const Split& split = d.splits[0];
    CHECK(split.channels[0].mean.value == Approx(4).epsilon(.1));
    CHECK(split.channels[0].parameters.low == Approx(2).epsilon(.15));
    CHECK(split.channels[0].parameters.high == Approx(6).epsilon(.15));
    CHECK(split.channels[0].luck.width() == Approx(1.8).epsilon(.15)); // ±1 evenly spread, 5-95 %; averages vary less
    CHECK(split.channels[1].parameters.width() == 0);
    check_sums(split);
    CHECK(has(report_text(d), "over accepted parameters: total +2"));
}

TEST_CASE("the report of a decomposition names every part, as text, JSON and drawing") {
    const Study study = taken_apart({"option_value", "credit", "forgetting"});
    const DecompositionFinding d = decomposition_of(known_game(study), study);
    const std::string text = report_text(d), json = report_json(d);
    for (const char* words : {"no channel", "option value", "credit", "forgetting", "as first", "total"})
        CHECK_MESSAGE(has(text, words), words);
    CHECK(has(text, "In this model, under waits: "));
    CHECK_FALSE(has(text, "Condition "));
    CHECK(has(json, "\"name\": \"option_value\", \"share\": {\"mean\": "));
    CHECK(has(json, "\"no_channel\": "));
    CHECK(has(report_text(decomposition_of(known_game(study, 0), study)), "No replication is complete yet"));
    CHECK(has(report_text(decomposition_of(known_game(study, 1), study)), "nothing can be said yet"));
}
