// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/verdict.hpp"

#include "tests/outputs/fake_results.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace drumbeat;
using doctest::Approx;

namespace {

bool mentions(const std::vector<Bilingual>& texts, const std::string& words) {
    for (const Bilingual& text : texts) CHECK_MESSAGE(text.nl != text.en, "a remark without Dutch: ", text.en);
    return std::any_of(texts.begin(), texts.end(),
                       [&](const Bilingual& t) { return t.en.find(words) != std::string::npos; });
}

bool begins(const std::string& text, const std::string& start) { return text.rfind(start, 0) == 0; }

} // namespace

TEST_CASE("one sentence per behaviour, in each direction") {
    const Verdict v = verdict_of(fake_results(), fake_study());
    REQUIRE(v.details.size() == 3);
    for (const Detail& d : v.details) CHECK(begins(d.sentence, "In this model, "));
    CHECK(v.details[0].effect.capacity.equivalence.answer == Answer::more);
    CHECK(v.details[1].effect.capacity.equivalence.answer == Answer::less);
    CHECK(v.details[1].sentence.find(": less capacity and investment,") != std::string::npos);
    CHECK(v.details[2].effect.capacity.equivalence.answer == Answer::no_effect);
    CHECK(v.details[2].sentence.find(": no effect on capacity beyond 2 points, less investment") != std::string::npos);
}

TEST_CASE("differences are read off at equal money") {
    const Verdict v = verdict_of(fake_results(), fake_study());
    const Detail& d = v.details[0];
    CHECK(d.effect.capacity.at_equal_money);
    CHECK(d.effect.capacity.mean.value == Approx(6).epsilon(.05));
    CHECK(d.effect.capacity.money_coefficient == Approx(1).epsilon(.25)); // built in: one point per per cent, and noise
    CHECK(d.effect.capacity.mean.error < d.effect.capacity.unadjusted.error);
    CHECK(d.variance_ratio > 5);
    CHECK(d.effect.capacity.better_of_100 == 100);
}

TEST_CASE("beside a difference at equal money stands its own interval") {
    const Detail d = verdict_of(fake_results(), fake_study()).details[0];
    CHECK(d.effect.capacity.luck.width() < .8 * d.effect.capacity.luck_unadjusted.width()); // money moves the pairs too
    CHECK(d.effect.capacity.luck.low < d.effect.capacity.mean.value);
    CHECK(d.effect.capacity.luck.high > d.effect.capacity.mean.value);
    CHECK(d.rows[0].difference.value == d.effect.capacity.unadjusted.value);
    CHECK(d.rows[0].luck.low == d.effect.capacity.luck_unadjusted.low);
    CHECK(d.rows[1].name.find("at equal money") != std::string::npos);
    CHECK(d.rows[1].difference.value == d.effect.capacity.mean.value);
    CHECK(d.rows[1].luck.low == d.effect.capacity.luck.low);
    const Detail few = verdict_of(fake_results(3), fake_study()).details[0];
    CHECK_FALSE(few.effect.capacity.at_equal_money);
    CHECK(few.effect.capacity.luck.low == few.effect.capacity.luck_unadjusted.low);
    CHECK(few.rows[1].name.find("at equal money") == std::string::npos);
}

namespace {

// Member k of an ensemble gains `gains[k]` points; luck moves each member's gain by ±1 in its own way.
Verdict over_members(const std::vector<double>& gains, double luck = .01) {
    Study study = fake_study();
    comparison_in(study).behaviours = {{"waits", {}}};
    comparison_in(study).ensemble = "accepted";
    Factor members{std::string(member_factor), {}};
    FakeResults results;
    for (std::size_t m = 0; m < gains.size(); ++m)
        members.levels.push_back(
            {"m" + std::to_string(m + 1), "", {{"tender.noise", std::to_string(.01 * static_cast<double>(m)), {}}}});
    for (const char* arm : {"base", "stable", "placebo"})
        for (const Variant& member : members.levels) results.case_names.push_back({arm, "waits", {member.name}});
    comparison_in(study).factors = {members};
    results.factor_names = {std::string(member_factor)};
    results.complete_replications = 40;
    results.value = [gains, luck](const CaseName& c, Outcome o, std::int64_t r) {
        if (o == Outcome::public_money_meur || o == Outcome::planned_money_meur) return 100000.0;
        const int m = std::stoi(c.levels[0].substr(1)) - 1;
        const double gain = .01 * gains[static_cast<std::size_t>(m)] + luck * wiggle(r, m + 10);
        return .25 + .05 * wiggle(r, 2) + (c.arm == "stable" ? gain : 0);
    };
    return verdict_of(results, study);
}

} // namespace

