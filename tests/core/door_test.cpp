// SPDX-License-Identifier: Apache-2.0
// The core as a page or another language holds it: this program links drumbeat_core and nothing else of the project.
#include "sim/replay/door.hpp"

#include "config/parameter.hpp"
#include "sim/year/simulate.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

using namespace drumbeat;

namespace {

Setting setting(const std::string& path, const std::string& text) { return {path, text, {"slider", 0}}; }

// Two small areas out of the codebook's defaults.
std::vector<Setting> small_country() {
    std::vector<Setting> settings{setting("new_segments", "[boats, radars]"),
                                  setting("segments.*.weight", "0.5"),
                                  setting("segments.*.domestic_meur", "60"),
                                  setting("segments.*.initial.smes", "20"),
                                  setting("segments.*.initial.midcaps", "4"),
                                  setting("budget.defence_meur", "1000"),
                                  setting("budget.final_defence_meur", "1500"),
                                  setting("time.burn_in_years", "6"),
                                  setting("time.horizon_years", "8")};
    return settings;
}

Scenario scenario_of(const std::vector<Setting>& settings) {
    Scenario s;
    const std::vector<Problem> problems = drumbeat::apply(s, settings);
    for (const Problem& p : problems) CHECK_MESSAGE(p.severity == Severity::warning, to_text(p));
    return s;
}

// As a study runs an arm: levers from the policy on, anything else from the beginning.
RunRecord expected(const std::vector<Setting>& policy, Luck luck) {
    const Scenario country = scenario_of(small_country());
    std::vector<Setting> all = small_country();
    all.insert(all.end(), policy.begin(), policy.end());
    const Scenario arm = scenario_of(all), world = with_levers_of(arm, country);
    TableShelf shelf;
    return simulate(*prepare(world, world, shelf), *prepare(arm, world, shelf), luck, true);
}

bool is_same(double a, double b) { return a == b || (a != a && b != b); }

void check_same(const Door& door, RunRecord record) {
    REQUIRE(door.years() == record.years);
    for (std::size_t i = 0; i < outcome_count; ++i)
        CHECK_MESSAGE(is_same(door.outcome(outcomes[i].name), record.outcome[i]), outcomes[i].name);
    const std::vector<double> orders = door.series("domestic_orders_meur", "radars");
    REQUIRE(orders.size() == static_cast<std::size_t>(record.years));
    for (int year = 0; year < record.years; ++year)
        CHECK(orders[static_cast<std::size_t>(year)] == record.at(Yearly::domestic_orders_meur, year, 1));
    CHECK(door.outcome("investment_meur", "radars") == record.area(GroupOutcome::investment_meur, 1));
    const std::span<const double> capacity = door.firms("capacity_meur", record.years - 1);
    REQUIRE(capacity.size() == static_cast<std::size_t>(record.firm_rows));
    for (int row = 0; row < record.firm_rows; ++row)
        CHECK(is_same(capacity[static_cast<std::size_t>(row)],
                      record.at(FirmColumn::capacity_meur, record.years - 1, row)));
    CHECK(door.events().size() == record.events.size());
}

} // namespace

TEST_CASE("the door: a run is the run of the same settings, with and without a policy") {
    Door door(small_country());
    for (const Problem& p : door.problems()) CHECK_MESSAGE(p.severity == Severity::warning, to_text(p));
    CHECK(door.areas() == std::vector<std::string>{"boats", "radars"});
    CHECK(door.years() == 0);
    REQUIRE_MESSAGE(door.run(1, 0), door.failure());
    check_same(door, expected({}, {1, 0}));
    const double calm = door.outcome("investment_meur");

    const std::vector<Setting> levers{setting("segments.*.orders.framework_years", "5"),
                                      setting("segments.radars.orders.cv", "0")};
    REQUIRE(door.set_policy(levers));
    REQUIRE(door.run(1, 0));
    check_same(door, expected(levers, {1, 0}));
    CHECK(door.outcome("investment_meur") != calm);

    const std::vector<Setting> another_world{setting("firms.sme.wacc", "0.12")}; // no lever: from the beginning
    REQUIRE(door.set_policy(another_world));
    REQUIRE(door.run(1, 0));
    check_same(door, expected(another_world, {1, 0}));

    REQUIRE(door.set_policy({}));
    REQUIRE(door.run(1, 0));
    CHECK(door.outcome("investment_meur") == calm); // whatever was run in between
    REQUIRE(door.run(1, 3));
    check_same(door, expected({}, {1, 3}));
}

TEST_CASE("the door: mistakes are values, and nothing is thrown") {
    Door door(small_country());
    REQUIRE(door.run(1, 0));
    CHECK_FALSE(door.set_policy(std::vector{setting("segments.radars.orders.cv", "7")}));
    REQUIRE(!door.problems().empty());
    CHECK(door.problems().back().code == "out_of_range");
    CHECK_FALSE(door.run(1, 0));
    CHECK(door.failure().find("segments.radars.orders.cv") != std::string::npos);
    CHECK(door.years() == 0);
    CHECK(std::isnan(door.outcome("investment_meur")));
    CHECK(door.firms("capacity_meur", 0).empty());

    CHECK(door.set_policy({}));
    REQUIRE(door.run(1, 0));
    CHECK(std::isnan(door.outcome("no such outcome")));
    CHECK(std::isnan(door.outcome("investment_meur", "no such area")));
    CHECK(door.series("domestic_orders_meur", "no such area").empty());
    CHECK(door.series("no such series", "radars").empty());
    CHECK(door.firms("capacity_meur", -1).empty());
    CHECK(door.firms("capacity_meur", door.years()).empty());

    Door none(std::vector{setting("no.such.parameter", "1")});
    CHECK(has_errors(none.problems()));
    CHECK_FALSE(none.set_policy({}));
    CHECK_FALSE(none.run(1, 0));
    CHECK_FALSE(none.failure().empty());
}
