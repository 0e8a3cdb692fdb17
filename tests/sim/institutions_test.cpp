// SPDX-License-Identifier: Apache-2.0
// Each institution around firms and buyer, and each late lever: switched on, it changes what it should, and nothing
// else.
#include "country.hpp"
#include "packaged.hpp"
#include "runs.hpp"
#include "sim/firm/standing.hpp"
#include "sim/world/birth.hpp"

#include "agents/production.hpp"

#include <cmath>
#include <functional>
#include <set>

using namespace drumbeat;
using doctest::Approx;

namespace {

// Two Dutch areas, short enough to run often, with money for expansions.
Scenario two_areas() {
    Scenario s = packaged_scenario("netherlands-2026");
    s.segments.erase(s.segments.begin() + 5);
    s.segments.resize(2);
    s.time.burn_in_years = 8, s.time.horizon_years = 10;
    for (Segment& segment : s.segments) segment.orders.framework_years = 3;
    return s;
}

// The outcomes that differ in some replication, by name.
std::set<std::string> changed(const std::vector<RunRecord>& a, const std::vector<RunRecord>& b) {
    std::set<std::string> names;
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t o = 0; o < outcome_count; ++o) {
            const double x = a[i].outcome[o], y = b[i].outcome[o];
            if (x != y && !(std::isnan(x) && std::isnan(y))) names.insert(std::string(outcomes[o].name));
        }
    return names;
}

using Names = std::set<std::string>;

} // namespace

TEST_CASE("threat: what is called off under older contracts loses value, and nothing else changes") {
    Scenario s = two_areas();
    const auto without = runs(s, 6);
    s.threat.enabled = true;
    CHECK(changed(without, runs(s, 6)) == Names{"obsolescence_meur"});
    s.threat.switch_probability = 0;
    CHECK(mean(runs(s, 6), Outcome::obsolescence_meur) == 0);
    CHECK(std::isnan(without[0].at(Outcome::obsolescence_meur)));
}

TEST_CASE("threat: one-year frameworks commit to nothing, and the loss rises with their length") {
    Scenario s = two_areas();
    s.threat.enabled = true;
    double before = -1;
    for (const int years : {1, 2, 4, 8}) {
        for (Segment& segment : s.segments) segment.orders.framework_years = years;
        const double loss = mean(runs(s, 6), Outcome::obsolescence_meur);
        if (years == 1) CHECK(loss == 0);
        CHECK(loss > before);
        before = loss;
    }
}

TEST_CASE("threat: every contract obsolete in every year loses its share of what it calls off") {
    Scenario s = two_areas();
    s.threat.enabled = true, s.threat.switch_probability = 1, s.threat.obsolescence = .25;
    Country c(s);
    while (c.world.year < c.prepared->policy_year) c.pass_year();
    c.records = false;
    const double before = c.world.totals.orders;
    c.begin_year(), c.plan(), c.commit(); // all that is called off here was signed before
    CHECK(c.world.totals.obsolescence == Approx(.25 * (c.world.totals.orders - before)));
    c.tender(); // and what is signed now is for the new threat
    CHECK(c.world.totals.obsolescence < .25 * (c.world.totals.orders - before));
}

TEST_CASE("threat: the plan moves to the other areas and keeps its sum; the ministry may end what became obsolete") {
    Scenario s = two_areas();
    s.threat = {true, .5, 2300, .4, .3, 0};
    Country c(s);
    while (c.world.year < c.prepared->policy_year) c.pass_year();
    const auto sum = [&] { return c.planned(Area{0}) + c.planned(Area{1}); };
    while (c.world.year + 1 < c.prepared->years) {
        ++c.world.year;
        const double before = sum();
        change_threats(c.year(), c.world.areas);
        CHECK(sum() == Approx(before).epsilon(1e-12));
    }
    CHECK(c.world.areas[Area{0}].plan_factor != 1);

    const auto held = runs(s, 6);
    s.threat.response = 1;
    CHECK(mean(runs(s, 6), Outcome::obsolescence_meur) == 0);
    CHECK(mean(held, Outcome::obsolescence_meur) > 0);
}

