// SPDX-License-Identifier: Apache-2.0
#include "config/setting.hpp"
#include "tests/config/example.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace drumbeat;
using example::said_of;

namespace {

// The problems of `check` after some settings on the small scenario.
std::string check_says(std::vector<Setting> settings) {
    Scenario s = example::small_scenario();
    for (Setting& setting : settings) setting.where = {"x", 0};
    return example::lines(drumbeat::apply(s, settings));
}

} // namespace

TEST_CASE("a problem says where, which, what, what is allowed") {
    CHECK(to_text({Severity::error,
                   "out_of_range",
                   {"file.yaml", 12},
                   "segments.sensors.orders.cv",
                   "3 is out of range; allowed: 0 to 2"}) ==
          "file.yaml:12: segments.sensors.orders.cv: 3 is out of range; allowed: 0 to 2");
    CHECK(to_text({Severity::warning, "x", {"--set", 0}, "a", "b"}) == "--set: warning: a: b");
    CHECK(to_text({Severity::error, "x", {}, "", "b"}) == "b");
    CHECK(to_text({Severity::error, "x", {}, "a\n\x1b", "b"}) == "a??: b");
}

TEST_CASE("each mistake in a setting has its message") {
    CHECK(said_of("segments.sensors.orders.cv", "3") ==
          "segments.sensors.orders.cv: 3 is out of range; allowed: 0 to 2\n");
    CHECK(said_of("segments.*.orders.cv", "0,4") ==
          "segments.*.orders.cv: '0,4' is not a number: use a decimal point, 0.4; allowed: 0 to 2\n");
    CHECK(said_of("segments.sensors.orders.cw", "1") ==
          "segments.sensors.orders.cw: unknown key 'cw'; did you mean cv?\n");
    CHECK(said_of("segments.sensors.ordres.cv", "1") ==
          "segments.sensors.ordres.cv: unknown key 'ordres'; did you mean orders?\n");
    CHECK(said_of("segment.sensors.orders.cv", "1") ==
          "segment.sensors.orders.cv: unknown key 'segment'; did you mean segments?\n");
    CHECK(said_of("segments.sensor.orders.cv", "1") ==
          "segments.sensor.orders.cv: unknown technology area 'sensor'; did you mean sensors?\n");
    CHECK(said_of("segments.quantum.orders.cv", "1") ==
          "segments.quantum.orders.cv: unknown technology area 'quantum'; known: sensors, space\n");
    CHECK(said_of("firms.smes.wacc", "0.1") == "firms.smes.wacc: unknown key 'smes'; did you mean sme?\n");
    CHECK(said_of("firms.*.wac", "0.1") == "firms.*.wac: unknown key 'wac'; did you mean wacc?\n");
    CHECK(said_of("scale_up", "1") == "scale_up: is a group, not a value; it holds: growth, window_years\n");
    CHECK(said_of("scale_up.growth.more", "1") ==
          "scale_up.growth.more: scale_up.growth is a value and holds no 'more'\n");
    CHECK(said_of("time.horizon_years", "2.5") == "time.horizon_years: 2.5 is not a whole number; allowed: 1 to 40\n");
    CHECK(said_of("secfund.enabled", "maybe") == "secfund.enabled: 'maybe' is neither true nor false\n");
    CHECK(said_of("neutral.of", "public_mony") ==
          "neutral.of: 'public_mony' is not one of public_money, orders, volume; did you mean public_money?\n");
    CHECK(
        said_of("firms.*.behaviour", "rational+nvp") ==
        "firms.*.behaviour: investment: 'nvp' is not one of npv, real_option, dynamic_programming, newsvendor, uncapped_multiple, reverting_option, capacity_choice, suspension_option, bad_news; did you mean npv?\n");
    CHECK(said_of("nam", "x") == "nam: unknown key 'nam'; did you mean name?\n");
    CHECK(said_of("name", "a\u202Eb") == "name: holds signs that turn the order in which it is read\n");
    CHECK(said_of("name", "\xff") == "name: holds characters that are no UTF-8 text\n");
    CHECK(said_of("name", std::string(201, 'x')) == "name: 201 bytes are too long; allowed: 0 to 200\n");
    CHECK(said_of("new_segments", "[sensors]") == "new_segments: technology area 'sensors' exists already\n");
    CHECK(
        said_of("new_segments", "[Quantum]") ==
        "new_segments: 'Quantum' cannot name a technology area; allowed: lower-case letters, digits and _, a letter first, at most 40\n");
    CHECK(said_of("remove_segments", "[spaces]") ==
          "remove_segments: unknown technology area 'spaces'; did you mean space?\n");
    CHECK(said_of("assumed_signs", "off").empty());
}

