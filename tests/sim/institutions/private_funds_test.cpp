// SPDX-License-Identifier: Apache-2.0
#include "sim/institutions/private_funds.hpp"

#include "sim/year/measures.hpp"
#include "tests/sim/country.hpp"
#include "tests/sim/country_of_funds.hpp"

#include <algorithm>
#include <cmath>
#include <map>

using namespace drumbeat;
using doctest::Approx;

namespace {

// Puts the firms into other rows, as they are.
void reverse_rows(World& w) {
    const World before = w;
    std::vector<Row> rows;
    for (const Row row : w.firms.rows()) rows.push_back(Row(w.firms.count() - 1 - row.number));
    copy_rows(w, rows, before);
}

// From the year in which funds may be asked on: a look after each.
template <class Look> void walk_policy(Country& country, Look&& look) {
    begin_policy(country.world);
    while (country.world.year < country.prepared->years) {
        country.pass_year();
        if (country.world.year > country.prepared->policy_year) look();
    }
}

} // namespace

TEST_CASE("private funds: one without limits, priced not, is the appetite of before, to the bit") {
    double private_equity = 0, fund = 0;
    for (std::uint32_t i = 0; i < 3; ++i) {
        Scenario s = hungry_country();
        s.secfund.budget_meur = 3; // too small for all
        s.private_investors.intercept = -.5;
        s.private_funds.population = FundPopulation::one;
        const RunRecord one = simulated(s, i, 1);
        s.private_investors.model = InvestorModel::appetite;
        const RunRecord appetite = simulated(s, i, 1);
        check_same_outcomes(one, appetite);
        CHECK(std::equal(one.institutions.begin(), one.institutions.end(), appetite.institutions.begin(),
                         appetite.institutions.end(), is_same));
        private_equity += at(one, Outcome::private_equity_meur);
        fund += at(one, Outcome::secfund_meur);
    }
    CHECK(private_equity > 1);
    CHECK(fund > 1);
}

TEST_CASE(
    "private funds: capital can run out; without any there are no private investors, and SecFund places nothing") {
    double whole = 0, half = 0;
    for (std::uint32_t i = 0; i < 3; ++i) {
        Scenario s = hungry_country();
        const RunRecord usual = simulated(s, i);
        whole += at(usual, Outcome::private_equity_meur);
        s.private_funds.capital = .5;
        const RunRecord halved = simulated(s, i);
        half += at(halved, Outcome::private_equity_meur);
        CHECK(at(halved, Outcome::capacity_growth) != at(usual, Outcome::capacity_growth));
        s.private_funds.capital = 0;
        const RunRecord none = simulated(s, i, 1);
        CHECK(at(none, Outcome::private_equity_meur) == 0);
        CHECK(at(none, Outcome::secfund_meur) == 0);
        CHECK(at(none, Outcome::equity_applications) > 0);
        s.private_investors.enabled = false;
        check_same_outcomes(none, simulated(s, i, 1));
    }
    CHECK(half < whole);
    CHECK(half > 0);
}