TEST_CASE("regions: without density, scarcity and wages they change nothing") {
    Scenario s = two_areas();
    const auto without = runs(s, 6);
    s.regions = {true, 5, .6, 0, 5, 0};
    CHECK(changed(without, runs(s, 6)) == Names{});
    s.regions.labour_growth = 0;
    CHECK(changed(without, runs(s, 6)).contains("investment_meur"));
}

TEST_CASE("regions: scarce labour leaves plant idle, and is dear") {
    Scenario s = two_areas();
    s.budget.final_defence_meur = 45000;
    s.regions = {true, 3, .6, 0, 5, 0};
    const auto slack = runs(s, 12);
    s.regions.labour_growth = .005;
    const auto tight = runs(s, 12);
    CHECK(mean(tight, Outcome::exports_meur) < mean(slack, Outcome::exports_meur));
    CHECK(mean(tight, Outcome::delay_years) >= mean(slack, Outcome::delay_years));
    s.regions.wage_response = .15;
    CHECK(mean(runs(s, 12), Outcome::unit_cost) > mean(tight, Outcome::unit_cost));
}

TEST_CASE("regions: density lowers unit cost where output has grown, and raises it where it has shrunk") {
    Scenario s = two_areas();
    s.regions = {true, 3, .6, .05, 5, 0};
    Country c(s);
    for (int year = 0; year < 3; ++year) c.pass_year();
    c.world.in.ecosystems.regions[Region{0}].output = 2 * c.world.in.ecosystems.regions[Region{0}].output_at_rest;
    c.world.in.ecosystems.regions[Region{1}].output = .5 * c.world.in.ecosystems.regions[Region{1}].output_at_rest;
    c.begin_year(), c.do_research();
    for (const Row r : c.firms().rows()) {
        if (c.firms().region[r] == Region{0}) CHECK(c.firms().conditions[r] == Approx(.95));
        if (c.firms().region[r] == Region{1}) CHECK(c.firms().conditions[r] == Approx(1 / .95));
    }
}

TEST_CASE("regions: a firm's region depends on nobody else, and firms of an area live in its ecosystem") {
    Scenario s = two_areas();
    s.regions.enabled = true, s.regions.home_share = 1;
    Country c(s);
    for (const Row row : c.firms().rows()) CHECK(c.firms().region[row].number == c.firms().area[row].number);
}

TEST_CASE("research: at rest it changes nothing that is bought or built; with an effect of knowledge on cost it does") {
    Scenario s = two_areas();
    const auto without = runs(s, 6);
    s.research.enabled = true, s.research.cost_elasticity = 0;
    CHECK(changed(without, runs(s, 6)) == Names{"knowledge", "rd_meur", "public_rd_meur"});
    CHECK(mean(runs(s, 6), Outcome::public_rd_meur) == 0);
    s.research.cost_elasticity = .1;
    CHECK(changed(without, runs(s, 6)).contains("unit_cost"));
}

TEST_CASE("institutes: public research raises firms' own and their knowledge, out of procurement's money") {
    Scenario s = two_areas();
    s.research.enabled = true;
    const auto without = runs(s, 12);
    s.institutes.enabled = true;
    const auto with = runs(s, 12);
    const int years = s.time.start_year + s.time.horizon_years - s.time.policy_from;
    CHECK(mean(with, Outcome::public_rd_meur) == Approx(35 * years));
    CHECK(mean(with, Outcome::knowledge) > mean(without, Outcome::knowledge));
    CHECK(mean(with, Outcome::rd_meur) > mean(without, Outcome::rd_meur));
    CHECK(mean(with, Outcome::public_money_meur) == Approx(mean(without, Outcome::public_money_meur)).epsilon(.003));
    s.institutes.paid_from = PaidFrom::extra;
    CHECK(mean(runs(s, 12), Outcome::public_money_meur) - mean(without, Outcome::public_money_meur) ==
          Approx(35 * years).epsilon(.05));
}

TEST_CASE("institutes: an area without focus gets no projects") {
    Scenario s = two_areas();
    s.research.enabled = s.institutes.enabled = true;
    s.institutes.success = 1;
    s.segments[1].focus = 0;
    Country c(s);
    while (c.world.year <= c.prepared->policy_year) c.pass_year();
    PerArea<double> ready(2);
    for (const Row row : c.firms().rows()) ready[c.firms().area[row]] += c.firms().readiness[row];
    CHECK(ready[Area{0}] > 0);
    CHECK(ready[Area{1}] == 0);
}