TEST_CASE("every mistake is told at once, and leaves its parameter as it was") {
    Scenario s = example::small_scenario();
    const Scenario before = s;
    const auto problems = drumbeat::apply(s, std::vector<Setting>{{"segments.*.orders.cv", "9", {"a", 1}},
                                                                  {"tender.nois", "0.1", {"a", 2}},
                                                                  {"segments.sensors.orders.phi", "x", {"a", 3}}});
    CHECK(problems.size() == 3);
    CHECK(has_errors(problems));
    CHECK(s == before);
    CHECK_FALSE(has_errors({}));
}

TEST_CASE("later settings win, and * reaches every technology area and class") {
    Scenario s = example::small_scenario();
    CHECK(drumbeat::apply(s, std::vector<Setting>{{"segments.*.orders.cv", "0.2", {}},
                                                  {"segments.space.orders.cv", "0.3", {}},
                                                  {"firms.*.wacc", "0.1", {}}})
              .empty());
    CHECK(s.segments[0].orders.cv == .2);
    CHECK(s.segments[1].orders.cv == .3);
    CHECK(s.firms.prime.wacc == .1);
}

TEST_CASE("rules that span parameters") {
    CHECK(check_says({}).empty());
    CHECK(check_says({{"segments.sensors.weight", "0.7", {}}}) ==
          "x: segments.*.weight: weights sum to 1.1; allowed: at most 1\n");
    CHECK(check_says({{"segments.sensors.weight", "0.5", {}}}) ==
          "x: warning: segments.*.weight: weights sum to 0.9: the rest of the requirement is not simulated\n");
    CHECK(check_says({{"tender.bidders_min", "6", {}}})
              .find("x: tender.bidders_max: 5 is less than tender.bidders_min, which is 6\n") == 0);
    CHECK(check_says({{"secfund.ticket_min_meur", "6", {}}}) ==
          "x: secfund.ticket_max_meur: 5 is less than secfund.ticket_min_meur, which is 6\n");
    CHECK(
        check_says({{"secfund.public_share", "0.6", {}}}) ==
        "x: secfund.public_share: 0.6 breaks pari passu: private investors put in at least as much as the fund; allowed: 0 to 0.5\n");
    CHECK(check_says({{"time.policy_from", "2025", {}}}) ==
          "x: time.policy_from: 2025 lies outside the reported years; allowed: 2026 to 2040\n");
    CHECK(check_says({{"segments.sensors.domestic_meur", "9000", {}}})
              .find("warning: segments.sensors.domestic_meur: 9000 is more than") != std::string::npos);
    CHECK(check_says({{"investment.candidates", "[1, 0.5]", {}}}) ==
          "x: investment.candidates: expansions are above 0, ascending, and at most 1000\n");
    CHECK(check_says({{"investment.candidates", "[0, 1]", {}}}) ==
          "x: investment.candidates: expansions are above 0, ascending, and at most 1000\n");
    CHECK(check_says({{"segments.*.initial.smes", "60000", {}}}) ==
          "x: segments.*.initial.smes: 120003 simulated firms in all; allowed: at most 100000\n");
    CHECK(check_says({{"segments.sensors.initial.prime_turnover_meur", "[0]", {}}}) ==
          "x: segments.sensors.initial.prime_turnover_meur: each turnover is above 0, and at most 1000000\n");
    CHECK(check_says({{"remove_segments", "[sensors, space]", {}}}) ==
          "x: segments: a scenario needs a technology area\n");
    CHECK(check(Scenario{}, {"here", 7})[0].where == Where{"here", 7});
}

