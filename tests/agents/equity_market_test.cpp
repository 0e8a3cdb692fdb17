// SPDX-License-Identifier: Apache-2.0
#include "agents/equity_market.hpp"

#include "agents/financing.hpp"
#include "agents/fund_terms.hpp"
#include "agents/maths.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>

using namespace drumbeat;
using doctest::Approx;

namespace {

// Numbers between 0 and 1, neither of which comes.
struct Dice {
    std::mt19937 random;
    double operator()() { return (static_cast<double>(random()) + .5) / 4294967296.0; }
};

struct Market {
    EquityDemand demand;
    EquitySupply supply;

    int fund(double deals, double powder, double ticket_min = 0) {
        const auto key = static_cast<std::uint64_t>(supply.funds.size());
        supply.funds.push_back({key, deals, powder, ticket_min});
        return static_cast<int>(key);
    }
    Application& applicant(std::vector<RoundSize> sizes, double weight = 1) {
        Application a;
        a.key = demand.applications.size();
        a.place = static_cast<double>(a.key);
        a.weight = weight;
        a.first_size = static_cast<int>(demand.sizes.size());
        a.sizes = static_cast<int>(sizes.size());
        a.first_talk = static_cast<int>(demand.talks.size());
        demand.sizes.insert(demand.sizes.end(), sizes.begin(), sizes.end());
        return demand.applications.emplace_back(a);
    }
    // Of the last applicant.
    void talk(int fund, double liking, double stake = 0, double most = unlimited, int size = 0, double race = 0) {
        demand.talks.push_back({fund, size, liking, stake, race, most});
        ++demand.applications.back().talks;
    }
    EquityRounds cleared() const {
        EquityMemory memory;
        EquityRounds rounds;
        clear_equity(demand, supply, memory, rounds);
        return rounds;
    }
};

// Any market: some rows stand for several firms, tickets and purses are small and large.
Market any_market(std::uint32_t seed) {
    Dice u{std::mt19937(seed)};
    const auto between = [&](double low, double high) { return low + (high - low) * u(); };
    Market m;
    const int funds = static_cast<int>(between(1, 12));
    for (int f = 0; f < funds; ++f) m.fund(std::floor(between(0, 4)), between(0, 40), between(0, 2));
    m.supply.fund = {between(0, 15), between(0, 5), std::floor(between(0, 6)), .15, between(0, 2)};
    const int applicants = static_cast<int>(between(1, 30));
    for (int a = 0; a < applicants; ++a) {
        const double need = between(.1, 30);
        const double weight = between(0, 1) < .5 ? 1 : 2.4;
        std::vector<RoundSize> sizes;
        for (const double part : {1.0, .6, .3})
            sizes.push_back({part * need, std::min(5.0, part * need / weight / 2) * (between(0, 1) < .7)});
        Application& applicant = m.applicant(sizes, weight);
        applicant.place = between(0, 1);
        applicant.has_public = between(0, 1) < .3;
        for (int f = 0; f < funds; ++f) {
            if (between(0, 1) < .3) continue;
            const double most = between(0, 12), race = between(0, 1);
            for (int s = 0; s < 3; ++s) m.talk(f, between(-2, 2), between(0, .5), most, s, race);
        }
    }
    return m;
}

// The same market with its rows the other way round.
Market reversed(const Market& m) {
    Market r;
    r.supply.fund = m.supply.fund;
    r.supply.funds.assign(m.supply.funds.rbegin(), m.supply.funds.rend());
    const int last = static_cast<int>(m.supply.funds.size()) - 1;
    for (auto a = m.demand.applications.rbegin(); a != m.demand.applications.rend(); ++a) {
        Application copy = *a;
        copy.first_size = static_cast<int>(r.demand.sizes.size());
        copy.first_talk = static_cast<int>(r.demand.talks.size());
        for (int s = 0; s < a->sizes; ++s) r.demand.sizes.push_back(m.demand.sizes[a->first_size + s]);
        for (int t = a->talks - 1; t >= 0; --t) {
            Talk talk = m.demand.talks[a->first_talk + t];
            talk.fund = last - talk.fund;
            r.demand.talks.push_back(talk);
        }
        r.demand.applications.push_back(copy);
    }
    return r;
}

} // namespace

