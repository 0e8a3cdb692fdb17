// SPDX-License-Identifier: Apache-2.0
#include "agents/financing.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace drumbeat;
using doctest::Approx;

TEST_CASE("the bank lends by earnings, by collateral, by debt service, whichever is least") {
    const BankTerms terms{3, .5, .2, 1.2, .15};
    CHECK(borrowing_room(terms, {10, 100, 0, 0, .06}) == Approx(30));
    CHECK(borrowing_room(terms, {10, 40, 0, 0, .06}) == Approx(20));
    CHECK(borrowing_room(terms, {10, 40, 25, 0, .06}) == Approx(25)); // contracts as collateral
    CHECK(borrowing_room(terms, {10, 100, 0, 50, .06}) == 0);
    CHECK(borrowing_room(terms, {10, 100, 0, 0, .5}) == Approx(10 / (1.2 * .65)));
    CHECK(borrowing_room(terms, {-5, 100, 0, 0, .06}) == 0);
}

TEST_CASE("T24: in every deal private money is at least public money") {
    const FundTerms terms{.15, 5, .5};
    double fund = 100, public_money = 0, private_money = 0;
    int deals = 0;
    while (true) {
        const double ticket = fund_ticket(terms, {12, 0, 0}, fund);
        if (ticket == 0) break;
        CHECK(12 - ticket >= ticket);
        fund -= ticket, public_money += ticket, private_money += 12 - ticket, ++deals;
    }
    CHECK(public_money == Approx(100));
    CHECK(private_money >= 100);
    CHECK(deals >= 20);                              // at the largest ticket
    CHECK(fund_ticket(terms, {.2, 0, 0}, 100) == 0); // below the smallest ticket
}

TEST_CASE("at most half of a round is public money, whoever it comes from, and a company has its limit for life") {
    const FundTerms terms{.15, 5, .5};
    CHECK(fund_ticket(terms, {8, 0, 0}, 100) == 4);
    CHECK(fund_ticket(terms, {8, 2, 0}, 100) == 3);   // 5 of 10 are public
    CHECK(fund_ticket(terms, {8, 7.8, 0}, 100) == 0); // .1 is too small a ticket
    CHECK(fund_ticket(terms, {8, 9, 0}, 100) == 0);
    CHECK(fund_ticket(terms, {20, 0, 0}, 100) == 5);
    CHECK(fund_ticket(terms, {20, 0, 3}, 100) == 2);
    CHECK(fund_ticket(terms, {20, 0, 5}, 100) == 0);
    CHECK(fund_ticket({0, 5, .5}, {8, 8, 0}, 100) == 0);
    for (double other = 0; other < 12; other += .25)
        for (double taken = 0; taken < 6; taken += .5) {
            const double ticket = fund_ticket(terms, {9, other, taken}, 100);
            CHECK((ticket == 0 || ticket + other <= .5 * (9 + other) + 1e-12));
            CHECK((ticket == 0 || ticket + taken <= 5));
        }
}

TEST_CASE("private investors like cover and the fund, dislike volatility") {
    const InvestorTaste taste{-3, 4, 1, -3, 10};
    CHECK(acceptance_probability(taste, {.75, false, 0, 0}) == Approx(.5));
    CHECK(acceptance_probability(taste, {.75, true, 0, 0}) > .5);
    CHECK(acceptance_probability(taste, {.75, false, .3, 0}) < .5);
    CHECK(acceptance_probability(taste, {.75, false, 0, .05}) > .5);
}

TEST_CASE("what is additional of a ticket by hand: by what the plant is larger, at most all of it") {
    const auto parts = [](double without, double private_without) {
        return additionality({2, 10, without, 8, private_without});
    };
    CHECK(parts(0, 0).additional == 2); // nothing would be built
    CHECK(parts(0, 0).deadweight == 0);
    CHECK(parts(10, 10).additional == 0); // the same plant, all private
    CHECK(parts(10, 10).deadweight == 2);
    CHECK(parts(10, 10).displaced == 2);
    CHECK(parts(5, 5).additional == 2); // and 3 of private money that comes with it
    CHECK(parts(9, 9).additional == 1); // half of it
    CHECK(parts(9, 9).deadweight == 1);
    CHECK(parts(9, 9).displaced == 1);
    CHECK(parts(12, 12).deadweight == 2); // no more than the ticket
}
