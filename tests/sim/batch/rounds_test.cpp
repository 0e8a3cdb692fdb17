// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/rounds.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <map>
#include <set>

using namespace drumbeat;

namespace {

// Keeps pieces in memory.
struct Shelf : PieceStore {
    std::map<PieceKey, PieceValues> there;
    std::set<PieceKey> left_out;
    std::vector<PieceKey> kept;
    std::optional<PieceValues> take(PieceKey key) override {
        const auto found = there.find(key);
        return found == there.end() ? std::nullopt : std::optional(found->second);
    }
    bool leaves_out(PieceKey key) const override { return left_out.count(key) > 0; }
    void keep(PieceKey key, const PieceValues& values) override {
        there[key] = values;
        kept.push_back(key);
    }
};

PieceValues square(std::int64_t i) { return {static_cast<double>(i), static_cast<double>(i * i)}; }

} // namespace

TEST_CASE("a round hands over what its pieces find, in order, with any number of threads") {
    for (const int threads : {1, 2, 7}) {
        Rounds rounds(threads);
        std::int64_t told = 0;
        rounds.tell([&](std::int64_t done) { told = done; });
        const auto found = rounds.run(20, 2, [](std::int64_t i, int) { return square(i); });
        REQUIRE(found.size() == 20);
        for (std::int64_t i = 0; i < 20; ++i) CHECK(found[static_cast<std::size_t>(i)] == square(i));
        CHECK(rounds.run(0, 1, [](std::int64_t, int) { return PieceValues{}; }).empty());
        CHECK(told == 20);
    }
}

TEST_CASE("what is there of a round is not done again; another round is another") {
    Shelf shelf;
    shelf.there[{0, 1}] = {10, 11};
    shelf.there[{1, 0}] = {20, 21};
    shelf.there[{0, 2}] = {1, 2, 3}; // of another width: done anew
    std::atomic<int> done = 0;
    Rounds rounds(2, {}, &shelf);
    std::vector<std::int64_t> told;
    rounds.tell([&](std::int64_t n) { told.push_back(n); });
    const auto piece = [&](std::int64_t i, int) {
        ++done;
        return square(i);
    };
    CHECK(rounds.run(4, 2, piece) == std::vector<PieceValues>{square(0), {10, 11}, square(2), square(3)});
    CHECK(done == 3);
    CHECK(told == std::vector<std::int64_t>{2, 3, 4});
    CHECK(rounds.run(2, 2, piece) == std::vector<PieceValues>{{20, 21}, square(1)});
    CHECK(shelf.kept == std::vector<PieceKey>{{0, 0}, {0, 2}, {0, 3}, {1, 1}});
}

TEST_CASE("a round of which pieces are left out does the others, and ends there") {
    Shelf shelf;
    shelf.left_out = {{0, 1}, {0, 3}};
    Rounds rounds(2, {}, &shelf);
    CHECK_THROWS_AS(rounds.run(4, 2, [](std::int64_t i, int) { return square(i); }), LeftOut);
    CHECK(shelf.kept == std::vector<PieceKey>{{0, 0}, {0, 2}});
}

TEST_CASE("a stop keeps what is done, and gives up pieces under way that see it") {
    std::stop_source stop;
    Shelf shelf;
    Rounds rounds(1, stop.get_token(), &shelf);
    const auto piece = [&](std::int64_t i, int) {
        if (i == 2) stop.request_stop();
        if (rounds.stop().stop_requested()) throw Stopped();
        return square(i);
    };
    CHECK_THROWS_AS(rounds.run(5, 2, piece), Stopped);
    CHECK(shelf.kept == std::vector<PieceKey>{{0, 0}, {0, 1}});

    Rounds again(1, {}, &shelf);
    CHECK(again.run(5, 2, [](std::int64_t i, int) { return square(i); }).size() == 5);
    CHECK(shelf.kept.size() == 5);

    Rounds nothing_to_do(1, stop.get_token(), &shelf); // what is complete is handed over all the same
    CHECK(nothing_to_do.run(5, 2, [](std::int64_t i, int) { return square(i); }).size() == 5);
}

TEST_CASE("an error in a piece ends the round, and is told") {
    Rounds rounds(2);
    const auto piece = [](std::int64_t i, int) -> PieceValues {
        if (i == 3) throw std::logic_error("three");
        return square(i);
    };
    CHECK_THROWS_WITH_AS(rounds.run(5, 2, piece), "three", std::logic_error);
}