TEST_CASE("private funds: each year every fund's money is accounted for, and the ledger knows all of it") {
    Scenario s = hungry_country();
    s.private_investors.intercept = 4;
    SUBCASE("money is short") {}
    SUBCASE("deals are short") { s.private_funds.capital = 20; }
    double invested = 0, received = 0, stakes = 0;
    int at_limit = 0;
    std::map<int, double> deals_before;
    Country country(s, 1);
    const PrivateFunds& funds = country.world.in.private_funds;
    walk_policy(country, [&] {
        std::map<int, double> held;
        for (const FundHolding& holding : funds.holdings) {
            CHECK(holding.stake > 0);
            CHECK(holding.cost > 0);
            held[holding.fund] += holding.cost;
            stakes += holding.stake;
        }
        double drawn = 0, proceeds = 0;
        for (std::size_t i = 0; i < funds.funds.size(); ++i) {
            const PrivateFund& fund = funds.funds[i];
            CHECK(fund.drawn <= fund.commitment * (1 + 1e-12) + 1e-9);
            CHECK(fund.invested() >= held[static_cast<int>(i)] - 1e-9); // the rest was sold
            CHECK(fund.proceeds >= 0);
            const double most = 1 + type_of(fund.kind).deals; // of firms that a row stands for alone
            int bought = 0;
            for (const FundHolding& holding : funds.holdings)
                bought += holding.fund == static_cast<int>(i) && holding.year == country.world.year - 1;
            CHECK(bought <= most);
            if (deals_before.contains(fund.number)) // what a year leaves over is a deal at most
                CHECK(fund.deals ==
                      Approx(std::min(1.0, deals_before[fund.number]) + type_of(fund.kind).deals - bought));
            deals_before[fund.number] = fund.deals;
            at_limit += bought > most - 1.5;
            drawn += fund.invested();
            proceeds += fund.proceeds;
        }
        CHECK(proceeds == Approx(funds.proceeds));
        for (const Row r : country.firms().rows()) {
            double its = 0;
            for (const FundHolding& holding : funds.holdings) its += holding.row == r ? holding.stake : 0;
            if (country.firms().alive[r]) CHECK(country.firms().investors_share[r] == Approx(its).epsilon(1e-9));
            CHECK(its <= 1 + 1e-9);
        }
        invested = drawn;
        received = proceeds;
    });
    CHECK(invested == Approx(country.world.totals.private_equity));
    CHECK(invested > 5);
    CHECK(at_limit > 3);
    CHECK(received > 0);
    CHECK(stakes > 0);
    CHECK(country.world.totals.residual < 1e-9);
}

TEST_CASE("private funds: what holders receive leaves firms and buyers; the ledger says so year by year") {
    Scenario s = hungry_country();
    s.private_investors.intercept = 4;
    s.entry_exit.minimum_rate = .8; // so that firms with holders end
    s.entry_exit.idle_years = 2;
    Country country(s, 2);
    begin_policy(country.world);
    double known = 0, seen = 0;
    int ended = 0;
    while (country.world.year < country.prepared->years) {
        country.begin_year(), country.plan(), country.commit(), country.tender(), country.believe();
        country.do_research(), country.invest(), country.produce();
        // `settle` up to its last step, which begins the next year's books
        auto& [simulated, luck, areas, f, accounts, orders, in, totals, owed] = country.world;
        const Year y = country.year();
        const double before = in.private_funds.proceeds;
        pay_bank_and_owners(y, f, accounts);
        double paid_out = 0;
        for (const Row r : f.rows()) paid_out += f.alive[r] ? f.paid_out[r] : 0;
        CHECK(accounts.ledger().paid(Sector::firms, Purpose::payout) == Approx(paid_out));
        const YearOfFirms there = count_year(y, f, totals);
        close_hopeless(y, f, orders, accounts, country.recorder());
        for (const FundHolding& holding : in.private_funds.holdings)
            ended += !f.alive[holding.row] && f.paid_out[holding.row] > 0;
        in.private_funds.collect(y, f, accounts);
        const Ledger& ledger = accounts.ledger();
        const double equity = ledger.paid(Sector::private_investors, Purpose::equity);
        seen += ledger.balance(Sector::private_investors) + equity;
        known += in.private_funds.proceeds - before;
        CHECK(seen == Approx(known).epsilon(1e-9));
        count_exits(there, totals);
        close_books(orders, accounts, country.recorder());
        ++simulated;
    }
    CHECK(known > 0);
    CHECK(ended > 0);
}