TEST_CASE("accepted parameters have a spread of their own, which luck does not enter, nor it luck") {
    const Verdict v = over_members({2, 6, 4}, 0);
    REQUIRE(v.details.size() == 1);
    const Effect& e = v.details[0].effect;
    CHECK(e.capacity.mean.value == Approx(4));
    CHECK(e.capacity.parameters.low == Approx(2));
    CHECK(e.capacity.parameters.high == Approx(6));
    CHECK(e.capacity.luck.width() == Approx(0).epsilon(1e-9)); // in each member luck changes nothing
    CHECK(v.details[0].rows[0].luck.width() == Approx(0).epsilon(1e-9));
    REQUIRE(v.headline.has_value());
    CHECK(v.headline->over == "accepted parameters, under waits");
    CHECK(v.details[0].widest.over == "accepted parameters");
    CHECK(v.factors.empty());
    CHECK(v.levels == std::vector<std::vector<std::string>>{{}});
    CHECK(v.members == 3);
    CHECK(v.details[0].sentence.find("Over accepted parameters its mean runs from +2.0 to +6.0 points, that of firms "
                                     "from +2.0 to +6.0 of 100.") != std::string::npos);
}

TEST_CASE("replications, not members, are the unit of the Monte Carlo error; luck is that within a member") {
    const std::vector<double> gains(9, 3.0); // nine members that differ by luck alone
    const Verdict v = over_members(gains);
    const Effect& e = v.details[0].effect;
    CHECK(e.capacity.mean.count == 40);
    std::vector<double> averages;
    for (int r = 0; r < 40; ++r) {
        double sum = 0;
        for (int m = 0; m < 9; ++m) sum += 3 + wiggle(r, m + 10);
        averages.push_back(sum / 9);
    }
    CHECK(e.capacity.mean.value == Approx(mean_of(averages).value));
    CHECK(e.capacity.mean.error == Approx(mean_of(averages).error));
    double low = 0, better = 0;
    for (const Difference& member : e.capacity.members) {
        low += member.luck.low / 9, better += member.better_of_100 / 9;
        CHECK(member.mean.error > 2 * e.capacity.mean.error);
    }
    CHECK(e.capacity.luck.low == Approx(low));
    CHECK(e.capacity.better_of_100 == Approx(better));
    CHECK(e.capacity.luck.width() > 2 * (quantile(averages, .95) - quantile(averages, .05)));
}

TEST_CASE("with twenty members their spread is 5-95 %, with fewer from the least to the largest") {
    std::vector<double> gains;
    for (int m = 0; m < 19; ++m) gains.push_back(m);
    CHECK(over_members(gains, 0).details[0].effect.capacity.parameters.high == Approx(18));
    gains.push_back(19), gains.push_back(20);
    const Interval quantiles = over_members(gains, 0).details[0].effect.capacity.parameters;
    CHECK(quantiles.low == Approx(1));
    CHECK(quantiles.high == Approx(19));
    CHECK_FALSE(over_members({5}).details[0].effect.capacity.parameters.assessed());
}

TEST_CASE("accepted sets whose signs differ are remarked upon") {
    CHECK(mentions(
        over_members({5, 4, -3}).remarks,
        "Signs differ between accepted parameter sets, under waits: capacity grows more in 2 of 3, less in 1."));
    CHECK_FALSE(mentions(over_members({5, 4, 3}).remarks, "accepted parameter sets"));
}

TEST_CASE("an arm with money on top is not read off at equal money") {
    Study study = fake_study();
    study.base.subsidy = {.3, .01, PaidFrom::extra};
    CHECK(verdict_of(fake_results(), study).details[0].effect.capacity.at_equal_money); // in both arms: still equal
    study.base.subsidy = {};
    comparison_in(study).arms[1].settings.push_back({"budget.extra_share", "0.05", {}});
    const Verdict v = verdict_of(fake_results(), study);
    CHECK_FALSE(v.details[0].effect.capacity.at_equal_money);
    CHECK(v.doses[1].extra_money);
    CHECK(v.details[0].effect.extra_money);
    CHECK(v.details[0].sentence.find("The money differs too: 0.0 %") != std::string::npos);
    for (const char* path : {"budget.final_defence_meur", "budget.ramp_years", "budget.equipment_share"}) {
        Study other = fake_study();
        comparison_in(other).arms[1].settings.push_back({path,
                                                         path[7] == 'f'   ? "30000"
                                                         : path[7] == 'r' ? "3"
                                                                          : "0.2",
                                                         {}});
        CAPTURE(path);
        CHECK(verdict_of(fake_results(), other).details[0].effect.extra_money);
    }
}

