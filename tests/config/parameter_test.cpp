// SPDX-License-Identifier: Apache-2.0
#include "config/parameter.hpp"
#include "tests/config/example.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <set>

using namespace drumbeat;

TEST_CASE("every parameter has a path of its own, a unit, a meaning and a source") {
    std::set<std::string> paths;
    for (const Parameter& p : parameters()) {
        CAPTURE(p.path);
        CHECK(paths.insert(p.path).second);
        CHECK(is_name(p.name));
        CHECK_FALSE(p.unit.empty());
        CHECK_FALSE(p.meaning.empty());
        CHECK_FALSE(p.source.empty());
        CHECK((p.type == "choice") == !p.choices.empty());
    }
    CHECK(paths.size() > 150);
    CHECK(paths.contains("segments.*.orders.cv"));
    CHECK(paths.contains("firms.sme.option_weight"));
    CHECK(paths.contains("assumed_signs"));
}

TEST_CASE("every default is allowed, every plausible range lies within the allowed one") {
    Scenario s;
    s.segments.emplace_back();
    for (const Parameter& p : parameters()) {
        CAPTURE(p.path);
        CHECK_FALSE(p.set(s, 0, p.default_text));
        CHECK(p.get(s, 0) == p.default_text);
        if (p.type == "number" || p.type == "integer") CHECK(p.range.low < p.range.high);
        if (p.likely.law == Law::none) continue;
        CHECK(p.range.low <= p.likely.low);
        CHECK(p.likely.low < p.likely.high);
        CHECK(p.likely.high <= p.range.high);
        if (p.likely.law == Law::log_uniform) CHECK(p.likely.low > 0);
    }
}

TEST_CASE("groups have a meaning, and every parameter stands in one") {
    std::set<std::string_view> known{""};
    for (const Group& g : groups()) {
        CHECK_FALSE(g.meaning.empty());
        known.insert(g.path);
    }
    for (const Parameter& p : parameters()) CHECK(known.contains(group_of(p)));
    CHECK(is_group("segments"));
    CHECK(is_group("segments.anything.orders"));
    CHECK(is_group("firms.*"));
    CHECK_FALSE(is_group("segments.anything.orders.cv"));
    CHECK_FALSE(is_group("nothing"));
    CHECK_FALSE(is_group(""));
}

TEST_CASE("a path finds its places") {
    const Scenario s = example::small_scenario();
    Fault fault;
    const auto paths = [&](std::string_view path) {
        std::string all;
        for (const Place& place : find_places(s, path, fault)) all += path_of(place, s) + " ";
        return all;
    };
    CHECK(paths("segments.space.orders.cv") == "segments.space.orders.cv ");
    CHECK(paths("segments.*.weight") == "segments.sensors.weight segments.space.weight ");
    CHECK(paths("firms.*.wacc") == "firms.sme.wacc firms.midcap.wacc firms.prime.wacc ");
    CHECK(paths("assumed_signs") == "assumed_signs ");
    CHECK_FALSE(fault);
    for (const char* wrong :
         {"", ".", "segments", "segments.sensors", "segments.*", "firms.*", "*", "*.sensors.weight",
          "segments.sensors.weight.x", "segments.sensor.weight", "firms.small.wacc", "time.*", "segments..weight"}) {
        CHECK(paths(wrong).empty());
        CHECK(fault);
    }
}

TEST_CASE("places follow the codebook, one technology area after the other") {
    const Scenario s = example::small_scenario();
    const auto all = places(s);
    std::set<std::string> paths;
    for (const Place& place : all) CHECK(paths.insert(path_of(place, s)).second);
    CHECK(path_of(all.front(), s) == "time.start_year");
    CHECK(path_of(all.back(), s) == "assumed_signs");
    CHECK(text_of(find_places(s, "segments.sensors.initial.prime_turnover_meur", *std::make_unique<Fault>())[0], s) ==
          "[50]");
}

TEST_CASE("a world takes the levers of the base, and nothing else") {
    const Scenario base = example::small_scenario();
    Scenario world = base;
    const std::vector<Setting> changes{{"segments.*.orders.cv", "0.1", {}},   {"segments.*.orders.phi", "0.9", {}},
                                       {"secfund.enabled", "true", {}},       {"neutral.of", "orders", {}},
                                       {"time.policy_from", "2030", {}},      {"firms.*.behaviour", "naive+npv", {}},
                                       {"new_segments", "[extra]", {}},       {"segments.extra.orders.cv", "0.7", {}},
                                       {"segments.sensors.weight", "0.2", {}}};
    CHECK(example::lines(drumbeat::apply(world, changes)).empty() == false); // warns: weights below 1
    const Scenario mixed = with_levers_of(world, base);
    CHECK(mixed.segments[0].orders.cv == .5);
    CHECK(mixed.segments[0].weight == .6);
    CHECK(mixed.segments[0].orders.phi == .9);
    CHECK(mixed.segments[2].orders.cv == .7);
    CHECK_FALSE(mixed.secfund.enabled);
    CHECK(mixed.time.policy_from == base.time.policy_from);
    CHECK(mixed.neutral == world.neutral);
    CHECK(mixed.firms == world.firms);
    CHECK(with_levers_of(base, base) == base);
}

TEST_CASE("with_levers_of changes exactly the levers of random scenarios") {
    std::mt19937_64 luck(5);
    for (int round = 0; round < 50; ++round) {
        Scenario world = example::random_scenario(luck), base = example::random_scenario(luck);
        world.segments.resize(3), base.segments.resize(3);
        for (std::size_t i = 0; i < 3; ++i)
            world.segments[i].name = base.segments[2 - i].name = std::string(1, static_cast<char>('a' + i));
        const Scenario mixed = with_levers_of(world, base);
        for (const Place& place : places(mixed)) {
            const Place twin{place.parameter, place.parameter->per_segment ? 2 - place.segment : 0};
            CAPTURE(path_of(place, mixed));
            CHECK(text_of(place, mixed) ==
                  (place.parameter->kind == Kind::lever ? text_of(twin, base) : text_of(place, world)));
        }
    }
}

TEST_CASE("money on top of the budget: that of each instrument, where it is there and not paid out of procurement") {
    const auto some = [](const Scenario& s) {
        std::vector<double> paid;
        for (const double money : money_on_top(s))
            if (money != 0) paid.push_back(money);
        return paid;
    };
    Scenario s;
    s.subsidy = {.2, .03, PaidFrom::procurement};
    s.secfund.enabled = s.institutes.enabled = s.innovation_agency.enabled = true;
    CHECK(some(s).empty());
    std::size_t instruments = 0;
    for (const Parameter& p : parameters()) {
        if (p.name != "paid_from") continue;
        ++instruments;
        CHECK_FALSE(p.set(s, 0, "extra"));
    }
    CHECK(money_on_top(s).size() == instruments);
    CHECK(some(s) == std::vector<double>{100, .03, 35, 200});
    s.secfund.enabled = s.institutes.enabled = s.innovation_agency.enabled = false;
    s.subsidy.rate = 0;
    CHECK(some(s).empty());
}
