// SPDX-License-Identifier: Apache-2.0
#include "config/advice.hpp"

#include "example.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace drumbeat;
using namespace drumbeat::example;

namespace {

constexpr std::string_view careful =
    "behaviours:\n  - {name: careful, expectation: rational, investment: real_option}\n";

// What is told of a study with these lines, one problem a line.
std::string told(const std::string& body, const std::vector<Setting>& set = {}) {
    std::vector<Problem> problems;
    StudyFile file = read_a_study(std::string(study_head) + body, problems);
    if (!set.empty()) { // as `run --set` does
        file.base.all.insert(file.base.all.end(), set.begin(), set.end());
        for (Problem& p : drumbeat::apply(file.study.base, set)) problems.push_back(std::move(p));
    }
    std::vector<Case> cases;
    if (!has_errors(problems)) cases = cases_of(file.study, problems);
    for (Problem& p : advice_on(file.study, cases, file.base)) problems.push_back(std::move(p));
    return lines(problems);
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }
std::size_t count(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

} // namespace

TEST_CASE("a subsidy without a budget pays nothing, and a fund without private money places nothing") {
    CHECK(told("arms:\n  base: {}\n  subsidy: {label: a fifth, subsidy.rate: 0.2}\n") ==
          "s.yaml:9: warning: subsidy.rate: arm subsidy: pays nothing while subsidy.budget_share is 0; it needs "
          "subsidy.budget_share above 0\n");
    const std::string fund = told("arms:\n  base: {}\n  fund: {secfund.enabled: true}\n");
    CHECK(has(fund, "s.yaml:9: warning: secfund.enabled: arm fund: places nothing"));
    CHECK(has(fund, "while private_investors.enabled is false"));
    CHECK(count(fund) == 1);
    CHECK(told("arms:\n  base: {}\n  both: {secfund.enabled: true, private_investors.enabled: true}\n").empty());
    CHECK(told("arms:\n  base: {}\n  paid: {subsidy.rate: 0.2, subsidy.budget_share: 0.01}\n").empty());
}

TEST_CASE("a fund whose mandate no area fits, or that is smaller than its smallest ticket, places nothing") {
    const std::string arms = "set: {private_investors.enabled: true}\narms:\n  base: {}\n";
    const std::string mandate = told(arms + "  fund: {secfund.enabled: true, secfund.dual_use_least: 1}\n");
    CHECK(has(mandate, "secfund.enabled: arm fund: places nothing"));
    CHECK(has(mandate, "else no area fits the mandate"));
    const std::string ticket =
        told(arms + "  fund: {secfund.enabled: true, secfund.budget_meur: 2, secfund.ticket_min_meur: 3}\n");
    CHECK(has(ticket, "secfund.enabled: arm fund: places nothing"));
    CHECK(has(ticket, "else no ticket is as small as the fund"));
    CHECK_FALSE(has(told(arms + "  fund: {secfund.enabled: true}\n"), "places nothing"));
}

TEST_CASE("what the case has already is told, as resolved and not as written; arms without settings are not") {
    const std::string same = told("arms:\n  a: {}\n  b: {segments.*.orders.cv: 4e-1}\n  c: {}\nplacebo: c\n");
    CHECK(same == "s.yaml:9: warning: segments.*.orders.cv: arm b: changes nothing: it is 0.4 without this too\n");
    CHECK(told("arms:\n  a: {}\n  b: {segments.*.orders.cv: 0.3}\n").empty());
    // One area that differs is enough.
    CHECK(told("set: {segments.space.orders.cv: 0.3}\narms:\n  a: {}\n  b: {segments.*.orders.cv: 0.4}\n").empty());
}

TEST_CASE("a list that writes out one parameter everywhere is a grid, and may repeat the base") {
    CHECK(told("arms:\n  a: {segments.*.orders.cv: 0.4}\n  b: {segments.*.orders.cv: 0.1}\n").empty());
    CHECK(told("factors:\n  cv:\n    as_it_is: {segments.*.orders.cv: 0.4}\n    low: {segments.*.orders.cv: 0.1}\n")
              .empty());
    CHECK(count(told(
              "arms:\n  a: {segments.*.orders.cv: 0.4}\n  b: {segments.*.orders.cv: 0.4, tender.preference: 0.1}\n")) ==
          2); // one value is no grid
    CHECK(has(told("factors:\n  cv:\n    as_it_is: {}\n    same: {segments.*.orders.cv: 0.4}\n"),
              "level same of cv: changes nothing"));
}

TEST_CASE("an arm that starts like another is compared with it") {
    const std::string head = "arms:\n  a: {}\n  b: {segments.*.orders.cv: 0.1, tender.preference: 0.2}\n";
    CHECK(told(head + "  back: {like: b, segments.*.orders.cv: 0.4}\n").empty());
    CHECK(has(told(head + "  again: {like: b, segments.*.orders.cv: 0.1, tender.preference: 0.1}\n"),
              "s.yaml:10: warning: segments.*.orders.cv: arm again: changes nothing: it is 0.1 without this too"));
    // What is inherited is told once, where it is written.
    const std::string twice = told("arms:\n  a: {}\n  b: {subsidy.rate: 0.2, segments.*.orders.cv: 0.1}\n"
                                   "  c: {like: b, tender.preference: 0.2}\n");
    CHECK(count(twice) == 1);
    CHECK(has(twice, "s.yaml:9: warning: subsidy.rate: arm b, arm c: pays nothing"));
    CHECK(told("arms:\n  a: {}\n  b: {subsidy.rate: 0.2, segments.*.orders.cv: 0.1}\n"
               "  c: {like: b, subsidy.budget_share: 0.01}\n")
              .empty()); // it acts in one of its arms
}

TEST_CASE("a setting that acts in one of its cases is fine; one that acts in none is told once") {
    const std::string arms = "arms:\n  base: {}\n  stable: {segments.*.orders.cv: 0.1}\n";
    CHECK(told(arms + "factors:\n  signs:\n    on: {}\n    off: {assumed_signs: false}\n").empty());
    const std::string fund = told(arms + "factors:\n  fund:\n    without: {}\n    with: {secfund.enabled: true}\n");
    CHECK(count(fund) == 1);
    CHECK(has(fund, "level with of fund: places nothing"));
    CHECK(has(fund, "(in none of its 2 cases)"));
    const std::string partner = "  rich: {subsidy.budget_share: 0.01}\nfactors:\n  rate:\n    none: {}\n"
                                "    some: {subsidy.rate: 0.2}\n";
    CHECK(told(arms + partner).empty()); // rate and budget meet in one case
}

TEST_CASE("what a setting takes away acts too, and facts act before the policy begins") {
    CHECK(told("set: {budget.cut_year: 2030}\narms:\n  a: {}\n  b: {budget.cut_year: 2300}\n").empty());
    CHECK(has(told("arms:\n  a: {}\n  b: {budget.cut_year: 2300}\n"), "changes nothing: it is 2300"));
    CHECK(has(told("arms:\n  a: {}\n  b: {budget.cut_year: 2200}\n"),
              "changes nothing while budget.cut_year is 2200; it needs a year up to the last reported one"));
    // phi is read in the burn-in, under the base's volatility, whatever the arm's.
    CHECK(told("arms:\n  calm: {segments.*.orders.cv: 0}\nfactors:\n  phi:\n    half: {}\n"
               "    nine: {segments.*.orders.phi: 0.9}\n")
              .empty());
    CHECK(has(
        told(
            "set: {segments.*.orders.cv: 0}\nfactors:\n  phi:\n    half: {}\n    nine: {segments.*.orders.phi: 0.9}\n"),
        "while segments.*.orders.cv is 0"));
}

TEST_CASE("behaviours that never read a weight leave it idle") {
    const std::string level = "factors:\n  weight:\n    half: {}\n    none: {firms.*.option_weight: 0}\n";
    CHECK(told(std::string(careful) + level).empty());
    CHECK(has(told("behaviours:\n  - {name: simple, expectation: rational, investment: npv}\n" + level),
              "a rule that applies an option multiple"));
}

TEST_CASE("an uncertainty is no policy: in an arm it is told, in a level or a behaviour it is the point") {
    CHECK(
        told("arms:\n  a: {}\n  b: {tender.noise: 0.1}\n") ==
        "s.yaml:9: warning: tender.noise: arm b: is a fact that nobody decides (an uncertainty), and no policy; vary it "
        "in a factor, across all arms\n");
    CHECK(told(std::string(careful) + "factors:\n  noise:\n    as_it_is: {}\n    more: {tender.noise: 0.1}\n").empty());
}

TEST_CASE("behaviours that are the same mixture cannot differ") {
    const std::string twice = told("behaviours:\n  - {name: a, expectation: rational, investment: npv}\n"
                                   "  - {name: b, mixture: [{share: 3, expectation: rational, investment: npv}]}\n");
    CHECK(twice == "s.yaml:9: warning: behaviours[2]: b decides as a does: they cannot differ\n");
    CHECK(told("behaviours: panel\n").empty());
}

TEST_CASE("what the command sets is looked at too; what the study's own set repeats is not") {
    const Where where{"--set", 0};
    CHECK(
        told("", {{"subsidy.rate", "0.2", where}}) ==
        "--set: warning: subsidy.rate: pays nothing while subsidy.budget_share is 0; it needs subsidy.budget_share above "
        "0\n");
    CHECK(told("", {{"segments.*.orders.cv", "0.40", where}}) ==
          "--set: warning: segments.*.orders.cv: changes nothing: it is 0.4 without this too\n");
    CHECK(told("", {{"segments.*.orders.cv", "0.3", where}}).empty());
    CHECK(told("set: {segments.*.orders.cv: 0.4}\n").empty());
    CHECK(has(told("set: {secfund.budget_meur: 50}\n"), "s.yaml:7: warning: secfund.budget_meur: changes nothing"));
}
