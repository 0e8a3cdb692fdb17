// SPDX-License-Identifier: Apache-2.0
// Worlds whose answer is known beforehand: if one of these fails, no result of the model means anything.
#include "packaged.hpp"
#include "sim/year/steps.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>

using namespace drumbeat;

namespace {

// Stable (cv .1) less volatile orders in a packaged world, replication by replication with the same luck.
struct Difference {
    double mean = 0, error = 0, volatile_mean = 0;
};
Difference stable_less_volatile(const std::string& world, Outcome outcome, int replications) {
    Study study;
    study.base = packaged_scenario(world);
    comparison_in(study).arms = {{"volatile", "", {}}, {"stable", "", {{"segments.*.orders.cv", "0.1", {}}}}};
    std::vector<Problem> problems;
    const auto cases = cases_of(study, problems);
    REQUIRE_FALSE(has_errors(problems));
    const auto values = outcomes_of(study, cases, replications, outcome);
    Difference d;
    double square = 0;
    for (std::size_t i = 0; i < values[0].size(); ++i) {
        const double one = values[1][i] - values[0][i];
        d.mean += one / replications, square += one * one / replications,
            d.volatile_mean += values[0][i] / replications;
    }
    d.error = std::sqrt(std::max(0.0, square - d.mean * d.mean) / (replications - 1));
    return d;
}

} // namespace

TEST_CASE("null world: stable less volatile orders make no difference") {
    // Four outcomes, three standard errors: a correct model fails with a probability of about 1 %; the seed is fixed.
    for (const Outcome outcome :
         {Outcome::scale_up_share, Outcome::capacity_growth, Outcome::domestic_share, Outcome::order_volume}) {
        const Difference d = stable_less_volatile("null-world", outcome, 200);
        MESSAGE(outcomes[static_cast<std::size_t>(outcome)].name, ": volatile ", d.volatile_mean, ", difference ",
                d.mean, " +- ", d.error);
        CHECK(std::abs(d.mean) <= 3 * d.error + 1e-12);
    }
}

TEST_CASE("opposite world: volatility raises capacity") {
    // Five standard errors: a model without the effect passes with probability 3e-7.
    const Difference d = stable_less_volatile("opposite-world", Outcome::capacity_growth, 60);
    MESSAGE("capacity growth: volatile ", d.volatile_mean, ", stable less volatile ", d.mean, " +- ", d.error);
    CHECK(d.mean < -5 * d.error);
    CHECK(d.error > 0);
}

TEST_CASE("placebo: the base under another name is equal to the bit") {
    Study study;
    study.base = packaged_scenario("opposite-world");
    comparison_in(study).arms = {
        {"base", "", {}}, {"other", "", {{"segments.*.orders.cv", "0.1", {}}}}, {"placebo", "", {}}};
    std::vector<Problem> problems;
    const auto cases = cases_of(study, problems);
    const auto prepared = prepare_study(study, cases);
    StudyScratch scratch;
    std::vector<RunRecord> records(cases.size());
    for (int i = 0; i < 5; ++i) {
        replicate(*prepared, i, scratch, records);
        CHECK(std::memcmp(records[0].outcome, records[2].outcome, sizeof records[0].outcome) == 0);
        CHECK(std::memcmp(records[0].yearly.data(), records[2].yearly.data(),
                          records[0].yearly.size() * sizeof(double)) == 0);
        CHECK(std::memcmp(records[0].outcome, records[1].outcome, sizeof records[0].outcome) != 0);
    }
}

TEST_CASE("shadow demand in the running model never sums above what went unfilled for lack of capacity") {
    Scenario s = packaged_scenario("opposite-world");
    s.segments[0].initial.capacity_scale = .4; // plants too small for their orders
    for (FirmClass* c : {&s.firms.sme, &s.firms.midcap, &s.firms.prime})
        c->behaviour.parts = {{1, Expectation::rational, InvestmentRule::npv}};
    const auto prepared = prepare(s);
    double all_shadow = 0;
    for (std::uint32_t replication = 0; replication < 10; ++replication) {
        World world;
        Desk desk;
        const Luck luck{1, replication};
        found(*prepared, luck, world);
        while (world.year < prepared->years) {
            const Year y(*prepared, world.luck, world.year);
            tick(y, world, desk);
            double unfilled = 0, shadow = 0;
            const SegmentState& area = world.areas[Area{0}];
            for (const Contract& c : area.contracts) // bridges of this year: their share of what the line placed
                if (c.lost_on_capacity && c.birth == y.calendar)
                    unfilled += c.share * area.lines[static_cast<std::size_t>(c.line)].available;
            for (const double money : world.firms.shadow_money) shadow += money;
            CHECK(shadow <= unfilled * (1 + 1e-9) + 1e-9);
            all_shadow += shadow;
        }
    }
    CHECK(all_shadow > 0);
}