TEST_CASE("private funds: in which row a firm or a fund stands does not matter") {
    for (std::uint32_t i = 0; i < 3; ++i) {
        const auto outcome_of = [&](bool reverses) {
            Scenario s = hungry_country();
            s.time.burn_in_years = 0;
            s.time.policy_from = s.time.start_year;
            Country country(s, i);
            country.record.shape(country.prepared->years - country.prepared->burn_in, 2, 0);
            country.records = true;
            if (reverses) reverse_rows(country.world);
            begin_policy(country.world);
            while (country.world.year < country.prepared->years) {
                PrivateFunds& in = country.world.in.private_funds;
                if (reverses && !in.funds.empty()) FundRows::reverse(in);
                country.pass_year();
            }
            measure(country.year(), country.world, country.desk.roll, country.record);
            return country.record;
        };
        const RunRecord forth = outcome_of(false), back = outcome_of(true);
        CHECK(at(forth, Outcome::equity_rounds) > 5);
        for (const Outcome same : {Outcome::equity_rounds, Outcome::private_equity_meur, Outcome::capacity_growth,
                                   Outcome::funds_raised, Outcome::stake_proceeds_meur, Outcome::secfund_meur})
            CHECK(at(back, same) == Approx(at(forth, same)).epsilon(1e-9));
    }
}

namespace {

// Holdings that were sold and kept in the first year of the policy; what they brought and taught is by hand.
std::pair<int, int> first_exits(std::uint32_t replication) {
    Scenario s = hungry_country();
    s.private_funds.invest_years = s.private_funds.life_years = 1; // all but pools sell in the year in which they buy
    s.private_funds.exit_luck = 0;
    s.private_funds.others_weight = .5;
    s.private_investors.intercept = 5;
    Country country(s, replication);
    begin_policy(country.world);
    while (country.world.year < country.prepared->policy_year) country.pass_year();
    country.begin_year(), country.plan(), country.commit(), country.tender(), country.believe();
    country.do_research(), country.invest(), country.produce();
    auto& [simulated, luck, areas, f, accounts, orders, in, totals, owed] = country.world;
    const Year y = country.year();
    pay_bank_and_owners(y, f, accounts);
    PrivateFunds& funds = in.private_funds;
    double expected = 0;
    int sold = 0, kept = 0;
    std::vector<ExitRecord> common(2);
    const std::vector<FundHolding> held = funds.holdings;
    for (const FundHolding& holding : held) {
        const Row r = holding.row;
        double received = holding.stake * f.paid_out[r];
        const bool sells = !type_of(funds.funds[holding.fund].kind).is(FundTrait::pool);
        (sells ? sold : kept) += 1;
        if (sells) {
            const double earnings = (f.margin_earned[r] + f.margin_before[r]) / 2;
            const double price = 7 * earnings + accounts.cash(r) - accounts.debt(r) - accounts.advances(r);
            received += holding.stake * std::max(0.0, price);
            ExitRecord& record = common[f.area[r].index()];
            const double multiple = std::max(received / holding.cost, least_multiple);
            record.sum += std::log(multiple) - std::log(1 + holding.promised);
            record.weight += 1;
        }
        expected += received;
    }
    funds.collect(y, f, accounts);
    CHECK(funds.proceeds == Approx(expected));
    CHECK(static_cast<int>(funds.holdings.size()) == kept);
    for (const Area area : ids<Area>(2)) {
        CHECK(funds.common[area].sum == Approx(common[area.index()].sum));
        CHECK(funds.common[area].weight == common[area.index()].weight);
        // Who has sold nothing itself gives half the weight to what others saw.
        const ExitRecord& all = common[area.index()];
        for (std::size_t i = 0; i < funds.funds.size(); ++i) {
            const ExitRecord& mine = funds.own[i * 2 + area.index()];
            if (mine.weight == 0)
                CHECK(funds.belief(y, static_cast<int>(i), area) == Approx(.5 * all.sum / (5 + .5 * all.weight)));
        }
    }
    return {sold, kept};
}

} // namespace