TEST_CASE("equity market: who is met has the least numbers in the race, ties by key") {
    std::vector<Encounter> encounters{{7, .5, 0}, {3, .2, 1}, {2, .2, 2}, {9, .9, 3}};
    REQUIRE(those_met(encounters, 3) == 3);
    CHECK(encounters[0].fund == 2);
    CHECK(encounters[1].fund == 1);
    CHECK(encounters[2].fund == 0);
    CHECK(those_met(encounters, 8) == 4);
    CHECK(those_met({}, 8) == 0);
}

TEST_CASE("equity market: one deal goes to whom the fund likes best; the other asks the next fund") {
    Market m;
    const int cheap = m.fund(1, 100), dear = m.fund(1, 100);
    m.applicant({{10, 0}});
    m.talk(cheap, 1, .2);
    m.talk(dear, 1, .3);
    m.applicant({{10, 0}});
    m.talk(cheap, 2, .2);
    m.talk(dear, -1, .3);
    m.applicant({{10, 0}});
    m.talk(cheap, .5, .2);
    const EquityRounds rounds = m.cleared();
    CHECK(rounds.of[0].lead == dear);
    CHECK(rounds.of[1].lead == cheap);
    CHECK(rounds.of[2].size == -1);
    CHECK(rounds.of[2].end == RoundEnd::no_deal_left);
    CHECK(rounds.of[0].private_meur == 10);
    CHECK(rounds.tickets.size() == 2);
}

TEST_CASE(
    "equity market: what the lead may not carry goes to who likes the round, then the next smaller size is asked") {
    Market m;
    const int lead = m.fund(3, 100), follower = m.fund(3, 4), cool = m.fund(3, 100);
    m.applicant({{10, 0}, {6, 0}});
    m.talk(lead, 1, 0, 5, 0, .1);
    m.talk(follower, .5, 0, 50, 0, .2);
    m.talk(cool, -1, 0, 50, 0, .3);
    m.talk(lead, 1, 0, 5, 1, .1);
    m.talk(follower, .5, 0, 50, 1, .2);
    SUBCASE("nobody carries the last of ten: six are raised") {
        const EquityRounds rounds = m.cleared();
        CHECK(rounds.of[0].size == 1);
        REQUIRE(rounds.of[0].tickets == 2);
        CHECK(rounds.tickets[0].fund == lead);
        CHECK(rounds.tickets[0].meur == 5);
        CHECK(rounds.tickets[1].fund == follower);
        CHECK(rounds.tickets[1].meur == Approx(1));
    }
    SUBCASE("with the public fund beside them, all ten") {
        m.supply.fund = {100, 0, 9, .15, 0};
        m.demand.sizes[0].public_most = 1;
        const EquityRounds rounds = m.cleared();
        CHECK(rounds.of[0].size == 0);
        CHECK(rounds.of[0].public_meur == 1);
        CHECK(rounds.of[0].private_meur == 9);
    }
    SUBCASE("a follower without a deal left does not follow") {
        m.supply.funds[1].deals = 0;
        CHECK(m.cleared().of[0].end == RoundEnd::not_filled);
    }
}

