// SPDX-License-Identifier: Apache-2.0
// A watched decision: the same run to the bit, the same numbers as the panel, and a decision known by hand.
#include "sim/firm/decision.hpp"

#include "config/parameter.hpp"
#include "sim/replay/replay.hpp"
#include "sim/year/measures.hpp"
#include "tests/sim/packaged.hpp"

#include <cstring>
#include <set>

using namespace drumbeat;
using doctest::Approx;

namespace {

bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

// Two areas of the Dutch country in which money is short and equity is asked for.
Scenario two_areas() {
    Scenario s = packaged_scenario("netherlands-2026");
    s.segments.resize(2);
    s.time.burn_in_years = 6, s.time.horizon_years = 8;
    s.secfund.enabled = s.private_investors.enabled = true, s.private_investors.intercept = 0;
    using enum Expectation;
    using enum InvestmentRule;
    for (FirmClass* c : {&s.firms.sme, &s.firms.midcap, &s.firms.prime})
        c->behaviour.parts = {{1, rational, real_option},
                              {1, adaptive, npv},
                              {1, naive, newsvendor},
                              {1, bayesian, bad_news},
                              {1, rational, capacity_choice}};
    return s;
}

// A whole run with a record; `watched` may be null.
RunRecord whole_run(const Scenario& s, Luck luck, Decision* watched) {
    const auto prepared = prepare(s);
    World world;
    Desk desk;
    RunRecord record;
    record.keep_firms = true;
    burn_in(*prepared, luck, world, desk, record);
    desk.watched = watched;
    begin_policy(world);
    while (world.year < prepared->years) {
        const Year y(*prepared, world.luck, world.year);
        tick(y, world, desk, &record);
    }
    measure(Year(*prepared, world.luck, world.year), world, desk.roll, record);
    return record;
}

} // namespace

TEST_CASE("a run that is watched is the same run, to the bit") {
    const Scenario s = two_areas();
    const RunRecord alone = whole_run(s, {3, 1}, nullptr);
    bool asked = false, refused = false;
    for (int row = 0; row < 120; row += 7) {
        Decision watched;
        watched.row = Row(row), watched.year = 2029;
        const RunRecord seen = whole_run(s, {3, 1}, &watched);
        CHECK(same_bits(alone.firms, seen.firms));
        CHECK(same_bits(alone.yearly, seen.yearly));
        CHECK(std::memcmp(alone.outcome, seen.outcome, sizeof alone.outcome) == 0);
        CHECK(alone.events.size() == seen.events.size());
        asked = asked || !watched.asked_for.empty();
        refused = refused || (watched.taken && !watched.expanded());
    }
    CHECK((asked && refused)); // both ways through the rule were watched
}

TEST_CASE("what is told of a decision is what the panel says, firm by firm, before the policy and after") {
    const Scenario s = two_areas();
    RunRecord panel = whole_run(s, {3, 0}, nullptr);
    Replay replay(s, s, {3, 0});
    int told = 0;
    for (const int year : {2026, 2027, 2031})
        for (int row = 0; row < panel.firm_rows; row += 3) {
            const Decision d = replay.decision(row, year);
            const int y = year - 2026;
            const auto stored = [&](FirmColumn c) { return panel.at(c, y, row); };
            if (!d.taken) continue;
            if (stored(FirmColumn::weight) != stored(FirmColumn::weight)) continue; // ended in that year
            CAPTURE(row);
            CAPTURE(year);
            ++told;
            const double w = stored(FirmColumn::weight);
            CHECK(d.weight == w);
            CHECK(d.best.npv() / w == stored(FirmColumn::npv_meur));
            CHECK(d.best.trigger == stored(FirmColumn::trigger));
            CHECK((d.best.cost > 0 ? d.best.value / d.best.cost : 0) == stored(FirmColumn::value_to_cost));
            CHECK(static_cast<double>(d.binding) == stored(FirmColumn::binding_constraint));
            CHECK(d.relaxations == stored(FirmColumn::relaxations));
            CHECK(d.trust == stored(FirmColumn::trust));
            const ExpectedYear& next = d.expected[static_cast<std::size_t>(d.lead + 1)];
            CHECK(next.sum / w == stored(FirmColumn::forecast_demand_meur));
            CHECK(next.log_sd == stored(FirmColumn::perceived_sd));
            CHECK((d.invested + d.built_to_order) / w == Approx(stored(FirmColumn::investment_meur)).epsilon(1e-12));
        }
    CHECK(told > 30);
}

