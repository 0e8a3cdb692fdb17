// SPDX-License-Identifier: Apache-2.0
#include "outputs/statistics/shapley.hpp"

#include "tests/outputs/fake_results.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <stdexcept>

using namespace drumbeat;
using doctest::Approx;

namespace {

// A game of n players, its worths drawn from `wiggle`.
std::vector<double> some_game(std::size_t players, int which) {
    std::vector<double> worth(std::size_t{1} << players);
    for (std::size_t s = 0; s < worth.size(); ++s) worth[s] = wiggle(static_cast<std::int64_t>(s), which);
    return worth;
}

double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

} // namespace

TEST_CASE("in an additive game each player gets what they bring") {
    const double brings[] = {3, -2, 5};
    std::vector<double> worth(8, 7.0); // 7 is there without anybody
    for (std::size_t s = 0; s < 8; ++s)
        for (std::size_t i = 0; i < 3; ++i)
            if (s >> i & 1) worth[s] += brings[i];
    const auto values = shapley_values(worth);
    REQUIRE(values.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) CHECK(values[i] == Approx(brings[i]));
}

TEST_CASE("the glove game: the one who has the only right glove gets two thirds") {
    // Players 0 and 1 have a left glove each, player 2 the right one; a pair is worth 1.
    const std::vector<double> worth{0, 0, 0, 0, 0, 1, 1, 1};
    const auto values = shapley_values(worth);
    CHECK(values[0] == Approx(1.0 / 6));
    CHECK(values[1] == Approx(1.0 / 6));
    CHECK(values[2] == Approx(4.0 / 6));
}

TEST_CASE("an example by hand: two players and what only both can do") {
    const auto values = shapley_values(std::vector<double>{10, 14, 11, 21}); // alone +4 and +1, together +11
    CHECK(values[0] == Approx((4 + 10) / 2.0));
    CHECK(values[1] == Approx((1 + 7) / 2.0));
}

TEST_CASE("a player who never changes anything gets exactly nothing") {
    auto worth = some_game(5, 1);
    for (std::size_t s = 0; s < worth.size(); ++s) worth[s | 4] = worth[s & ~std::size_t{4}];
    const auto values = shapley_values(worth);
    CHECK(values[2] == 0.0);
    CHECK(values[0] != 0.0);
}

TEST_CASE("values sum to the whole less what is there without anybody") {
    for (int which = 0; which < 20; ++which) {
        const auto worth = some_game(5, which);
        CHECK(sum(shapley_values(worth)) == Approx(worth.back() - worth.front()).epsilon(1e-12));
    }
}

TEST_CASE("players who can replace each other get the same; a sum of games, the sum of values") {
    auto worth = some_game(4, 3);
    for (std::size_t s = 0; s < worth.size(); ++s)
        if ((s & 3) == 2) worth[s] = worth[s ^ 3]; // with player 1 alone as with player 0 alone
    const auto values = shapley_values(worth);
    CHECK(values[0] == Approx(values[1]).epsilon(1e-12));
    CHECK(values[0] != Approx(values[2]));
    const auto other = some_game(4, 4), of_other = shapley_values(other);
    auto both = worth;
    for (std::size_t s = 0; s < both.size(); ++s) both[s] += other[s];
    const auto of_both = shapley_values(both);
    for (std::size_t i = 0; i < 4; ++i) CHECK(of_both[i] == Approx(values[i] + of_other[i]));
}

TEST_CASE("a game of nobody has no values, and half a game is refused") {
    CHECK(shapley_values(std::vector<double>{5}).empty());
    CHECK_THROWS_AS(shapley_values(std::vector<double>{}), std::invalid_argument);
    CHECK_THROWS_AS(shapley_values(std::vector<double>{1, 2, 3}), std::invalid_argument);
}
