// SPDX-License-Identifier: Apache-2.0
#include "sim/year/simulate.hpp"

#include "config/parameter.hpp"
#include "tests/sim/country.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>

using namespace drumbeat;

namespace {

// Two technology areas and thirty firms: small enough to run many times.
Scenario small_country() {
    Scenario s;
    s.time.burn_in_years = 8, s.time.horizon_years = 8;
    s.budget.defence_meur = s.budget.final_defence_meur = 1000;
    s.firms.sme.mean_turnover_meur = 4, s.firms.midcap.mean_turnover_meur = 20, s.firms.prime.mean_turnover_meur = 60;
    for (const char* name : {"sensors", "space"}) {
        Segment segment;
        segment.name = name;
        segment.weight = .5, segment.addressable_share = .7;
        segment.domestic_meur = 50, segment.sustainment_meur = 20, segment.export_meur = 40;
        segment.lines = 5;
        segment.initial = {10, 3, {30}, 1};
        s.segments.push_back(segment);
    }
    return s;
}

bool same_bits(const RunRecord& a, const RunRecord& b) {
    return std::memcmp(a.outcome, b.outcome, sizeof a.outcome) == 0 && a.yearly.size() == b.yearly.size() &&
           std::memcmp(a.yearly.data(), b.yearly.data(), a.yearly.size() * sizeof(double)) == 0;
}

RunRecord run(const Scenario& arm, const Scenario& base, std::uint32_t replication = 0) {
    TableShelf shelf;
    const auto world = prepare(base, base, shelf), policy = prepare(arm, with_levers_of(arm, base), shelf);
    return simulate(*world, *policy, {1, replication});
}

} // namespace

TEST_CASE("the same luck gives the same bits, another replication gives others") {
    const Scenario s = small_country();
    CHECK(same_bits(run(s, s), run(s, s)));
    CHECK_FALSE(same_bits(run(s, s), run(s, s, 1)));
}

TEST_CASE("the movements in which tests walk a country are the steps of a year, to the bit") {
    Scenario s = small_country();
    s.time.policy_from = s.time.start_year;
    s.tender.build_to_order_share = .5;
    s.secfund.enabled = s.private_investors.enabled = s.research.enabled = s.regions.enabled = true;
    s.supply_chain.enabled = s.civil.enabled = s.economic_affairs.enabled = s.threat.enabled = true;
    Country walked(s), ticked(s);
    for (Country* country : {&walked, &ticked})
        while (country->world.year < country->prepared->burn_in) country->pass_year();
    walked.keep_record();
    ticked.keep_record();
    while (walked.world.year < walked.prepared->years) {
        walked.until_beliefs();
        walked.rest_of_year();
        ticked.pass_year();
    }
    CHECK(same_bits(walked.record, ticked.record));
    CHECK(std::memcmp(walked.record.firms.data(), ticked.record.firms.data(),
                      walked.record.firms.size() * sizeof(double)) == 0);
    CHECK(walked.record.events.size() == ticked.record.events.size());
}

TEST_CASE("before the policy an arm equals the base to the bit; after it, it differs") {
    const Scenario base = small_country();
    Scenario arm = base;
    for (Segment& segment : arm.segments) segment.orders.cv = .05, segment.orders.framework_years = 5;
    RunRecord a = run(base, base), b = run(arm, base);
    for (std::size_t q = 0; q < yearly_count; ++q)
        for (int segment = 0; segment < 2; ++segment) {
            const double before = a.at(static_cast<Yearly>(q), 0, segment),
                         same = b.at(static_cast<Yearly>(q), 0, segment);
            CHECK(std::memcmp(&before, &same, sizeof before) == 0);
        }
    CHECK_FALSE(same_bits(a, b));
}

TEST_CASE("a segment without orders leaves the other untouched to the bit") {
    const Scenario both = small_country();
    Scenario idle = both;
    idle.segments[1].weight = 0;
    RunRecord a = run(both, both), b = run(idle, idle);
    for (int year = 0; year < a.years; ++year) {
        CHECK(a.at(Yearly::orders_meur, year, 0) == b.at(Yearly::orders_meur, year, 0));
        CHECK(a.at(Yearly::capacity_meur, year, 0) == b.at(Yearly::capacity_meur, year, 0));
    }
}

