// SPDX-License-Identifier: Apache-2.0
// Outcomes by technology area and by size class against those of the whole country.
#include "sim/replay/replicate.hpp"

#include "tests/sim/country.hpp"
#include "tests/sim/packaged.hpp"

#include <cmath>
#include <cstring>

using namespace drumbeat;
using doctest::Approx;

namespace {

struct Whole {
    Outcome country;
    GroupOutcome part;
};
constexpr Whole sums[] = {{Outcome::investment_meur, GroupOutcome::investment_meur},
                          {Outcome::replacement_meur, GroupOutcome::replacement_meur},
                          {Outcome::capacity_added_meur, GroupOutcome::capacity_added_meur},
                          {Outcome::firms_end, GroupOutcome::firms},
                          {Outcome::jobs_gross, GroupOutcome::jobs}};

bool same_bits(double a, double b) { return std::memcmp(&a, &b, sizeof a) == 0; }

void check_sums(RunRecord& run) {
    const auto segments = static_cast<std::size_t>(run.segments);
    for (const Whole& sum : sums) {
        INFO(outcomes[static_cast<std::size_t>(sum.country)].name);
        const double whole = run.at(sum.country);
        double areas = 0, sizes = 0;
        for (std::size_t s = 0; s < segments; ++s) areas += run.area(sum.part, s);
        for (std::size_t c = 0; c < size_class_count; ++c) sizes += run.size(sum.part, c);
        CHECK(std::isnan(areas) == std::isnan(whole));
        CHECK(std::isnan(sizes) == std::isnan(whole));
        if (std::isnan(whole)) continue;
        CHECK(areas == Approx(whole).epsilon(1e-9));
        CHECK(sizes == Approx(whole).epsilon(1e-9));
    }
    CHECK(same_bits(run.size(GroupOutcome::scale_up_share, 0), run.at(Outcome::scale_up_share_sme)));
    CHECK(same_bits(run.size(GroupOutcome::scale_up_share, 1), run.at(Outcome::scale_up_share_midcap)));
    CHECK(same_bits(run.size(GroupOutcome::scale_up_share, 2), run.at(Outcome::scale_up_share_prime)));
    double won = 0;
    for (std::size_t c = 0; c < size_class_count; ++c) won += run.size(GroupOutcome::domestic_share, c);
    CHECK(won == Approx(1).epsilon(1e-9));
}

std::vector<RunRecord> runs_of(const char* scenario, std::uint32_t count) {
    const auto prepared = prepare(packaged_scenario(scenario));
    std::vector<RunRecord> all;
    for (std::uint32_t i = 0; i < count; ++i) all.push_back(simulate(*prepared, *prepared, {5, i}));
    return all;
}

} // namespace

TEST_CASE("areas and size classes add up to the country: Dutch baseline, textbook, and runs with every institution") {
    for (RunRecord& run : runs_of("netherlands-2026", 2)) check_sums(run);
    for (RunRecord& run : signature_runs()) check_sums(run);
    for (RunRecord& run : runs_of("textbook", 2)) {
        double areas = 0;
        for (std::size_t s = 0; s < static_cast<std::size_t>(run.segments); ++s)
            areas += run.area(GroupOutcome::investment_meur, s);
        CHECK(run.at(Outcome::investment_meur) > 0);
        CHECK(areas == Approx(run.at(Outcome::investment_meur)).epsilon(1e-9));
    }
}

TEST_CASE("where there is one area, its outcomes are the country's") {
    for (RunRecord& run : runs_of("textbook", 2)) {
        REQUIRE(run.segments == 1);
        CHECK(same_bits(run.area(GroupOutcome::scale_up_share, 0), run.at(Outcome::scale_up_share)));
        CHECK(same_bits(run.area(GroupOutcome::scale_up_share_10, 0), run.at(Outcome::scale_up_share_10)));
        CHECK(same_bits(run.area(GroupOutcome::scale_up_share_20, 0), run.at(Outcome::scale_up_share_20)));
        CHECK(same_bits(run.area(GroupOutcome::scale_up_share_30, 0), run.at(Outcome::scale_up_share_30)));
        CHECK(run.area(GroupOutcome::capacity_growth, 0) == Approx(run.at(Outcome::capacity_growth)));
        CHECK(run.area(GroupOutcome::domestic_share, 0) == Approx(run.at(Outcome::domestic_share)));
        CHECK(run.area(GroupOutcome::unit_cost, 0) == Approx(run.at(Outcome::unit_cost)));
    }
}

TEST_CASE("an area's investment and orders are those of its years under the policy") {
    Scenario s = packaged_scenario("netherlands-2026");
    s.entry_exit.exit = false; // the yearly series leaves out firms that end in the year in which they invest
    const auto prepared = prepare(s);
    RunRecord run = simulate(*prepared, *prepared, {5, 0});
    const int first = prepared->policy_year - prepared->burn_in;
    int some = 0;
    for (int segment = 0; segment < run.segments; ++segment) {
        double invested = 0, orders = 0, home = 0;
        for (int year = first; year < run.years; ++year) {
            invested += run.at(Yearly::investment_meur, year, segment);
            orders += run.at(Yearly::orders_meur, year, segment);
            home += run.at(Yearly::domestic_orders_meur, year, segment);
        }
        const auto area = static_cast<std::size_t>(segment);
        CHECK(run.area(GroupOutcome::investment_meur, area) == Approx(invested).epsilon(1e-9));
        if (orders > 0) CHECK(run.area(GroupOutcome::domestic_share, area) == Approx(home / orders).epsilon(1e-9));
        some += invested > 0;
    }
    CHECK(some > 1);
}
