// SPDX-License-Identifier: Apache-2.0
// One technology area without the others: what its firms decide is the same to the last bit, where areas share nothing,
// and where they begin apart; countries whose areas share something are told from others.
#include "sim/replay/areas.hpp"

#include "config/parameter.hpp"
#include "sim/replay/replay.hpp"
#include "tests/sim/packaged.hpp"

#include <cstring>
#include <functional>
#include <string>

using namespace drumbeat;

namespace {

// Three areas of the Dutch country, small; every rule of expectation.
Scenario three_areas() {
    Scenario s = packaged_scenario("netherlands-2026");
    s.segments.resize(3);
    for (Segment& segment : s.segments) segment.initial.smes = 9, segment.initial.midcaps = 3;
    s.time.burn_in_years = 5, s.time.horizon_years = 8;
    s.tender.build_to_order_share = .5;
    s.private_investors.enabled = true, s.private_investors.intercept = 1;
    using enum Expectation;
    using enum InvestmentRule;
    for (FirmClass* c : {&s.firms.sme, &s.firms.midcap, &s.firms.prime})
        c->behaviour.parts = {
            {1, rational, real_option}, {1, adaptive, npv}, {1, naive, newsvendor}, {1, bayesian, bad_news}};
    return s;
}

// Every number that a decision tells of its firm, one after the other.
std::vector<double> numbers_of(const Decision& d) {
    std::vector<double> all{d.weight,
                            d.size,
                            d.capacity,
                            d.under_construction,
                            d.cash,
                            d.debt,
                            d.reserve,
                            d.earnings,
                            d.interest_rate,
                            d.trust,
                            d.hazard,
                            d.share,
                            d.unit_margin,
                            d.hurdle,
                            d.built_to_order,
                            d.best.value,
                            d.best.cost,
                            d.best.trigger,
                            d.invested,
                            d.applicant.bank_room,
                            d.applicant.cover,
                            static_cast<double>(d.binding),
                            static_cast<double>(d.relaxations),
                            static_cast<double>(d.bids),
                            static_cast<double>(d.wins),
                            static_cast<double>(d.firm.segment),
                            static_cast<double>(d.firm.ordinal)};
    for (const ExpectedYear& y : d.expected) all.insert(all.end(), {y.sum, y.log_sd, y.contracted, y.open});
    for (const HeardYear& h : d.heard) all.insert(all.end(), {h.believed, h.log_sd});
    for (const WeighedExpansion& w : d.weighed) all.insert(all.end(), {w.choice.value, w.funding.bank, w.funding.fund});
    return all;
}

bool same_bits(const Decision& a, const Decision& b) {
    const std::vector<double> x = numbers_of(a), y = numbers_of(b);
    return a.taken == b.taken && x.size() == y.size() &&
           std::memcmp(x.data(), y.data(), x.size() * sizeof(double)) == 0;
}

struct Change {
    const char* name;
    std::function<void(OrderStream&)> make;
};
const Change changes[] = {{"a lever", [](OrderStream& o) { o.cv = .1, o.notice_years = 4; }},
                          {"a fact of the world", [](OrderStream& o) { o.lot_size_cv = .5, o.cancellation = .05; }},
                          {"nothing", [](OrderStream&) {}}};

// Decisions of firms of every area, before the policy, in its first year and later, alone and among the others.
int compare(const Scenario& base, const Scenario& arm) {
    Replay replay(base, arm, {11, 2});
    int taken = 0;
    for (const int year : {2026, 2027, 2032})
        for (int row = 1; row < 39; row += 6) {
            const Decision was = replay.decision(row, year);
            if (!was.taken) continue;
            for (const Change& change : changes) {
                Scenario changed = arm;
                change.make(changed.segments[static_cast<std::size_t>(was.firm.segment)].orders);
                const Decision whole = replay.decision(was.firm, year, changed);
                const Decision alone = replay.decision_in_area(was.firm, year, changed);
                CAPTURE(row);
                CAPTURE(year);
                CAPTURE(change.name);
                CHECK(same_bits(whole, alone));
                if (std::string(change.name) == "nothing") CHECK(same_bits(was, alone));
                taken += whole.taken ? 1 : 0;
            }
        }
    return taken;
}

} // namespace

