// SPDX-License-Identifier: Apache-2.0
#include "config/needs.hpp"

#include "example.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace drumbeat;

namespace {

// The first unmet need of a parameter of the first area, in words; "" when it can act.
std::string unmet(const Scenario& s, const char* path, Without kind = Without::nothing) {
    const Place place{parameter_at(path), 0};
    REQUIRE(place.parameter != nullptr);
    const Need* need = unmet_need({s, s, place}, kind);
    return need ? std::string(need->words) : std::string();
}

// A sentence as words between spaces.
std::string joined_words(std::string_view sentence) {
    std::string words = " " + std::string(sentence) + " ";
    std::replace_if(
        words.begin(), words.end(), [](char c) { return c == ',' || c == ':'; }, ' ');
    return words;
}

} // namespace

TEST_CASE("needs name parameters that exist, and say what it takes") {
    for (const Need& need : needs()) {
        const auto& all = parameters();
        const auto speaks = [&](const Parameter& p) {
            const auto found = needs_of(p);
            return std::find(found.begin(), found.end(), &need) != found.end();
        };
        CHECK_MESSAGE(std::any_of(all.begin(), all.end(), speaks), need.path);
        CHECK_MESSAGE(!need.words.empty(), need.path);
        CHECK_MESSAGE((need.met != nullptr), need.path);
        for (const std::string_view path : split(need.because, ' '))
            if (!path.empty()) CHECK_MESSAGE(parameter_at(path) != nullptr, path);
    }
}

TEST_CASE("a need is met when its partner is there") {
    Scenario s = example::small_scenario();
    CHECK(unmet(s, "subsidy.rate") == "subsidy.budget_share above 0");
    s.subsidy.budget_share = .01;
    CHECK(unmet(s, "subsidy.rate").empty());
    CHECK(unmet(s, "secfund.budget_meur") == "secfund.enabled");
    s.secfund.enabled = true;
    CHECK(unmet(s, "secfund.budget_meur").empty());
    CHECK(unmet(s, "secfund.enabled", Without::in_vain).starts_with("private_investors.enabled"));
    s.private_investors.enabled = true;
    CHECK(unmet(s, "secfund.enabled", Without::in_vain).empty());
}

TEST_CASE("what turns a group on does not need itself; years count") {
    Scenario s = example::small_scenario();
    CHECK(unmet(s, "regions.enabled").empty());
    CHECK(unmet(s, "regions.count") == "regions.enabled");
    for (const Need* need : needs_of(*parameter_at("regions.enabled"))) CHECK(need->because != "regions.enabled");
    s.budget.cut_year = s.time.start_year + s.time.horizon_years;
    CHECK_FALSE(unmet(s, "budget.cut_year").empty());
    --s.budget.cut_year;
    CHECK(unmet(s, "budget.cut_year").empty());
}

TEST_CASE("needs of an area, and of a size class, are looked up there") {
    Scenario s = example::small_scenario();
    s.segments[1].weight = 0;
    const Place space{parameter_at("segments.*.orders.cv"), 1}, sensors{parameter_at("segments.*.orders.cv"), 0};
    CHECK(unmet_need({s, s, space}, Without::nothing) != nullptr);
    CHECK(unmet_need({s, s, sensors}, Without::nothing) == nullptr);
    s.firms.midcap.behaviour.parts = {{1, Expectation::rational, InvestmentRule::npv}};
    CHECK(unmet(s, "firms.sme.option_weight").empty());
    CHECK_FALSE(unmet(s, "firms.midcap.option_weight").empty());
}

// Of the words of a need, those that are rules are the rules that meet it; after "other than", those that do not.
template <class Rule, class Set> void check_names_its_rules(const char* path, Set set) {
    CAPTURE(path);
    for (std::size_t i = 0; i < names_of<Rule>.size(); ++i) {
        Scenario s = example::small_scenario();
        s.segments[0].orders.cv = 0;
        BehaviourShare share;
        set(share, static_cast<Rule>(i));
        for (FirmClass* firms : {&s.firms.sme, &s.firms.midcap, &s.firms.prime}) firms->behaviour.parts = {share};
        const Need& need = *needs_of(*parameter_at(path)).back();
        const bool met = need.met({s, s, {parameter_at(path), 0}});
        const bool named =
            joined_words(need.words).find(" " + std::string(names_of<Rule>[i]) + " ") != std::string::npos;
        CHECK_MESSAGE(named == (met != (need.words.find("other than") != std::string::npos)), names_of<Rule>[i]);
    }
}

TEST_CASE("a need that speaks of rules names those that meet it") {
    const auto investment = [](BehaviourShare& b, InvestmentRule rule) { b.investment = rule; };
    const auto expectation = [](BehaviourShare& b, Expectation rule) { b.expectation = rule; };
    for (const char* path : {"segments.*.orders.phi", "firms.sme.option_weight", "channels.option_value"})
        check_names_its_rules<InvestmentRule>(path, investment);
    for (const char* path : {"beliefs.gain", "beliefs.variance_memory"})
        check_names_its_rules<Expectation>(path, expectation);
}