TEST_CASE("private funds: a holding has its part of what the firm pays out and of what it sells for; exits teach") {
    int sold = 0, kept = 0;
    for (std::uint32_t i = 0; i < 16; ++i) {
        const auto [sold_here, kept_here] = first_exits(i);
        sold += sold_here;
        kept += kept_here;
    }
    CHECK(sold > 5);
    CHECK(kept > 5);
}

TEST_CASE("private funds: who may not finance what is military looks away until it may") {
    Scenario s = hungry_country();
    const auto funds_that_may = [&](double in_2030, int year) {
        s.private_funds.openness_2030 = in_2030;
        Country country(s, 1);
        while (country.world.year <= country.prepared->policy_year) country.pass_year();
        const PrivateFunds& funds = country.world.in.private_funds;
        const Year then(*country.prepared, country.world.luck, country.prepared->policy_year + year);
        int may = 0;
        for (std::size_t i = 0; i < funds.funds.size(); ++i)
            may +=
                funds.funds[i].phase == FundPhase::investing && !type_of(funds.funds[i].kind).is(FundTrait::some_areas)
                    ? funds.reach(then, static_cast<int>(i), Area(0), false) == Reach::may
                    : 0;
        return may;
    };
    const int soon = funds_that_may(.8, 0), later = funds_that_may(.8, 4), closed = funds_that_may(.3, 4);
    CHECK(soon < later);
    CHECK(closed < later);
    for (Segment& area : s.segments) area.dual_use = .6;
    CHECK(funds_that_may(.3, 4) > closed);
}

TEST_CASE("private funds: owners refuse what costs more than it brings; where nothing is priced they do not") {
    double refused = 0, free = 0;
    for (std::uint32_t i = 0; i < 4; ++i) {
        Scenario s = hungry_country();
        refused += at(simulated(s, i), Outcome::equity_declined);
        s.private_funds.priced = false;
        free += at(simulated(s, i), Outcome::equity_declined);
    }
    CHECK(refused > 0);
    CHECK(free == 0);
}

TEST_CASE("private funds: a fund is placed after its money over deals times ticket, in years") {
    const Scenario s = hungry_country();
    const auto prepared = prepare(s);
    World w;
    found(*prepared, {3, 1}, w);
    begin_policy(w);
    PrivateFunds& funds = w.in.private_funds;
    const Row r{0};
    REQUIRE(w.firms.weight[r] == 1);
    constexpr double ticket = 2;
    for (const double commitment : {10., 24., 40., 60.}) {
        funds = {};
        funds.open_year(Year(*prepared, w.luck, prepared->policy_year));
        const auto is_defence = [](const PrivateFund& fund) { return fund.kind == FundKind::defence; };
        const auto fund = std::find_if(funds.funds.begin(), funds.funds.end(), is_defence);
        const int number = static_cast<int>(fund - funds.funds.begin());
        fund->founded = prepared->policy_year;
        fund->commitment = commitment;
        fund->drawn = fund->before = fund->deals = 0;
        const int tickets = static_cast<int>((1 - s.private_funds.reserve) * commitment / ticket);
        int placed = 0;
        int years = 0;
        for (; placed < tickets; ++years) {
            const Year y(*prepared, w.luck, prepared->policy_year + years);
            funds.open_year(y);
            REQUIRE(years < s.private_funds.invest_years);
            std::vector<FundOffer> offers;
            for (funds.offer(y, offers); offers[number].deals >= 1 && offers[number].powder >= ticket; ++placed) {
                const Ticket paid{number, ticket};
                PrivateRound round;
                round.tickets = {&paid, 1};
                round.need = ticket;
                funds.take(y, w.firms, r, round);
                funds.offer(y, offers);
            }
        }
        CHECK(placed == tickets);
        CHECK(years == std::ceil(tickets / type_of(FundKind::defence).deals));
    }
}

