// SPDX-License-Identifier: Apache-2.0
// The state's fund: whom it joins, and how far.
#include "tests/sim/everything.hpp"

#include "sim/replay/replicate.hpp"
#include "sim/world/draws.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace drumbeat;
using doctest::Approx;

namespace {

// A country in which the fund has much to do: little debt, investors who say yes.
Scenario country_of_the_fund() {
    Scenario s = busy_country();
    s.finance.debt_to_earnings = .9;
    s.private_investors.enabled = true;
    s.private_investors.intercept = 4;
    s.private_investors.ticket_max_meur = 500;
    s.secfund.enabled = true;
    s.secfund.budget_meur = 400;
    s.secfund.paid_in_years = 1;
    return s;
}

// Does something after each year of a run.
template <class Look> void each_year(const Scenario& s, std::uint32_t replication, Look&& look) {
    World world;
    RunRecord record;
    Desk desk;
    walk({s, s}, {3, replication}, world, record, [&](const Year& y, RunRecord* kept) {
        tick(y, world, desk, kept);
        look(y, world);
    });
}

// The country when a run has ended.
World after_run(const Scenario& s, std::uint32_t replication) {
    World last;
    each_year(s, replication, [&](const Year&, const World& world) { last = world; });
    return last;
}

} // namespace

TEST_CASE("the fund joins no prime, and no firm of an area with too little use outside defence") {
    Scenario s = country_of_the_fund();
    double of_primes = 0;
    double of_first_area = 0;
    double of_others = 0;
    for (std::uint32_t i = 0; i < 6; ++i) {
        s.segments[0].dual_use = .29;
        const Firms f = after_run(s, i).firms;
        for (const Row r : f.rows()) {
            if (f.size_class[r] == SizeClass::prime) of_primes += f.fund_taken[r];
            (f.area[r] == Area(0) ? of_first_area : of_others) += f.fund_taken[r];
        }
    }
    CHECK(of_primes == 0);
    CHECK(of_first_area == 0);
    CHECK(of_others > 0);
    s.segments[0].dual_use = .31;
    double with_first = 0;
    for (std::uint32_t i = 0; i < 6; ++i) {
        const Firms f = after_run(s, i).firms;
        for (const Row r : f.rows()) with_first += f.area[r] == Area(0) ? f.fund_taken[r] : 0;
    }
    CHECK(with_first > 0);
}

TEST_CASE("no company has more of the fund than the largest ticket, however often it comes back") {
    Scenario s = country_of_the_fund();
    s.secfund.ticket_max_meur = 4;
    double most = 0;
    int twice = 0;
    for (std::uint32_t i = 0; i < 8; ++i) {
        const World w = after_run(s, i);
        const Firms& f = w.firms;
        for (const Row r : f.rows()) {
            const auto deals = std::ranges::count(w.in.fund.rounds, r, &Round::row);
            if (deals > 1) ++twice;
            most = std::max(most, f.fund_taken[r] / f.weight[r]);
        }
    }
    MESSAGE("firms that came back: ", twice, ", most that one has: ", most);
    CHECK(twice > 0);
    CHECK(most <= 4 + 1e-12);
    CHECK(most > 3.99);
}

namespace {

Scenario ranked_fund() {
    Scenario s = country_of_the_fund();
    s.secfund.queue = FundQueue::ranked;
    s.secfund.exit = StakeExit::firm;
    s.secfund.exit_years = 2;
    return s;
}

RunRecord run_of(const Scenario& s, std::uint32_t replication) {
    const auto prepared = prepare(s);
    return simulate(*prepared, *prepared, {3, replication});
}

} // namespace

TEST_CASE("a fund alone places nothing, and what it is paid is procurement that is not let") {
    Scenario none = country_of_the_fund();
    none.private_investors.enabled = false;
    none.secfund.enabled = false;
    Scenario alone = none;
    alone.secfund.enabled = true;
    for (std::uint32_t i = 0; i < 3; ++i) {
        const RunRecord with = run_of(alone, i);
        const RunRecord without = run_of(none, i);
        CHECK(with.at(Outcome::secfund_meur) == 0);
        CHECK(with.at(Outcome::orders_meur) < without.at(Outcome::orders_meur));
    }
}

