// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/batch.hpp"
#include "sim/batch/tiles.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

using namespace drumbeat;

namespace {

TileRecord record_of(const Tile& tile) {
    TileRecord record;
    record.tile = tile;
    record.digests = {static_cast<std::uint64_t>(tile.first_case)};
    return record;
}

struct Listening : GridTiles {
    using GridTiles::GridTiles;
    void heard(const TileRecord& record) override { order.push_back(record.tile.index); }
    std::vector<std::int64_t> order;
};

} // namespace

TEST_CASE("tiles are handed on in plan order, whatever they cost and however many threads there are") {
    for (const int threads : {0, 1, 2, 7}) {
        Listening plan(Grid{60, 1, 1, 1});
        std::vector<std::int64_t> order;
        std::atomic<bool> worker_known = true;
        run_tiles(
            plan,
            [&](const Tile& tile, int worker) {
                if (worker < 0 || worker >= std::max(threads, 1)) worker_known = false;
                std::this_thread::sleep_for(std::chrono::microseconds(tile.index % 5 == 0 ? 2000 : 50));
                return record_of(tile);
            },
            [&](TileRecord&& record) { order.push_back(record.tile.index); }, threads, {});
        CHECK(worker_known);
        REQUIRE(order.size() == 60);
        for (std::size_t i = 0; i < order.size(); ++i) CHECK(order[i] == static_cast<std::int64_t>(i));
        CHECK(plan.order == order);
    }
}

TEST_CASE("a worker's number belongs to one tile at a time") {
    GridTiles plan = pieces(200);
    std::array<std::atomic<int>, 4> inside{};
    std::atomic<bool> alone = true;
    run_tiles(
        plan,
        [&](const Tile& tile, int worker) {
            auto& mine = inside[static_cast<std::size_t>(worker)];
            if (++mine != 1) alone = false;
            std::this_thread::sleep_for(std::chrono::microseconds(100));
            --mine;
            return record_of(tile);
        },
        [](TileRecord&&) {}, 4, {});
    CHECK(alone);
}

TEST_CASE("few tiles are under way at once, even when the first is slow") {
    GridTiles plan = pieces(500);
    std::atomic<int> begun = 0, handed_on = 0, most = 0;
    run_tiles(
        plan,
        [&](const Tile& tile, int) {
            most = std::max(most.load(), ++begun - handed_on);
            if (tile.index == 0) std::this_thread::sleep_for(std::chrono::milliseconds(50));
            return record_of(tile);
        },
        [&](TileRecord&&) { ++handed_on; }, 3, {});
    CHECK(handed_on == 500);
    CHECK(most <= 10);
}

TEST_CASE("a stop lets the tiles under way finish, in order and without a gap") {
    for (const int threads : {1, 3}) {
        GridTiles plan = pieces(100000);
        std::stop_source stop;
        std::atomic<std::int64_t> begun = 0;
        std::int64_t handed_on = 0;
        run_tiles(
            plan,
            [&](const Tile& tile, int) {
                ++begun;
                return record_of(tile);
            },
            [&](TileRecord&& record) {
                CHECK(record.tile.index == handed_on);
                if (++handed_on == 20) stop.request_stop();
            },
            threads, stop.get_token());
        CHECK(handed_on == begun);
        CHECK(handed_on >= 20);
        CHECK(handed_on < 60);
    }
}

TEST_CASE("a stop asked beforehand starts nothing") {
    GridTiles plan = pieces(10);
    std::stop_source stop;
    stop.request_stop();
    run_tiles(
        plan, [](const Tile& tile, int) { return record_of(tile); }, [](TileRecord&&) { FAIL("work"); }, 2,
        stop.get_token());
}

TEST_CASE("an exception of work or sink ends the run and arrives as it was thrown") {
    for (const int threads : {1, 4}) {
        GridTiles first = pieces(1000), second = pieces(1000);
        const auto sink = [](TileRecord&&) {};
        CHECK_THROWS_WITH_AS(run_tiles(first,
                                       [](const Tile& tile, int) {
                                           if (tile.index == 13) throw std::domain_error("thirteen");
                                           return record_of(tile);
                                       },
                                       sink, threads, {}),
                             "thirteen", std::domain_error);
        CHECK_THROWS_WITH_AS(run_tiles(
                                 second, [](const Tile& tile, int) { return record_of(tile); },
                                 [](TileRecord&& record) {
                                     if (record.tile.index == 5) throw std::range_error("full");
                                 },
                                 threads, {}),
                             "full", std::range_error);
    }
}