TEST_CASE("equity market: the public fund serves in its own order, beside private leads only") {
    Market m;
    const int fund = m.fund(9, unlimited);
    m.supply.fund = {6, 0, 9, .15, 1};
    for (const double place : {.3, .1, .2}) {
        m.applicant({{8, 4}}).place = place;
        m.talk(fund, place > .25 ? -.5 : .5);
    }
    const EquityRounds rounds = m.cleared();
    CHECK(rounds.of[1].public_meur == 4);
    CHECK(rounds.of[2].public_meur == 2);
    CHECK(rounds.of[2].private_meur == 6);
    CHECK(rounds.of[0].size == -1); // the lead had counted on it
    CHECK(rounds.of[0].end == RoundEnd::not_liked);
    m.supply.funds.clear();
    m.demand.talks.clear();
    for (Application& a : m.demand.applications) a.first_talk = a.talks = 0;
    for (const RoundResult& round : m.cleared().of) {
        CHECK(round.public_meur == 0);
        CHECK(round.end == RoundEnd::nobody_met);
    }
}

TEST_CASE("equity market: the public fund keeps its reserve for those of whom it has a part, who take no deal of it") {
    Market m;
    const int lead = m.fund(9, 100);
    for (int i = 0; i < 3; ++i) {
        m.applicant({{10, 5}}).has_public = i == 2;
        m.talk(lead, 1);
    }
    const auto brought = [&](PublicOffer offer) {
        m.supply.fund = offer;
        const EquityRounds rounds = m.cleared();
        return std::vector{rounds.of[0].public_meur, rounds.of[1].public_meur, rounds.of[2].public_meur};
    };
    CHECK(brought({100, 0, 9, .15, 0}) == std::vector{5., 5., 5.});
    CHECK(brought({15, 8, 9, .15, 0}) == std::vector{5., 2., 5.}); // 7 for those who are new
    CHECK(brought({15, 15, 9, .15, 0}) == std::vector{0., 0., 5.});
    CHECK(brought({100, 0, 1, .15, 0}) == std::vector{5., 0., 5.}); // one deal
    CHECK(brought({100, 0, 0, .15, 0}) == std::vector{0., 0., 5.});
}

TEST_CASE("equity market: nobody puts in more than it has, may or likes; rounds are whole") {
    int closed = 0, syndicated = 0, with_public = 0;
    for (std::uint32_t seed = 0; seed < 400; ++seed) {
        const Market m = any_market(seed);
        const EquityRounds rounds = m.cleared();
        std::vector<double> powder, deals;
        for (const FundOffer& fund : m.supply.funds) {
            powder.push_back(fund.powder);
            deals.push_back(fund.deals);
        }
        double cash = m.supply.fund.cash;
        double to_newcomers = 0;
        for (std::size_t i = 0; i < rounds.of.size(); ++i) {
            const RoundResult& round = rounds.of[i];
            const Application& a = m.demand.applications[i];
            if (round.size < 0) {
                CHECK(round.private_meur + round.public_meur == 0);
                continue;
            }
            ++closed;
            syndicated += round.tickets > 1;
            with_public += round.public_meur > 0;
            const RoundSize& size = m.demand.sizes[a.first_size + round.size];
            CHECK(round.private_meur + round.public_meur == Approx(size.need));
            CHECK(round.public_meur <= a.weight * size.public_most + 1e-9);
            CHECK(round.public_meur <= round.private_meur + 1e-9);
            cash -= round.public_meur;
            if (!a.has_public) to_newcomers += round.public_meur;
            double put_in = 0;
            std::map<int, int> times;
            for (int t = round.first_ticket; t < round.first_ticket + round.tickets; ++t) {
                const Ticket& ticket = rounds.tickets[t];
                const auto its =
                    std::find_if(m.demand.talks.begin() + a.first_talk, m.demand.talks.begin() + a.first_talk + a.talks,
                                 [&](const Talk& talk) { return talk.fund == ticket.fund && talk.size == round.size; });
                CHECK(its->liking + (round.public_meur > 0 ? m.supply.fund.liking : 0) >= 0);
                CHECK(ticket.meur <= a.weight * its->most + 1e-9);
                CHECK(ticket.meur >= a.weight * m.supply.funds[ticket.fund].ticket_min - 1e-9);
                CHECK(++times[ticket.fund] == 1);
                powder[ticket.fund] -= ticket.meur;
                deals[ticket.fund] -= a.weight;
                put_in += ticket.meur;
            }
            CHECK(put_in == Approx(round.private_meur));
            CHECK(rounds.tickets[round.first_ticket].fund == round.lead);
        }
        CHECK(cash >= -1e-9);
        CHECK(to_newcomers <= std::max(0.0, m.supply.fund.cash - m.supply.fund.reserved) + 1e-9);
        for (const double left : powder) CHECK(left >= -1e-9);
        for (const double left : deals) CHECK(left > -2.4 + .99); // a row of several firms may take the last deal
    }
    CHECK(closed > 500);
    CHECK(syndicated > 50);
    CHECK(with_public > 50);
}