TEST_CASE("a ranked fund takes on so many firms a year, and its reserve is for those in which it has a stake") {
    Scenario s = ranked_fund();
    s.secfund.deals_a_year = 2;
    double most = 0;
    each_year(s, 1, [&](const Year&, const World& w) { most = std::max(most, w.in.fund.deals); });
    CHECK(most >= 2);
    CHECK(most < 2 + 1 + 1e-9); // a row stands for one firm
    s.secfund.deals_a_year = 0;
    CHECK(run_of(s, 1).at(Outcome::secfund_meur) == 0);
    s.secfund.deals_a_year = 100;
    s.secfund.exit_years = 30;
    for (const double reserve : {0., .5, .9, 1.}) {
        s.secfund.reserve = reserve;
        s.secfund.budget_meur = 3;
        std::vector<bool> joined(1000, false);
        double first_tickets = 0;
        std::size_t known = 0;
        each_year(s, 1, [&](const Year&, const World& w) {
            for (; known < w.in.fund.rounds.size(); ++known) {
                const Round& round = w.in.fund.rounds[known];
                if (!joined[round.row.index()]) first_tickets += round.fund;
                joined[round.row.index()] = true;
            }
        });
        CAPTURE(reserve);
        CHECK(first_tickets <= (1 - reserve) * 3 + 1e-9);
        CHECK((first_tickets > 0) == (reserve < 1));
    }
}

TEST_CASE("who comes first at a ranked fund: by focus and signal, in the places that firms of its mandate drew") {
    Scenario s = ranked_fund();
    s.secfund.skill = .999;
    s.segments[1].dual_use = 0; // not of its mandate
    each_year(s, 2, [&](const Year& y, World& w) {
        if (!y.policy) return;
        std::vector<std::pair<double, Row>> drawn;
        for (const Row r : w.firms.rows())
            if (w.firms.alive[r]) drawn.emplace_back(static_cast<double>(drawn.size()), r);
        std::vector<std::pair<double, Row>> ranked = drawn;
        w.in.fund.rank(y, w.firms, w.in.ministry, ranked);
        REQUIRE(ranked.size() == drawn.size());
        bool bad_seen = false;
        for (std::size_t i = 0; i < ranked.size(); ++i) {
            const Row r = ranked[i].second;
            const bool fits = w.firms.area[r] == Area(0) && w.firms.size_class[r] != SizeClass::prime;
            if (!fits) CHECK(r == drawn[i].second); // keeps its place
            if (!fits) continue;
            const bool good = w.firms.value_to_cost[r] >= 1;
            CHECK_FALSE((good && bad_seen)); // a skill of .999 is 4.4 deviations: wrong once in 900 pairs
            bad_seen = bad_seen || !good;
        }
    });
}

TEST_CASE("a ranked fund prefers areas in which deliveries fall short, where a ministry sees that") {
    Scenario s = ranked_fund();
    s.secfund.skill = .5; // no signal
    s.ministry.steering = Steering::responsive;
    for (Segment& segment : s.segments) segment.focus = 1;
    each_year(s, 2, [&](const Year& y, World& w) {
        if (!y.policy || w.in.ministry.areas.empty()) return;
        std::vector<std::pair<double, Row>> queue;
        for (const Row r : w.firms.rows())
            if (w.firms.alive[r] && w.firms.size_class[r] != SizeClass::prime) queue.emplace_back(queue.size(), r);
        for (const bool first_is_short : {true, false}) {
            Ministry ministry = w.in.ministry;
            ministry.areas[Area(0)].readiness = first_is_short ? .8 : 1;
            ministry.areas[Area(1)].readiness = first_is_short ? 1.1 : .8; // more than planned is no gap
            auto ranked = queue;
            w.in.fund.rank(y, w.firms, ministry, ranked);
            const auto is_of_first = [&](const auto& one) {
                return w.firms.area[one.second] == Area(first_is_short ? 0 : 1);
            };
            CHECK(std::ranges::is_partitioned(ranked, is_of_first));
        }
    });
}

TEST_CASE("ranking, reserve, deals and skill change what the fund does") {
    Scenario s = ranked_fund();
    s.secfund.budget_meur = 4;
    s.secfund.paid_in_years = 4;
    s.secfund.deals_a_year = 1;
    const auto placed = [](const Scenario& of) {
        double sum = 0;
        for (std::uint32_t i = 0; i < 4; ++i) {
            const Firms f = after_run(of, i).firms;
            for (const Row r : f.rows()) sum += f.fund_taken[r] * (1 + r.number); // who, not only how much
        }
        return sum;
    };
    const double ranked = placed(s);
    const auto changed = [&](auto change) {
        Scenario other = s;
        change(other.secfund);
        return placed(other) != ranked;
    };
    CHECK(changed([](SecFund& fund) { fund.queue = FundQueue::lottery; }));
    CHECK(changed([](SecFund& fund) { fund.reserve = .9; }));
    CHECK(changed([](SecFund& fund) { fund.deals_a_year = 3; }));
    CHECK(changed([](SecFund& fund) { fund.skill = .99; }));
    CHECK(changed([](SecFund& fund) { fund.exit = StakeExit::lottery; }));
    CHECK(changed([](SecFund& fund) { fund.exit_multiple = 3; }));
    CHECK(changed([](SecFund& fund) { fund.exit_luck = 0; }));
}