TEST_CASE("investment in the verdict is read off at equal money, as the firms are") {
    auto results = fake_results();
    results.value = [plain = results.value](const CaseName& name, Outcome o, std::int64_t r) {
        return plain(name, o, r) +
               (o == Outcome::investment_meur ? .1 * plain(name, Outcome::public_money_meur, r) : 0);
    };
    const Verdict v = verdict_of(results, fake_study());
    const Effect& e = v.details[0].effect;
    REQUIRE(e.investment.at_equal_money);
    const auto find = [&](const std::string& arm) {
        for (std::size_t i = 0; i < results.cases().size(); ++i)
            if (results.cases()[i].arm == arm && results.cases()[i].behaviour == e.behaviour) return i;
        return std::size_t{0};
    };
    const std::size_t t = find(e.treatment), c = find(e.control);
    const auto money = results.outcome(Outcome::public_money_meur, c);
    const double mean = mean_of(money).value;
    std::vector<double> euros, per_cent;
    for (std::size_t i = 0; i < money.size(); ++i) {
        euros.push_back(results.outcome(Outcome::investment_meur, t)[i] -
                        results.outcome(Outcome::investment_meur, c)[i]);
        per_cent.push_back(100 / mean * (results.outcome(Outcome::public_money_meur, t)[i] - money[i]));
    }
    CHECK(e.investment.mean.value == doctest::Approx(control_variate(euros, per_cent, 1e-4).difference.value));
    CHECK(e.investment.mean.value != doctest::Approx(mean_of(euros).value));
}

TEST_CASE("the headline is the widest interval that was assessed") {
    const Verdict v = verdict_of(fake_results(), fake_study());
    REQUIRE(v.headline);
    CHECK(v.over_behaviours.interval.low == Approx(v.details[1].effect.capacity.mean.value));
    CHECK(v.over_behaviours.interval.high == Approx(v.details[0].effect.capacity.mean.value));
    CHECK(v.headline->over == "behaviours");
    for (const Detail& d : v.details) CHECK(v.headline->interval.width() >= d.effect.capacity.luck.width());

    FakeResults spread = fake_results();
    spread.value = [](const CaseName& c, Outcome o, std::int64_t r) {
        return fake_value(c, o, r) + (o == Outcome::capacity_growth && c.arm == "stable" ? .2 * wiggle(r, 9) : 0);
    };
    CHECK(verdict_of(spread, fake_study()).headline->over.find("luck") != std::string::npos);
}

TEST_CASE("signs that differ are said in words") {
    const Verdict v = verdict_of(fake_results(), fake_study());
    CHECK(mentions(v.remarks, "Signs differ between behaviours: capacity grows more with waits; less with shrinks"));
    CHECK(mentions(v.remarks, "Signs differ between behaviours: more firms scale up with waits; fewer with shrinks"));
    CHECK(mentions(v.remarks, "Firms and euros disagree under waits"));

    Study study = fake_study();
    comparison_in(study).factors = {{"finance", {{"loose", "", {}}, {"tight", "", {}}}}};
    FakeResults results = fake_results();
    results.factor_names = {"finance"};
    results.case_names.clear();
    for (const Variant& arm : comparison_in(study).arms)
        for (const NamedBehaviour& b : comparison_in(study).behaviours)
            for (const char* level : {"loose", "tight"}) results.case_names.push_back({arm.name, b.name, {level}});
    results.value = [](const CaseName& c, Outcome o, std::int64_t r) {
        const double turn = (o == Outcome::scale_up_share || o == Outcome::capacity_growth) && c.arm == "stable" &&
                                    c.levels[0] == "tight"
                                ? -.15
                                : 0;
        return fake_value(c, o, r) + turn;
    };
    const Verdict crossed = verdict_of(results, study);
    CHECK(crossed.levels.size() == 2);
    CHECK(crossed.effects.size() == 2 * 2 * 3);
    CHECK(crossed.effect(0, 1, 0).levels[0] == "tight");
    CHECK(mentions(crossed.remarks, "Signs differ between conditions, under waits: more firms scale up with finance "
                                    "loose; fewer with finance tight"));
}