TEST_CASE("equity market: the order of rows decides nothing") {
    for (std::uint32_t seed = 0; seed < 400; ++seed) {
        const Market forth = any_market(seed);
        const Market back = reversed(forth);
        const EquityRounds one = forth.cleared(), other = back.cleared();
        const std::size_t last = one.of.size() - 1;
        for (std::size_t i = 0; i <= last; ++i) {
            const RoundResult& a = one.of[i];
            const RoundResult& b = other.of[last - i];
            CHECK(a.size == b.size);
            CHECK(a.end == b.end);
            CHECK(a.public_meur == b.public_meur);
            CHECK(a.private_meur == b.private_meur);
            CHECK((a.lead < 0 ? -1 : static_cast<int>(forth.supply.funds.size()) - 1 - a.lead) == b.lead);
        }
    }
}

TEST_CASE("equity market: stable where tickets are equal (Gale and Shapley 1962)") {
    int checked = 0;
    for (std::uint32_t seed = 0; seed < 300; ++seed) {
        Dice u{std::mt19937(seed)};
        Market m;
        const int funds = 1 + static_cast<int>(8 * u());
        for (int f = 0; f < funds; ++f) m.fund(std::floor(4 * u()), std::floor(5 * u()));
        const int applicants = 1 + static_cast<int>(25 * u());
        for (int a = 0; a < applicants; ++a) {
            m.applicant({{1, 0}});
            for (int f = 0; f < funds; ++f) m.talk(f, 4 * u() - 1.5, u());
        }
        const EquityRounds rounds = m.cleared();
        std::vector<std::vector<double>> likings(funds);
        std::vector<double> stakes(applicants, 2);
        for (int a = 0; a < applicants; ++a)
            for (int t = a * funds; t < (a + 1) * funds; ++t)
                if (rounds.of[a].lead == m.demand.talks[t].fund) {
                    likings[m.demand.talks[t].fund].push_back(m.demand.talks[t].liking);
                    stakes[a] = m.demand.talks[t].stake;
                }
        for (int t = 0; t < applicants * funds; ++t) {
            const Talk& talk = m.demand.talks[t];
            if (talk.liking < 0 || stakes[t / funds] <= talk.stake) continue; // one of the two would not change
            const FundOffer& fund = m.supply.funds[talk.fund];
            const auto& kept = likings[talk.fund];
            CHECK(kept.size() == std::min(fund.deals, fund.powder));      // so it has no room,
            for (const double liking : kept) CHECK(liking > talk.liking); // and likes what it has
            ++checked;
        }
    }
    CHECK(checked > 1000);
}

TEST_CASE("equity market: of many applicants that meet F like unlimited funds, 1 - (1 - p)^F are financed") {
    const double p = .2;
    for (const int funds : {1, 3, 8}) {
        Dice u{std::mt19937(7)};
        Market m;
        for (int f = 0; f < funds; ++f) m.fund(unlimited, unlimited);
        const int applicants = 20000;
        InvestorTaste taste;
        taste.intercept = maths::log(p / (1 - p));
        for (int a = 0; a < applicants; ++a) {
            m.applicant({{1, 0}});
            for (int f = 0; f < funds; ++f) m.talk(f, liking(taste, {}, u()));
        }
        const EquityRounds rounds = m.cleared();
        const auto closed = [](const RoundResult& round) { return round.size == 0; };
        const double share =
            static_cast<double>(std::count_if(rounds.of.begin(), rounds.of.end(), closed)) / applicants;
        const double expected = 1 - std::pow(1 - p, funds);
        // four standard errors: 6 in 100,000 where it is right
        CHECK(std::abs(share - expected) < 4 * std::sqrt(expected * (1 - expected) / applicants));
    }
}