TEST_CASE("a stake by hand: its price, its dilution, its part of a payout, and its sale on identical terms") {
    Scenario s = ranked_fund();
    s.secfund.exit_luck = 0;
    const auto prepared = prepare(s);
    World w;
    found(*prepared, {3, 1}, w);
    begin_policy(w);
    const Year y(*prepared, w.luck, prepared->policy_year);
    const Row r{0};
    Firms& f = w.firms;
    f.margin_earned[r] = 5;
    f.margin_before[r] = 3; // 4 a year on average, worth 28
    const auto set_sheet = [&] {
        w.accounts.pay(Sector::owners, r, Purpose::equity, 6 - w.accounts.cash(r));
        w.accounts.pay(Sector::banks, r, Purpose::loan, 4 - w.accounts.debt(r));
        w.accounts.pay(Sector::owners, r, Purpose::equity, 6 - w.accounts.cash(r));
    };
    set_sheet();
    Funding paid;
    paid.own = 1, paid.fund = 3, paid.private_equity = 7, paid.complete = true;
    // Worth 28 + 6 - 4 and a plant of 11 at cost: 41.
    w.in.fund.take(y, f, w.accounts, r, paid);
    CHECK(f.fund_share[r] == Approx(3 / 41.));
    CHECK(f.investors_share[r] == Approx(7 / 41.));
    CHECK(f.fund_taken[r] == 3);
    paid.fund = 0, paid.private_equity = 10; // private investors alone, whom the fund does not follow
    w.in.fund.take(y, f, w.accounts, r, paid);
    const double left = 1 - 10 / 41.;
    CHECK(f.fund_share[r] == Approx(3 / 41. * left));
    CHECK(f.investors_share[r] == Approx(7 / 41. * left + 10 / 41.));
    CHECK(w.in.fund.rounds[0].fund_share == Approx(f.fund_share[r]));
    CHECK(w.in.fund.cost() == 3);
    CHECK(w.in.fund.worth(y, f, w.accounts) == Approx(f.fund_share[r] * 30));

    const double fund_before = w.accounts.fund_cash();
    const double investors_before = w.accounts.ledger().balance(Sector::private_investors);
    const double fund_share = f.fund_share[r];
    const double investors_share = f.investors_share[r];
    f.paid_out[r] = 10; // in the year of the sale, its part of which owners have given it
    const Year later(*prepared, w.luck, prepared->policy_year + 2);
    w.in.fund.sell_stakes(later, f, w.accounts, {});
    CHECK(w.accounts.fund_cash() - fund_before == Approx(30 * fund_share));
    CHECK(w.accounts.ledger().balance(Sector::private_investors) - investors_before == Approx(30 * investors_share));
    CHECK(f.fund_share[r] == Approx(0));
    CHECK(f.investors_share[r] == Approx(0));
    CHECK(w.in.fund.rounds.empty());
    REQUIRE(w.in.fund.ended.size() == 1); // private investors alone in the other
    const EndedStake& end = w.in.fund.ended[0];
    CHECK(end.is_sold);
    CHECK(end.cost == 3);
    CHECK(end.received == Approx(40 * fund_share));
    CHECK(end.last == end.received);
    CHECK(w.in.fund.written_off == Approx(std::max(0.0, 3 - 40 * fund_share)));
}

