// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/tiles.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

using namespace drumbeat;

namespace {

// A country of 700 firms, 30 years before the policy and 15 after it; some 30 kB are kept of each run.
Cost dutch(std::int64_t cases_per_world) { return {700, 30, 15, cases_per_world, 30e3}; }
Cost textbook(std::int64_t cases_per_world) { return {12, 5, 10, cases_per_world, 2e3}; }

double work_of(const Grid& grid, const Cost& cost) {
    const double worlds = std::ceil(static_cast<double>(grid.tile_cases) / static_cast<double>(cost.cases_per_world));
    return static_cast<double>(grid.tile_replications) * cost.firms *
           (worlds * cost.burn_in_years + static_cast<double>(grid.tile_cases) * cost.years);
}

} // namespace

TEST_CASE("tiles cover every run once, in order") {
    for (const Grid grid :
         {Grid{1, 1, 1, 1}, Grid{7, 5, 3, 2}, Grid{6, 4, 3, 2}, Grid{5, 9, 5, 4}, Grid{1000, 3, 7, 1}}) {
        GridTiles plan(grid);
        std::set<std::pair<std::int64_t, std::int64_t>> runs;
        std::int64_t index = 0, count = 0;
        while (const auto tile = plan.next()) {
            CHECK(tile->index == index++);
            CHECK(tile->cases >= 1);
            CHECK(tile->replications >= 1);
            for (std::int64_t c = 0; c < tile->cases; ++c)
                for (std::int64_t r = 0; r < tile->replications; ++r)
                    runs.emplace(tile->first_case + c, tile->first_replication + r), ++count;
        }
        CHECK(index == grid.count());
        CHECK(count == grid.cases * grid.replications);
        CHECK(static_cast<std::int64_t>(runs.size()) == count);
        CHECK(runs.rbegin()->first == grid.cases - 1);
    }
}

TEST_CASE("tiles that are skipped are left out") {
    GridTiles plan({1, 10, 1, 2}, [](std::int64_t index) { return index != 1 && index != 4; });
    CHECK(plan.next()->first_replication == 2);
    CHECK(plan.next()->first_replication == 8);
    CHECK(!plan.next());
}

TEST_CASE("the cut does not depend on the number of replications") {
    for (const std::int64_t cases : {1, 36, 816, 100000}) {
        const Grid few = grid_of(cases, 2, dutch(6)), many = grid_of(cases, 1000000, dutch(6));
        CHECK(few.tile_cases == many.tile_cases);
        CHECK(few.tile_replications == many.tile_replications);
    }
}

TEST_CASE("a tile is about a third of a second of work, and a world is not cut where it fits") {
    for (const std::int64_t per_world : {1, 2, 6, 8})
        for (const std::int64_t worlds : {1, 6, 100, 50000}) {
            const Grid grid = grid_of(per_world * worlds, 20, dutch(per_world));
            CHECK(grid.tile_cases % per_world == 0);
            CHECK(work_of(grid, dutch(per_world)) <= 200'000);
            CHECK(work_of(grid, dutch(per_world)) >= 30'000);
        }
    const Grid cut = grid_of(64, 20, dutch(64)); // a world of 64 cases is not done in a third of a second
    CHECK(cut.tile_cases == 8);
    CHECK(cut.tile_replications == 1);
}

TEST_CASE("small countries go many replications at a time, many cases at most sixteen") {
    CHECK(grid_of(2, 1000, textbook(2)).tile_replications > 100);
    CHECK(grid_of(100000, 4, textbook(2)).tile_replications == 16);
    CHECK(grid_of(100000, 4, textbook(2)).tile_cases >= 20);
}

TEST_CASE("a tile's values stay below four megabytes, unless a single run is larger") {
    for (const double bytes : {1e3, 1e5, 1e6, 3e6, 1e8}) {
        Cost cost = textbook(2);
        cost.bytes_per_run = bytes;
        const Grid grid = grid_of(50, 20, cost);
        const auto runs = static_cast<double>(grid.tile_cases * grid.tile_replications);
        CHECK((runs * bytes <= 4.2e6 || runs == 1));
    }
}

TEST_CASE("nothing at all is one tile") { CHECK(grid_of(0, 0, {}).count() == 1); }