TEST_CASE("money and dose off by more than a tenth are remarked upon") {
    const Verdict v = verdict_of(fake_results(), fake_study());
    CHECK(mentions(
        v.dose_remarks,
        "Dose: cv asked 0.40, shown 0.30, 20 % less than the 0.37 that a series of 14 years is expected to show "
        "(base, placebo)."));
    CHECK_FALSE(mentions(v.dose_remarks, "Money:"));
    FakeResults dear = fake_results();
    dear.value = [](const CaseName& c, Outcome o, std::int64_t r) {
        return fake_value(c, o, r) * (o == Outcome::public_money_meur && c.arm == "stable" ? 1.2 : 1);
    };
    CHECK(mentions(verdict_of(dear, fake_study()).dose_remarks, "Money: stable spends 20 % more than planned"));
}

TEST_CASE("a dose that comes as so short a series lets expect, or within luck, is not remarked upon") {
    FakeResults results = fake_results();
    double base_cv = .345, spread = 0; // more than a tenth below the 0.40 asked, less than a tenth below 0.37
    results.value = [&](const CaseName& c, Outcome o, std::int64_t r) {
        if (o == Outcome::realised_cv) return (c.arm == "stable" ? .25 : 1) * (base_cv + spread * wiggle(r, 11));
        if (o == Outcome::realised_phi) return .29;
        return fake_value(c, o, r);
    };
    CHECK(verdict_of(results, fake_study()).dose_remarks.empty());
    base_cv = .44;
    CHECK(mentions(verdict_of(results, fake_study()).dose_remarks, "more than the 0.37"));
    spread = .3;
    CHECK(verdict_of(results, fake_study()).dose_remarks.empty());
    spread = 0;
    results.complete_replications = 3;
    CHECK(verdict_of(results, fake_study()).dose_remarks.empty());
}

TEST_CASE("binding constraints are shares of the firm-years under the policy") {
    const Verdict v = verdict_of(fake_results(), fake_study());
    double sum = 0;
    for (double share : v.details[0].control) sum += share;
    CHECK(sum == Approx(1));
    CHECK(v.details[0].control[1] == Approx(30.0 / 90)); // the year before the policy is left out
    FakeResults bare = fake_results();
    bare.keeps_years = false;
    CHECK(std::isnan(verdict_of(bare, fake_study()).details[0].control[0]));
}

TEST_CASE("the placebo is deducted and differs from its base by nothing") {
    const Verdict v = verdict_of(fake_results(), fake_study());
    const auto& rows = v.details[0].rows;
    const auto row = std::find_if(rows.begin(), rows.end(), [](const DetailRow& r) {
        return r.name.find("less the placebo") != std::string::npos;
    });
    REQUIRE(row != rows.end());
    CHECK(row->control == Approx(0));
    CHECK(row->treatment == Approx(v.details[0].effect.firms.treatment - v.details[0].effect.firms.control));
    CHECK(v.effect(1, 0, 0).firms.mean.value == 0);
    CHECK(v.effect(1, 0, 0).firms.equivalence.answer == Answer::same_run);
}

TEST_CASE("no replications, one replication, one arm, a strange file") {
    CHECK(verdict_of(fake_results(0), fake_study()).details.empty());
    const Verdict single = verdict_of(fake_results(1), fake_study());
    CHECK(single.details[0].sentence.find("nothing can be said yet") != std::string::npos);
    CHECK_FALSE(single.details[0].effect.capacity.luck.assessed());
    CHECK_FALSE(single.details[0].rows[0].luck.assessed());
    CHECK_FALSE(single.over_behaviours.interval.assessed());
    CHECK(std::isnan(single.details[0].effect.capacity.better_of_100));
    CHECK_FALSE(single.headline);

    Study lonely = fake_study();
    comparison_in(lonely).arms.resize(1);
    comparison_in(lonely).contrasts.clear();
    comparison_in(lonely).placebo.clear();
    FakeResults one = fake_results();
    one.case_names.resize(3);
    CHECK(verdict_of(one, lonely).effects.empty());

    FakeResults strange = fake_results();
    for (CaseName& c : strange.case_names) c.arm += "x";
    CHECK_THROWS_AS(verdict_of(strange, fake_study()), FileProblem);
}