TEST_CASE("a firm that asked funds is told what its panel says of its round, and its run is the same") {
    Scenario s = two_areas();
    s.private_investors.model = InvestorModel::funds;
    s.private_funds.openness_2030 = .5;
    s.private_funds.priced = false; // owners refuse most of what funds ask for
    s.finance.debt_to_earnings = 1.1;
    RunRecord panel = whole_run(s, {3, 0}, nullptr);
    Replay replay(s, s, {3, 0});
    std::set<RoundEnd> ends;
    int barred = 0;
    for (const int year : {2028, 2031, 2033})
        for (int row = 0; row < panel.firm_rows; ++row) {
            const Decision d = replay.decision(row, year);
            if (!d.taken || !d.asked_funds) continue;
            const AskedFunds& asked = *d.asked_funds;
            CHECK(asked.met <= s.private_funds.meetings);
            CHECK(asked.met <= asked.investing - asked.looked_elsewhere - asked.barred);
            const double raised = panel.at(FirmColumn::raised_private_meur, year - 2026, row);
            CHECK(asked.private_meur / d.weight == Approx(raised));
            CHECK((asked.end == RoundEnd::closed) == (raised > 0));
            ends.insert(asked.end);
            barred += asked.barred;
        }
    CHECK(ends.contains(RoundEnd::closed));
    CHECK(ends.size() >= 2);
    CHECK(barred > 0);
    Decision watched;
    watched.row = Row(14);
    watched.year = 2031;
    const RunRecord seen = whole_run(s, {3, 0}, &watched);
    CHECK(same_bits(panel.firms, seen.firms));
    CHECK(std::memcmp(panel.outcome, seen.outcome, sizeof panel.outcome) == 0);
}

TEST_CASE("the parts of a forecast and of its risk add up, and each candidate has its numbers") {
    const Scenario s = two_areas();
    Replay replay(s, s, {3, 0});
    for (const int row : {5, 21, 40}) {
        const Decision d = replay.decision(row, 2030);
        REQUIRE(d.taken);
        REQUIRE(d.expected.size() == static_cast<std::size_t>(s.investment.appraisal_years + 1));
        for (const ExpectedYear& y : d.expected) {
            const double square =
                y.sd_requirement * y.sd_requirement + y.sd_share * y.sd_share + y.sd_exports * y.sd_exports;
            CHECK(y.log_sd * y.log_sd == Approx(square));
            CHECK(y.other() == Approx(0).epsilon(1e-9 * y.sum));
        }
        for (const WeighedExpansion& one : d.weighed) {
            const Funding& f = one.funding;
            CHECK(one.choice.outlay > 0);
            CHECK(f.own <= d.applicant.cash_free + 1e-12);
            if (f.complete) CHECK(f.own + f.bank + f.subsidy + f.private_equity + f.fund == Approx(one.choice.outlay));
        }
    }
}

TEST_CASE("a decision by hand: a firm of the textbook that does not expand, and one that does") {
    const Scenario s = packaged_scenario("textbook");
    Replay replay(s, s, {13321, 0});
    // The firm of rank 7 (row 8 of the panel): no contract, 11.3 expected of a plant of 12.5.
    const Decision none = replay.decision(8, 2026);
    REQUIRE(none.taken);
    CHECK(none.binding == Binding::no_demand);
    CHECK(none.relaxations == 3);
    CHECK(none.expected[0].sum == Approx(5));
    CHECK(none.expected[1].ordered == Approx(7.5));
    CHECK(none.expected[1].sustainment == Approx(5));
    CHECK(none.share == Approx(.0703125));
    CHECK(none.expected[2].open == Approx(.0703125 * 90));
    CHECK(none.expected[2].contracted == 0);
    CHECK(none.expected[3].sum == Approx(16.25));
    CHECK(none.trust == .5);
    CHECK(none.heard[1].announced.mean == Approx(1)); // of a plan that doubles
    REQUIRE(none.weighed.size() == 2);
    CHECK(none.weighed[0].choice.outlay == Approx(1.375));
    CHECK(none.weighed[0].choice.value == Approx(1.3375).epsilon(.002));
    CHECK(none.weighed[1].choice.outlay == Approx(2.625));
    CHECK(none.asked_for.empty());
    // The firm of rank 4 (row 6): 15 under contract. It builds 2.5 from what it has above the reserve of 1, and a loan.
    const Decision builds = replay.decision(6, 2026);
    CHECK(builds.expanded());
    CHECK(builds.expected[2].contracted == Approx(15));
    REQUIRE(builds.asked_for.size() == 1);
    CHECK(builds.asked_for[0].choice.expansion == Approx(2.5));
    CHECK(builds.asked_for[0].choice.npv() == Approx(1.709 - 1.375).epsilon(.002));
    CHECK(builds.reserve == Approx(1));
    CHECK(builds.asked_for[0].funding.own == Approx(2 + 1.5 - .625 - 1 > 1.375 ? 1.375 : 2 + 1.5 - .625 - 1));
    CHECK(builds.asked_for[0].funding.complete);
    CHECK(builds.invested == Approx(1.375));
}

TEST_CASE("a firm that is not there takes no decision") {
    Scenario s = two_areas();
    s.entry_exit.entry_rate = .3;
    Replay replay(s, s, {3, 0});
    const Decision unborn = replay.decision(panel_rows(s) - 1, 2027);
    CHECK_FALSE(unborn.taken);
    CHECK_FALSE(unborn.born);
    bool ended = false;
    for (int row = 0; row < 60; ++row) {
        const Decision d = replay.decision(row, 2033);
        ended = ended || (d.born && !d.taken);
    }
    CHECK(ended);
}