TEST_CASE("agency: open calls bring more than specified ones, by an assumed sign that can be switched off") {
    Scenario s = two_areas();
    s.research.enabled = s.innovation_agency.enabled = true;
    const auto innovated = [](const Scenario& country, int replication) {
        Country c(country, static_cast<std::uint32_t>(replication));
        while (c.world.year <= c.prepared->policy_year + 5) c.pass_year();
        double sum = 0;
        for (const double log_change : c.firms().innovation) sum -= log_change;
        return sum;
    };
    const auto total = [&](const Scenario& country) {
        double sum = 0;
        for (int i = 0; i < 8; ++i) sum += innovated(country, i);
        return sum;
    };
    Scenario specified = s;
    specified.innovation_agency.open_share = 0;
    CHECK(total(s) > 1.5 * total(specified));
    CHECK(total(specified) > 0);
    CHECK(effective([&] {
              Scenario off = s;
              off.assumed_signs = false;
              return off;
          }())
              .innovation_agency.success_specified == s.innovation_agency.success_open);
}

TEST_CASE("agency: failing projects that are ended early leave money for others") {
    Scenario s = two_areas();
    s.research.enabled = s.innovation_agency.enabled = true;
    s.innovation_agency.success_open = 0;
    Country c(s);
    while (c.world.year <= c.prepared->policy_year) c.pass_year();
    CHECK(c.world.in.research.by_state + c.world.in.research.agency_cash == Approx(200));
    CHECK(c.world.in.research.agency_cash > 100);
}

TEST_CASE(
    "economic affairs: every firm loses by size what becomes targeted money, and chosen firms get a shareholder") {
    Scenario s = two_areas();
    s.economic_affairs.enabled = true, s.economic_affairs.targeted_share = .5;
    Country c(s);
    while (c.world.year < c.prepared->policy_year) c.pass_year();
    const Accounts before = c.world.accounts;
    double size = 0;
    for (const Row row : c.firms().rows()) size += c.firms().alive[row] ? c.firms().size[row] : 0;
    c.world.in.participations.move_incentives(c.year(), c.firms(), c.world.accounts);
    CHECK(c.world.in.participations.cash == Approx(.5 * 185));
    CHECK(before.cash(Row{3}) - c.world.accounts.cash(Row{3}) == Approx(.5 * 185 * c.firms().size[Row{3}] / size));
    const auto with = runs(s, 12);
    CHECK(mean(with, Outcome::participation_meur) > 0);
    s.economic_affairs.targeted_share = 0;
    CHECK(mean(runs(s, 6), Outcome::participation_meur) == 0);
}

TEST_CASE("economic affairs: with skill, more of the chosen firms are good ones") {
    Scenario s = two_areas();
    s.economic_affairs.enabled = true;
    const auto good_among_chosen = [](const Scenario& country) {
        int good = 0, chosen = 0;
        for (std::uint32_t i = 0; i < 10; ++i) {
            Country c(country, i);
            while (c.world.year < c.prepared->policy_year) c.pass_year();
            Firms& f = c.firms();
            for (const Row r : f.rows()) f.value_to_cost[r] = r.number % 4 == 0 ? 1 : .5;
            c.world.in.participations.cash = 20;
            c.world.in.participations.choose(c.year(), c.firms());
            for (const Row r : f.rows())
                if (f.chosen[r]) ++chosen, good += r.number % 4 == 0;
        }
        REQUIRE(chosen > 50);
        return good / double(chosen);
    };
    s.economic_affairs.forecast_skill = .5;
    const double coin = good_among_chosen(s); // a quarter of all firms is good; the draw orders them, not their size
    s.economic_affairs.forecast_skill = .95;
    CHECK(good_among_chosen(s) > coin + .2);
    CHECK(std::abs(coin - .25) < .15);
}

TEST_CASE("economic affairs: a stake fails when what it built is gone, and proceeds are invested again") {
    Scenario s = two_areas();
    s.economic_affairs.enabled = true, s.economic_affairs.targeted_share = .5, s.economic_affairs.exit_years = 3;
    s.economic_affairs.retained = 0;
    const double ended = mean(runs(s, 6), Outcome::failed_bets); // firms that no longer exist
    CHECK(ended < .1);
    s.economic_affairs.retained = 1;
    s.investment.depreciation = .3;
    CHECK(mean(runs(s, 6), Outcome::failed_bets) > .1 + ended);
}

