// SPDX-License-Identifier: Apache-2.0
#include "agents/market.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace drumbeat;
using doctest::Approx;

namespace {
Bid bid(double score, double capacity, int bidder) {
    Bid b;
    b.score = b.plain_score = score, b.capacity = capacity, b.bidder = bidder;
    return b;
}
} // namespace

TEST_CASE("a lot goes to the best bid that beats the foreign one") {
    std::vector<Bid> bids{bid(1.00, 100, 0), bid(1.10, 100, 1), bid(.90, 100, 2)};
    const LotResult result = award_lot(20, .95, .95, .05, bids);
    CHECK(result.domestic == 20);
    CHECK(bids[0].bidder == 1);
    CHECK(bids[0].awarded == 20);
    CHECK(bids[1].awarded == 0);
}

TEST_CASE("a cut winner shares with the next; what then remains is lost on capacity") {
    std::vector<Bid> bids{bid(1.10, 5, 0), bid(1.00, 6, 1), bid(.90, 100, 2)};
    const LotResult result = award_lot(20, .95, .95, .05, bids);
    CHECK(result.domestic == 11);
    CHECK(result.lost_on_merit == 0);
    CHECK(result.lost_on_capacity == 9); // the third bid does not beat the foreign one
    CHECK(bids[2].awarded == 0);
}

TEST_CASE("no bid that beats the foreign one: lost on merit, and no shadow demand") {
    std::vector<Bid> bids{bid(.80, 5, 0)};
    const LotResult result = award_lot(20, .95, .95, .05, bids);
    CHECK(result.lost_on_merit == 20);
    CHECK(bids[0].unfilled == 0);
}

TEST_CASE("shadow demand: by hand for one cut bid, and never above what went unfilled") {
    std::vector<Bid> one{bid(1.00, 5, 0)};
    award_lot(20, .95, .95, .05, one);
    CHECK(one[0].unfilled == Approx(15 * 2.718281828 / (1 + 2.718281828)));
    for (int cut = 1; cut <= 5; ++cut) {
        std::vector<Bid> bids;
        for (int i = 0; i < cut; ++i) bids.push_back(bid(1 + .03 * i, 1, i));
        const LotResult result = award_lot(20, .95, .95, .05, bids);
        double sum = 0;
        for (const Bid& b : bids) sum += b.unfilled;
        CHECK(sum <= result.lost_on_capacity);
        CHECK(sum > 0);
    }
}

TEST_CASE("equal scores: the keyed draw decides, not the order of bids") {
    Bid a = bid(1, 100, 0), b = bid(1, 100, 1);
    a.tie = .2, b.tie = .7;
    std::vector<Bid> forth{a, b}, back{b, a};
    award_lot(20, .9, .9, .05, forth);
    award_lot(20, .9, .9, .05, back);
    CHECK(forth[0].bidder == 1);
    CHECK(back[0].bidder == 1);
}