TEST_CASE("an area alone decides as it does among the others, where areas share nothing") {
    Scenario s = three_areas();
    REQUIRE(areas_are_apart(s));
    CHECK(compare(s, s) > 30);
    s.supply_chain.enabled = s.european_buyer.enabled = s.macro.enabled = true;
    s.threat.enabled = true, s.threat.switch_probability = .3, s.threat.shift = 0;
    s.neutral.by = NeutralBy::exact;
    REQUIRE(areas_are_apart(s));
    CHECK(compare(three_areas(), s) > 30);
}

TEST_CASE("where areas share money only their past is simulated alone, and decisions are the same") {
    const Scenario base = three_areas();
    Scenario s = base;
    s.secfund.enabled = true, s.secfund.budget_meur = 4; // little, so that whoever comes first leaves less for others
    s.subsidy.rate = .2, s.subsidy.budget_share = .01;
    s.economic_affairs.enabled = true, s.economic_affairs.generic_meur = 40, s.economic_affairs.targeted_share = .5;
    REQUIRE_FALSE(areas_are_apart(s));
    REQUIRE(areas_begin_apart(s));
    CHECK(compare(base, s) > 30);
    s.regions.enabled = s.research.enabled = true;
    REQUIRE_FALSE(areas_begin_apart(s));
    CHECK(compare(base, s) > 30);
}

TEST_CASE("research of firms alone stays in their area, and public research begins with the policy") {
    Scenario base = three_areas();
    base.research.enabled = true;
    REQUIRE(areas_are_apart(base));
    CHECK(compare(base, base) > 30);
    Scenario s = base;
    s.institutes.enabled = s.innovation_agency.enabled = true, s.innovation_agency.budget_meur = 20;
    REQUIRE_FALSE(areas_are_apart(s));
    REQUIRE(areas_begin_apart(s));
    CHECK(compare(base, s) > 30);
    CHECK(compare(s, s) > 30);
}

TEST_CASE("the policy of an arm that ends within the horizon ends for an area alone too") {
    const Scenario base = three_areas();
    Scenario s = base;
    s.time.policy_until = 2029;
    for (Segment& segment : s.segments) segment.orders.minimum_quantity = .8, segment.orders.framework_years = 5;
    CHECK(compare(base, s) > 30);
}

TEST_CASE("each thing that areas may share is seen") {
    const std::function<void(Scenario&)> shared[] = {
        [](Scenario& s) { s.secfund.enabled = true; },
        [](Scenario& s) { s.subsidy.rate = .1; },
        [](Scenario& s) { s.institutes.enabled = true; },
        [](Scenario& s) { s.innovation_agency.enabled = true; },
        [](Scenario& s) { s.regions.enabled = true; },
        [](Scenario& s) { s.economic_affairs.enabled = true; },
        [](Scenario& s) { s.civil.enabled = true; },
        [](Scenario& s) { s.finance.bank = BankModel::balance; },
        [](Scenario& s) { s.ministry.steering = Steering::responsive; },
        [](Scenario& s) { s.private_investors.model = InvestorModel::funds; },
        [](Scenario& s) { s.segments[1].leased_site_meur = 5; },
        [](Scenario& s) { s.threat.enabled = true, s.threat.shift = .2; }};
    for (const auto& share : shared) {
        Scenario s = three_areas();
        share(s);
        CHECK_FALSE(areas_are_apart(s));
    }
    Scenario s = three_areas();
    s.finance.bank = BankModel::balance;
    CHECK_FALSE(areas_begin_apart(s)); // it lends before any policy
}

TEST_CASE("an area is not put into a country of other firms or of another year") {
    const Scenario s = three_areas();
    TableShelf shelf;
    Desk desk;
    RunRecord prelude;
    World country, alone;
    burn_in(*prepare(s, s, shelf), {11, 2}, country, desk, prelude);
    burn_in(*prepare(s, s, shelf, Area{1}), {11, 2}, alone, desk, prelude);
    World same = country;
    CHECK(graft(same, alone, Area{1}));
    for (const Row row : country.firms.rows()) CHECK(same.accounts.cash(row) == country.accounts.cash(row));
    CHECK(same.firms.area == country.firms.area);
    CHECK_FALSE(graft(same, alone, Area{2}));
    alone.year += 1;
    CHECK_FALSE(graft(same, alone, Area{1}));
}