TEST_CASE("the books close, and nothing is negative or undefined that must not be") {
    Scenario s = small_country();
    s.secfund.enabled = s.private_investors.enabled = true;
    s.subsidy.rate = .2, s.subsidy.budget_share = .02;
    for (Segment& segment : s.segments) segment.orders.minimum_quantity = .8, segment.orders.cv = 1;
    for (std::uint32_t replication = 0; replication < 20; ++replication) {
        RunRecord record = run(s, small_country(), replication);
        CHECK(record.at(Outcome::ledger_residual) < 1e-9);
        CHECK(record.at(Outcome::scale_up_share) >= 0);
        CHECK(record.at(Outcome::scale_up_share) <= 1);
        for (int year = 0; year < record.years; ++year)
            for (int segment = 0; segment < 2; ++segment) {
                CHECK(record.at(Yearly::capacity_meur, year, segment) >= 0);
                CHECK(record.at(Yearly::firms, year, segment) >= 0);
            }
    }
}

TEST_CASE("who pays for expansions adds up to what they cost") {
    Scenario s = small_country();
    s.secfund.enabled = s.private_investors.enabled = true;
    const RunRecord record = run(s, small_country(), 3);
    const double paid = record.at(Outcome::own_funds_meur) + record.at(Outcome::bank_meur) +
                        record.at(Outcome::private_equity_meur) + record.at(Outcome::secfund_meur) +
                        record.at(Outcome::subsidy_meur);
    CHECK(paid == doctest::Approx(record.at(Outcome::investment_meur)).epsilon(1e-9));
    CHECK(record.at(Outcome::private_equity_meur) >= record.at(Outcome::secfund_meur) - 1e-9);
}

TEST_CASE("neutral by mean: public money matches the plan within three standard errors in every kind of arm") {
    // 200 replications; a correct model fails one such check with probability .3 %, the seed is fixed.
    const Scenario base = small_country();
    Scenario floor = base, fund = base;
    for (Segment& segment : floor.segments) segment.orders.minimum_quantity = .8, segment.orders.framework_years = 5;
    fund.secfund.enabled = fund.private_investors.enabled = true;
    for (const Scenario* arm : {&base, static_cast<const Scenario*>(&floor), static_cast<const Scenario*>(&fund)}) {
        double mean = 0, square = 0, planned = 0;
        constexpr int n = 200;
        for (int i = 0; i < n; ++i) {
            const RunRecord record = run(*arm, base, static_cast<std::uint32_t>(i));
            const double money = record.at(Outcome::public_money_meur);
            planned = record.at(Outcome::planned_money_meur);
            mean += money / n, square += money * money / n;
        }
        const double error = std::sqrt((square - mean * mean) / (n - 1));
        MESSAGE("public money over plan ", mean / planned, " +- ", error / planned);
        CHECK(std::abs(mean - planned) < 3 * error);
    }
}

TEST_CASE("neutral exactly: every replication places the planned money") {
    Scenario s = small_country();
    s.neutral.by = NeutralBy::exact;
    for (Segment& segment : s.segments) segment.orders.cv = .2;
    for (std::uint32_t i = 0; i < 5; ++i) {
        const RunRecord record = run(s, s, i);
        CHECK(record.at(Outcome::public_money_meur) ==
              doctest::Approx(record.at(Outcome::planned_money_meur)).epsilon(1e-9));
    }
}

TEST_CASE("a ministry that asks how far firms were from expanding hears the same, whether firms are recorded or not") {
    Scenario s = small_country();
    s.economic_affairs.enabled = true, s.economic_affairs.generic_meur = 40, s.economic_affairs.targeted_share = .5;
    s.economic_affairs.participation = .45, s.economic_affairs.grant_equivalent = 1;
    s.economic_affairs.forecast_skill = 1;
    const auto country = prepare(s);
    for (std::uint32_t replication = 0; replication < 4; ++replication)
        CHECK(same_bits(simulate(*country, *country, {1, replication}, true),
                        simulate(*country, *country, {1, replication}, false)));
}