TEST_CASE("private funds: every application became a round, or has one reason why not") {
    double by_owners = 0;
    double other = 0;
    for (const bool priced : {true, false}) {
        Scenario s = hungry_country();
        s.entry_exit.founding = Founding::equity;
        s.private_funds.priced = priced;
        s.private_funds.openness_2030 = .2;
        for (std::uint32_t i = 0; i < 3; ++i) {
            RunRecord run = simulated(s, i);
            double reasons = 0;
            for (int year = 1; year < run.years; ++year)
                for (const Institution why :
                     {Institution::investors_refused_fit, Institution::investors_refused_by_owners,
                      Institution::investors_refused_return, Institution::investors_refused_powder,
                      Institution::investors_refused_slots}) {
                    const double firms = run.at(why, year);
                    CHECK(firms >= 0);
                    reasons += firms;
                    (why == Institution::investors_refused_by_owners ? by_owners : other) += firms;
                }
            CHECK(reasons + at(run, Outcome::equity_rounds) == Approx(at(run, Outcome::equity_applications)));
        }
        if (priced) CHECK(by_owners > 0);
    }
    CHECK(other > 0);
}

TEST_CASE("private funds: each number of theirs changes an outcome") {
    Scenario s = hungry_country();
    s.entry_exit.founding = Founding::equity;
    s.entry_exit.entry_rate = .05;
    s.firms.sme.mean_turnover_meur = 8;
    const RunRecord usual = simulated(s, 3);
    const char* changes[][2] = {{"capital", "0.3"},       {"meetings", "1"},        {"priced", "false"},
                                {"risk_price", "0.3"},    {"openness_2030", "0"},   {"reserve", "0.8"},
                                {"most_in_one", "0.02"},  {"invest_years", "2"},    {"life_years", "6"},
                                {"exit_multiple", "3"},   {"exit_luck", "0"},       {"belief_exits", "0.1"},
                                {"belief_memory", "0.1"}, {"others_weight", "0.9"}, {"new_managers", "0"}};
    for (const auto& [name, value] : changes) {
        Scenario other = s;
        const std::string path = std::string("private_funds.") + name;
        const std::vector<Setting> setting{{path, value, {"test", 1}}};
        REQUIRE(drumbeat::apply(other, setting).empty());
        const RunRecord changed = simulated(other, 3);
        CAPTURE(path);
        CHECK_FALSE(
            std::equal(std::begin(changed.outcome), std::end(changed.outcome), std::begin(usual.outcome), is_same));
    }
    for (const char* path : {"entry_exit.founder_share", "entry_exit.candidate_factor"}) {
        Scenario other = s;
        const std::vector<Setting> setting{{path, "0.5", {"test", 1}}};
        REQUIRE(drumbeat::apply(other, setting).empty());
        const RunRecord changed = simulated(other, 3);
        CAPTURE(path);
        CHECK_FALSE(
            std::equal(std::begin(changed.outcome), std::end(changed.outcome), std::begin(usual.outcome), is_same));
    }
}

TEST_CASE("private funds: the order in which areas are listed does not matter") {
    for (std::uint32_t i = 0; i < 3; ++i) {
        Scenario s = hungry_country();
        s.entry_exit.founding = Founding::equity;
        s.entry_exit.entry_rate = .05;
        s.secfund.budget_meur = 3; // too small for all
        const RunRecord forth = simulated(s, i);
        std::reverse(s.segments.begin(), s.segments.end());
        const RunRecord back = simulated(s, i);
        CHECK(at(forth, Outcome::equity_rounds) > 5);
        for (const Outcome same :
             {Outcome::equity_rounds, Outcome::private_equity_meur, Outcome::capacity_growth, Outcome::funds_raised,
              Outcome::stake_proceeds_meur, Outcome::secfund_meur, Outcome::entries, Outcome::secfund_additional_meur})
            CHECK(at(back, same) == Approx(at(forth, same)).epsilon(1e-9));
    }
}