TEST_CASE("foreign investors: screening stops some rounds, and without it firms are moved abroad") {
    Scenario s = two_areas();
    s.private_investors.enabled = true, s.private_investors.intercept = 1;
    s.finance.debt_to_earnings = .5, s.finance.loan_to_value = .2;
    const auto none = runs(s, 10);
    s.foreign_investors.share = .8, s.foreign_investors.takeover = 0;
    const auto tame = runs(s, 10);
    CHECK(changed(none, tame) == Names{"screened_meur", "taken_over"});
    s.foreign_investors.takeover = .3;
    const auto open = runs(s, 10);
    CHECK(mean(open, Outcome::taken_over) > 0);
    CHECK(mean(open, Outcome::exits) > mean(none, Outcome::exits));
    s.foreign_investors.screening = true, s.foreign_investors.pass = .5;
    const auto screened = runs(s, 10);
    CHECK(mean(screened, Outcome::taken_over) == 0);
    CHECK(mean(screened, Outcome::screened_meur) > 0);
    CHECK(mean(screened, Outcome::private_equity_meur) < mean(none, Outcome::private_equity_meur));
}

TEST_CASE("leased sites: one midcap gets the plant when it opens, the ministry pays rent, and it is no scale-up") {
    Scenario s = two_areas();
    Country bare(s);
    s.segments[0].leased_site_meur = 50;
    Country c(s);
    while (c.world.year <= c.prepared->policy_year) c.pass_year(), bare.pass_year();
    CHECK(c.firms().capacity == bare.firms().capacity);
    c.begin_year(), bare.begin_year();
    c.plan(), bare.plan();
    int tenants = 0;
    for (const Row r : c.firms().rows()) {
        const double more = c.firms().capacity[r] - bare.firms().capacity[r];
        if (more == 0) continue;
        ++tenants;
        CHECK(more == Approx(50));
        CHECK(c.firms().size_class[r] == SizeClass::midcap);
        CHECK(c.firms().area[r] == Area{0});
    }
    CHECK(tenants == 1);
    CHECK(c.world.accounts.ledger().paid(Sector::ministry, Purpose::rent) == Approx(.15 * .45 * 50));
    CHECK(c.world.owed == Approx(bare.world.owed).epsilon(1e-9));
}

TEST_CASE("civil: idle dual-use plant earns, and that makes expansions worth more") {
    Scenario s = two_areas();
    s.civil.enabled = true, s.civil.candidate_rate = 0;
    for (Segment& segment : s.segments) segment.dual_use = 0;
    const auto none = runs(s, 10);
    CHECK(mean(none, Outcome::civil_sales_meur) == 0);
    s.civil.enabled = false;
    CHECK(changed(none, runs(s, 10)) == Names{"civil_entries", "civil_sales_meur"});
    s.civil.enabled = true;
    for (Segment& segment : s.segments) segment.dual_use = 1;
    const auto dual = runs(s, 10);
    CHECK(mean(dual, Outcome::civil_sales_meur) > 0);
    CHECK(mean(dual, Outcome::investment_meur) > mean(none, Outcome::investment_meur));
}

TEST_CASE("civil: firms enter when turning plant is cheap, and stay away when it is dear") {
    Scenario s = two_areas();
    s.civil.enabled = true, s.civil.candidate_rate = .3, s.civil.margin = .02;
    s.budget.final_defence_meur = 45000;
    s.civil.conversion_cost = .02;
    CHECK(mean(runs(s, 6), Outcome::civil_entries) > 0);
    s.civil.margin = .5;
    CHECK(mean(runs(s, 6), Outcome::civil_entries) == 0);
}