TEST_CASE("equity market: one unlimited fund is the investor of before, who is asked one after another") {
    int smaller = 0, without_cash = 0;
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        Dice u{std::mt19937(seed)};
        const FundTerms terms{.15, 5, .5};
        const InvestorTaste taste{-1, 0, 1.5, 0, 10};
        const double cash = 25 * u(), ticket_max = 12;
        Market m;
        const int fund = m.fund(unlimited, unlimited);
        m.supply.fund = {cash, 0, unlimited, terms.ticket_min, taste.secfund};
        double left = cash;
        std::vector<RoundResult> expected;
        for (int a = 0; a < 20; ++a) {
            const double weight = u() < .5 ? 1 : 2.37, need = 40 * u(), luck = u();
            std::vector<RoundSize> sizes;
            std::vector<double> likings;
            RoundResult result;
            for (const double part : {1.0, .5, .1}) {
                const double size = part * need, excess = .3 * u() - .15;
                sizes.push_back({size, std::min(terms.ticket_max, terms.public_share * (size / weight))});
                likings.push_back(liking(taste, {0, false, 0, excess}, luck));
                const double ticket = weight * fund_ticket(terms, {size / weight, 0, 0}, left / weight);
                const double rest = size - ticket;
                if (result.size >= 0 || rest > weight * ticket_max) continue;
                if (luck >= acceptance_probability(taste, {0, ticket > 0, 0, excess})) continue;
                result.size = static_cast<int>(sizes.size()) - 1;
                result.public_meur = ticket;
                result.private_meur = rest;
            }
            left -= result.public_meur;
            smaller += result.size > 0;
            without_cash += result.size >= 0 && result.public_meur == 0;
            expected.push_back(result);
            m.applicant(sizes, weight);
            for (int s = 0; s < 3; ++s) m.talk(fund, likings[s], 0, ticket_max, s);
        }
        const EquityRounds rounds = m.cleared();
        for (std::size_t i = 0; i < expected.size(); ++i) {
            CHECK(rounds.of[i].size == expected[i].size);
            CHECK(rounds.of[i].public_meur == expected[i].public_meur);
            CHECK(rounds.of[i].private_meur == expected[i].private_meur);
        }
    }
    CHECK(smaller > 100);
    CHECK(without_cash > 100);
}

TEST_CASE("equity market: half the money finances less") {
    double whole = 0, half = 0;
    for (std::uint32_t seed = 0; seed < 100; ++seed) {
        Market m = any_market(seed);
        for (const RoundResult& round : m.cleared().of) whole += round.private_meur;
        for (FundOffer& fund : m.supply.funds) fund.powder /= 2;
        for (const RoundResult& round : m.cleared().of) half += round.private_meur;
    }
    CHECK(half < .8 * whole);
    CHECK(half > .3 * whole);
}

TEST_CASE("equity market: cleared again in the same memory, it is the same and takes no new memory") {
    EquityMemory memory;
    EquityRounds rounds;
    const Market large = any_market(3), other = any_market(4);
    clear_equity(large.demand, large.supply, memory, rounds);
    const auto first = rounds.of;
    clear_equity(other.demand, other.supply, memory, rounds);
    const int* const place = memory.order.data();
    clear_equity(large.demand, large.supply, memory, rounds);
    CHECK(memory.order.data() == place);
    REQUIRE(rounds.of.size() == first.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        CHECK(rounds.of[i].size == first[i].size);
        CHECK(rounds.of[i].private_meur == first[i].private_meur);
    }
}
