// SPDX-License-Identifier: Apache-2.0
#include "sim/tiles.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;

TEST_CASE("tiles cover every replication once, in order") {
    for (const std::int64_t replications : {1, 7, 40, 1000})
        for (const int size : {1, 3, 7, 50}) {
            ReplicationTiles plan(replications, size);
            std::int64_t next = 0, index = 0;
            while (const auto tile = plan.next()) {
                CHECK(tile->index == index++);
                CHECK(tile->first_replication == next);
                CHECK(tile->replications >= 1);
                CHECK(tile->replications <= size);
                next += tile->replications;
            }
            CHECK(next == replications);
            CHECK(index == plan.count());
        }
}

TEST_CASE("tiles that are done are left out") {
    ReplicationTiles plan(10, 2, [](std::int64_t index) { return index != 1 && index != 4; });
    CHECK(plan.next()->first_replication == 2);
    CHECK(plan.next()->first_replication == 8);
    CHECK(!plan.next());
}

TEST_CASE("a tile is about half a megabyte, at most a thousand runs, and a sixteenth of the study") {
    CHECK(tile_size(1, 40, 1'000'000) == 1000);
    CHECK(tile_size(10, 40, 1'000'000) == 100);
    CHECK(tile_size(10, 2400, 1'000'000) == 2);
    CHECK(tile_size(200, 2400, 1'000'000) == 1);
    CHECK(tile_size(1, 40, 160) == 10);
    CHECK(tile_size(1, 40, 3) == 1);
    CHECK(tile_size(0, 0, 0) == 1);
}