TEST_CASE("supply chain: gross turnover at rest is final demand and parts, and smaller firms sell less to others") {
    Scenario s = two_areas();
    Country bare(s);
    s.supply_chain.enabled = true;
    Country c(s);
    const double prime = 800, parts = .65 * .4 * (1 - .175) * prime;
    CHECK(parts_at_rest(s, Area{0}) == Approx(parts));
    CHECK(parts_at_rest(s, Area{1}) == 0); // no primes there
    double gross = 0, final = 0, exports = 0;
    for (const Row r : c.firms().rows()) {
        if (c.firms().area[r] != Area{0}) continue;
        gross += c.firms().size[r], final += c.firms().sustainment_share[r], exports += c.firms().exports[r];
    }
    CHECK(gross == Approx(464 + 170 + 620 + parts));
    CHECK(final == Approx(1));
    CHECK(exports == Approx(620));
}

TEST_CASE("supply chain: primes' orders reach smaller firms, amplified by the bullwhip") {
    Scenario s = two_areas();
    s.supply_chain.enabled = true;
    const auto spread = [](const Scenario& country) {
        double sum = 0;
        for (std::uint32_t i = 0; i < 6; ++i) {
            Country c(country, i);
            std::vector<double> parts;
            while (c.world.year < c.prepared->years) {
                const double before = c.world.totals.parts;
                c.pass_year();
                parts.push_back(c.world.totals.parts - before);
            }
            double mean = 0, square = 0;
            for (std::size_t y = 8; y < parts.size(); ++y) mean += parts[y], square += parts[y] * parts[y];
            const auto n = static_cast<double>(parts.size() - 8);
            sum += std::sqrt(square / n - mean * mean / (n * n)) / (mean / n);
        }
        return sum / 6;
    };
    s.supply_chain.bullwhip = 1;
    const double plain = spread(s);
    s.supply_chain.bullwhip = 1.8;
    CHECK(spread(s) > 1.2 * plain);
    CHECK(plain > 0);
}

TEST_CASE("European buyer: partners order from those who win, small firms are not admitted, and none pooled is none") {
    Scenario s = two_areas();
    const auto none = runs(s, 8);
    s.european_buyer.enabled = true, s.european_buyer.pooled_share = 0;
    CHECK(changed(none, runs(s, 8)) == Names{"partner_orders_meur"});
    s.european_buyer.pooled_share = .4, s.european_buyer.access_meur = 0, s.european_buyer.preference = .05;
    const auto pooled = runs(s, 8);
    CHECK(mean(pooled, Outcome::partner_orders_meur) > 0);
    CHECK(mean(pooled, Outcome::exports_meur) > mean(none, Outcome::exports_meur));
    CHECK(mean(pooled, Outcome::unit_cost) < mean(none, Outcome::unit_cost));
    s.european_buyer.access_meur = 100000;
    CHECK(mean(runs(s, 8), Outcome::partner_orders_meur) == 0);
}

TEST_CASE("macro: accounts change nothing but themselves") {
    Scenario s = two_areas();
    const auto none = runs(s, 6);
    s.macro.enabled = true;
    const auto with = runs(s, 6);
    for (const std::string& name : changed(none, with)) {
        const bool account = name.starts_with("value_added") || name.starts_with("jobs") ||
                             name.ends_with("gdp_share") || name.starts_with("gdp_effect") ||
                             name.find("payoff") != std::string::npos;
        CHECK_MESSAGE(account, name);
    }
    CHECK(mean(with, Outcome::jobs_gross) > 0);
    CHECK(mean(with, Outcome::gdp_effect_low_meur) == 0);
}

TEST_CASE("sale of plant: firms sell what brings less than its resale value, never in a world without resale") {
    Scenario s = two_areas();
    const auto never = runs(s, 6);
    s.investment.sale = true;
    CHECK(mean(runs(s, 6), Outcome::plant_sold_meur) > 0);
    for (Segment& segment : s.segments) segment.technology.resale = 0;
    CHECK(mean(runs(s, 6), Outcome::plant_sold_meur) == 0);
    CHECK(mean(never, Outcome::plant_sold_meur) == 0);
}