TEST_CASE("what funds and SecFund hold of a firm adds up, and SecFund sells when its lead does") {
    Scenario s = ranked_fund();
    s.private_investors.model = InvestorModel::funds;
    s.private_funds.priced = false; // so that there are rounds enough
    s.entry_exit.founding = Founding::equity;
    int led = 0;
    int sold = 0;
    for (std::uint32_t i = 0; i < 6; ++i) {
        std::vector<Round> before;
        each_year(s, i, [&](const Year& y, const World& w) {
            const Fund& fund = w.in.fund;
            const PrivateFunds& funds = w.in.private_funds;
            for (const Row r : w.firms.rows()) {
                if (!w.firms.alive[r]) continue;
                double of_fund = 0;
                double of_funds = 0;
                for (const Round& round : fund.rounds)
                    if (round.row == r) of_fund += round.fund_share;
                for (const FundHolding& holding : funds.holdings)
                    if (holding.row == r) of_funds += holding.stake;
                CHECK(w.firms.fund_share[r] == Approx(of_fund).epsilon(1e-9));
                CHECK(w.firms.investors_share[r] == Approx(of_funds).epsilon(1e-9));
                CHECK(of_fund + of_funds <= 1 + 1e-12);
            }
            for (const Round& round : before) {
                const auto is_it = [&](const Round& other) {
                    return other.row == round.row && other.year == round.year;
                };
                if (!w.firms.alive[round.row] || std::ranges::any_of(fund.rounds, is_it)) continue;
                ++sold;
                const auto by_lead = [&](const Sale& sale) {
                    return sale.row == round.row && sale.bought == round.year && sale.fund == round.lead;
                };
                CHECK(std::ranges::any_of(funds.sales, by_lead));
            }
            if (y.policy) before = fund.rounds;
            led += static_cast<int>(std::ranges::count_if(before, [](const Round& round) { return round.lead >= 0; }));
        });
    }
    CHECK(led > 0);
    CHECK(sold > 0);
}

TEST_CASE("an estate is divided among all who have a share in the firm") {
    Accounts accounts;
    Rows::add(accounts);
    accounts.open(Row{0}, 10, 20, 5);
    accounts.begin_year();
    accounts.wind_up(Row{0}, .5, {.2, .3}); // 10 + 10 - 5
    CHECK(accounts.fund_cash() == Approx(3));
    CHECK(accounts.ledger().balance(Sector::private_investors) == Approx(4.5));
    CHECK(accounts.ledger().balance(Sector::owners) == Approx(7.5));
    CHECK(accounts.gap() < 1e-12);
}

TEST_CASE("where investors do as they would without the fund, all of its money is deadweight and takes their place") {
    Scenario s = country_of_the_fund();
    s.private_investors.secfund = 0; // its presence moves nobody, and no ticket is too large
    RunRecord run = run_of(s, 1);
    REQUIRE(run.at(Outcome::secfund_meur) > 0);
    CHECK(run.at(Outcome::secfund_additional_meur) == 0);
    CHECK(run.at(Outcome::secfund_deadweight_meur) == Approx(run.at(Outcome::secfund_meur)));
    CHECK(run.at(Outcome::secfund_displaced_meur) == Approx(run.at(Outcome::secfund_meur)));
    // Where they come only with it, and nobody can do with less, all of it is additional.
    s.investment.candidates = {.5};
    for (FirmClass* c : {&s.firms.sme, &s.firms.midcap})
        c->behaviour.parts = {{1, Expectation::adaptive, InvestmentRule::npv}};
    s.private_investors.intercept = -60;
    s.private_investors.secfund = 60 + 4;
    run = run_of(s, 1);
    REQUIRE(run.at(Outcome::secfund_meur) > 0);
    CHECK(run.at(Outcome::secfund_additional_meur) == Approx(run.at(Outcome::secfund_meur)));
    CHECK(run.at(Outcome::secfund_deadweight_meur) == Approx(0));
    CHECK(run.at(Outcome::secfund_displaced_meur) == 0);
}

TEST_CASE("additional and deadweight money add up to what the fund puts in, in every run and year") {
    Scenario s = ranked_fund();
    s.private_investors.intercept = 0;
    s.private_investors.ticket_max_meur = 3;
    s.tender.build_to_order_share = .5;
    double additional = 0;
    double deadweight = 0;
    for (std::uint32_t i = 0; i < 6; ++i) {
        const RunRecord run = run_of(s, i);
        additional += run.at(Outcome::secfund_additional_meur);
        deadweight += run.at(Outcome::secfund_deadweight_meur);
        CHECK(run.at(Outcome::secfund_additional_meur) + run.at(Outcome::secfund_deadweight_meur) ==
              Approx(run.at(Outcome::secfund_meur)));
        CHECK(run.at(Outcome::secfund_displaced_meur) >= 0);
    }
    CHECK(additional > 0);
    CHECK(deadweight > 0);
    // Without the fund nobody counts anything, and the shadow of a market without it is the market.
    s.secfund.enabled = false;
    const RunRecord without = run_of(s, 1);
    CHECK(without.at(Outcome::secfund_additional_meur) != without.at(Outcome::secfund_additional_meur)); // missing
}