TEST_CASE("a fund that ranks needs a focus, and one that procurement pays must fit into it") {
    const auto says = [](std::vector<Setting> more) {
        more.push_back({"secfund.enabled", "true", {}});
        return check_says(std::move(more));
    };
    CHECK(says({}).empty());
    const std::string unfocused = says({{"secfund.queue", "ranked", {}}, {"segments.*.focus", "0", {}}});
    CHECK(unfocused.find("x: segments.*.focus: is 0 in every technology area") == 0);
    CHECK(says({{"segments.*.focus", "0", {}}}).empty());
    const std::string too_large = says({{"secfund.budget_meur", "100000", {}}});
    CHECK(too_large.find("x: budget: institutes, agency, leased sites and SecFund would take 25000 meur a year") == 0);
    CHECK(says({{"secfund.budget_meur", "100000", {}}, {"secfund.paid_from", "extra", {}}}).empty());
    CHECK(says({{"secfund.budget_meur", "100000", {}}, {"neutral.of", "orders", {}}}).empty());
}

TEST_CASE("a rule that is broken points at the line that broke it") {
    Scenario s = example::small_scenario();
    const auto problems = drumbeat::apply(
        s, std::vector<Setting>{{"segments.*.weight", "0.9", {"a.yaml", 4}}, {"tender.noise", "0.1", {"a.yaml", 9}}});
    CHECK(example::lines(problems) == "a.yaml:4: segments.*.weight: weights sum to 1.8; allowed: at most 1\n");
}

TEST_CASE("technology areas come and go") {
    Scenario s = example::small_scenario();
    const auto problems = drumbeat::apply(s, std::vector<Setting>{{"remove_segments", "[space]", {}},
                                                                  {"new_segments", "[quantum, space]", {}},
                                                                  {"segments.*.weight", "0.3", {}}});
    CHECK_FALSE(has_errors(problems));
    REQUIRE(s.segments.size() == 3);
    CHECK(s.segments[1].name == "quantum");
    CHECK(s.segments[2].name == "space");
    CHECK(s.segments[2].initial.smes == 0);
    std::string many;
    for (int i = 0; i < 62; ++i) many += fmt::format("{}s{}", i ? ", " : "", i);
    CHECK(example::lines(drumbeat::apply(s, std::vector<Setting>{{"new_segments", many, {}}}))
              .find("new_segments: more than 64 technology areas") == 0);
}

TEST_CASE("a difference turns one scenario into another") {
    const Scenario from = example::small_scenario();
    Scenario to = from;
    CHECK(difference(from, from).empty());
    to.segments[1].orders.cv = .9;
    to.secfund.enabled = true;
    CHECK(difference(from, to) ==
          std::vector<Setting>{{"segments.space.orders.cv", "0.9", {}}, {"secfund.enabled", "true", {}}});
    to.segments.erase(to.segments.begin());
    CHECK(difference(from, to)[0] == Setting{"remove_segments", "[sensors]", {}});
}

TEST_CASE("a difference of random scenarios is complete") {
    std::mt19937_64 luck(3);
    for (int round = 0; round < 100; ++round) {
        const Scenario from = example::random_scenario(luck), to = example::random_scenario(luck);
        Scenario now = from;
        std::vector<Problem> problems;
        assign(now, difference(from, to), problems);
        CHECK(example::lines(problems) == "");
        CHECK(now == to);
    }
}