TEST_CASE("budget: a cut comes unforeseen, lasts, and leaves the years before it alone; the way there has a shape") {
    Scenario s = two_areas();
    s.budget.final_defence_meur = 45000, s.budget.ramp_years = 8;
    const auto smooth = runs(s, 3);
    s.budget.cut_year = s.time.start_year + 5, s.budget.cut_share = .25;
    auto cut = runs(s, 3);
    for (int year = 0; year < s.time.horizon_years; ++year) {
        auto before = smooth;
        for (std::size_t i = 0; i < cut.size(); ++i) {
            const double kept = year < 5 ? 1 : .75;
            CHECK(cut[i].at(Yearly::planned_orders_meur, year, 0) ==
                  Approx(kept * before[i].at(Yearly::planned_orders_meur, year, 0)).epsilon(1e-12));
            if (year < 5) // not foreseen: nothing at all differs
                CHECK(cut[i].at(Yearly::investment_meur, year, 0) == before[i].at(Yearly::investment_meur, year, 0));
        }
    }
    s.budget.cut_year = 2300, s.budget.ramp_power = .5;
    auto early = runs(s, 1);
    const double full = early[0].at(Yearly::planned_orders_meur, 9, 0),
                 first = early[0].at(Yearly::planned_orders_meur, 0, 0);
    CHECK(early[0].at(Yearly::planned_orders_meur, 2, 0) == Approx(first + .5 * (full - first)));
}

TEST_CASE("breach: part of the requirement comes a year later, trust falls, and with it firms' faith in the roadmap") {
    Scenario s = two_areas();
    auto kept = runs(s, 6);
    for (Segment& segment : s.segments) segment.orders.breach_probability = 1;
    auto broken = runs(s, 6);
    double trust_kept = 0, trust_broken = 0;
    for (std::size_t i = 0; i < kept.size(); ++i)
        trust_kept += kept[i].at(Yearly::trust, 8, 0), trust_broken += broken[i].at(Yearly::trust, 8, 0);
    CHECK(trust_broken < .8 * trust_kept);
    CHECK(mean(broken, Outcome::public_money_meur) == Approx(mean(kept, Outcome::public_money_meur)).epsilon(.005));
    for (Segment& segment : s.segments) segment.orders.breach_until = s.time.policy_from - 1;
    CHECK(changed(kept, runs(s, 6)) == Names{});
    for (Segment& segment : s.segments) segment.orders.breach_until = s.time.policy_from + 1;
    auto mended = runs(s, 6);
    double trust_mended = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) trust_mended += mended[i].at(Yearly::trust, 8, 0);
    CHECK(trust_mended > trust_broken);
}

TEST_CASE("tender: lots that are reserved go to no prime") {
    Scenario s = two_areas();
    const auto orders_of_primes = [](const Scenario& country) {
        Country c(country, 1);
        double sum = 0;
        for (int year = 0; year < 6; ++year) {
            c.until_awards();
            for (const Row r : c.firms().rows())
                if (c.firms().size_class[r] == SizeClass::prime) sum += c.firms().awarded_money[r];
            c.believe(), c.rest_of_year();
        }
        return sum;
    };
    CHECK(orders_of_primes(s) > 0);
    s.tender.reserved_share = 1;
    CHECK(orders_of_primes(s) == 0);
}

TEST_CASE("a policy that ends: the base again from the next year on, and the same as no end before") {
    Scenario base = two_areas(), arm = base;
    arm.budget.extra_share = .5;
    for (Segment& segment : arm.segments) segment.orders.framework_years = 6, segment.orders.minimum_quantity = .8;
    arm.secfund.enabled = arm.private_investors.enabled = true;
    TableShelf shelf;
    const auto world = prepare(base, base, shelf);
    const auto run = [&](const Scenario& s) { return simulate(*world, *prepare(s, base, shelf), {5, 0}); };
    RunRecord lasting = run(arm);
    arm.time.policy_until = base.time.start_year + 4;
    RunRecord ended = run(arm);
    for (int year = 0; year < base.time.horizon_years; ++year) {
        const double with = lasting.at(Yearly::planned_orders_meur, year, 0);
        const double after = ended.at(Yearly::planned_orders_meur, year, 0);
        CHECK(after == Approx(year > 4 ? with / 1.5 : with));
        if (year <= 4) CHECK(ended.at(Yearly::orders_meur, year, 0) == lasting.at(Yearly::orders_meur, year, 0));
    }
    arm.time.policy_until = base.time.start_year + base.time.horizon_years - 1;
    CHECK(changed({lasting}, {run(arm)}) == Names{});
}

TEST_CASE("launching customer: what is delivered at home sells abroad") {
    CHECK(launching_customer_factor(1, .3) == 1);
    CHECK(launching_customer_factor(2, .3) == Approx(1.2311).epsilon(1e-4));
    CHECK(launching_customer_factor(100, .5) == Approx(2)); // held at four times the usual
    CHECK(launching_customer_factor(0, .5) == Approx(.5));
    CHECK(launching_customer_factor(3, 0) == 1);
    Scenario s = two_areas();
    const auto none = runs(s, 6);
    for (Segment& segment : s.segments) segment.launching_customer = .3;
    CHECK(changed(none, runs(s, 6)).contains("exports_meur"));
    s.assumed_signs = false;
    Scenario off = two_areas();
    off.assumed_signs = false;
    CHECK(changed(runs(off, 2), runs(s, 2)) == Names{});
    Country c(s = [] {
        Scenario t = two_areas();
        for (Segment& segment : t.segments) segment.launching_customer = 1;
        return t;
    }());
    c.pass_year();
    c.begin_year();
    c.firms().home_deliveries[Row{1}] = 2;
    CHECK(usual_exports(c.year(), c.firms(), Row{1}) == Approx(2 * c.firms().exports[Row{1}]));
}

TEST_CASE("a policy that ends takes its institutes along, and leaves its leases") {
    Scenario base = two_areas(), arm = base;
    base.research.enabled = arm.research.enabled = true;
    arm.institutes.enabled = true;
    arm.segments[0].leased_site_meur = 40;
    arm.time.policy_until = base.time.start_year + 4;
    TableShelf shelf;
    const auto world = prepare(base, base, shelf);
    const RunRecord ended = simulate(*world, *prepare(arm, base, shelf), {5, 0});
    const int years = arm.time.policy_until - arm.time.policy_from + 1;
    CHECK(ended.at(Outcome::public_rd_meur) == Approx(35 * years));
    CHECK(ended.at(Outcome::leased_capacity_meur) == Approx(40));
    arm.institutes.enabled = false, arm.research.enabled = base.research.enabled = false;
    const auto plain = prepare(base, base, shelf);
    Scenario none = arm;
    none.segments[0].leased_site_meur = 0;
    const double with = simulate(*plain, *prepare(arm, base, shelf), {5, 0}).at(Outcome::orders_meur);
    const double without = simulate(*plain, *prepare(none, base, shelf), {5, 0}).at(Outcome::orders_meur);
    const int leased = base.time.start_year + base.time.horizon_years - arm.time.policy_from - 1; // opens a year later
    CHECK(without - with == Approx(leased * .15 * .45 * 40).epsilon(.25)); // rent goes on, out of procurement
}

TEST_CASE("economic affairs: what finds no expansion is given back the next year") {
    Scenario s = two_areas();
    s.economic_affairs.enabled = true, s.economic_affairs.targeted_share = .5;
    Country c(s);
    while (c.world.year < c.prepared->policy_year) c.pass_year();
    c.world.in.participations.move_incentives(c.year(), c.firms(), c.world.accounts);
    const double moved = c.world.in.participations.cash, cash = c.world.accounts.cash(Row{3});
    c.world.in.participations.cash += 7; // from stakes that were sold
    c.world.in.participations.move_incentives(
        c.year(), c.firms(), c.world.accounts); // nothing was invested: back, and the same amount again
    CHECK(c.world.accounts.cash(Row{3}) == Approx(cash));
    CHECK(c.world.in.participations.cash == Approx(moved + 7));
    CHECK(c.world.in.participations.moved == Approx(moved));
}

TEST_CASE("macro: research that a policy pays for shows in the share of GDP") {
    Scenario base = two_areas();
    base.research.enabled = base.macro.enabled = true;
    Scenario arm = base;
    arm.institutes.enabled = true, arm.institutes.budget_meur = 500, arm.institutes.paid_from = PaidFrom::extra;
    TableShelf shelf;
    const auto world = prepare(base, base, shelf);
    const double without = simulate(*world, *world, {5, 0}).at(Outcome::rd_gdp_share);
    const double with = simulate(*world, *prepare(arm, base, shelf), {5, 0}).at(Outcome::rd_gdp_share);
    CHECK(with - without > .9 * 500 / (1130000 * std::pow(1.013, base.time.horizon_years - 1)));
}
