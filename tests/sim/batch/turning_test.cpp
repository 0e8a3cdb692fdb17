// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/turning.hpp"

#include "tests/sim/packaged.hpp"

using namespace drumbeat;

TEST_CASE("the search for what turns a decision finds the same on any number of threads") {
    Scenario s = packaged_scenario("netherlands-2026");
    s.segments.resize(2);
    for (Segment& segment : s.segments) segment.initial.smes = 9, segment.initial.midcaps = 3;
    s.time.burn_in_years = 4, s.time.horizon_years = 6;
    Replay replay(s, s, {9, 0});
    int turned = 0;
    for (const int row : {2, 9, 16}) {
        const Decision was = replay.decision(row, 2030);
        REQUIRE(was.taken);
        const std::vector<Turn> alone = turns_of(replay, was);
        int heard = 0;
        for (const int threads : {1, 3}) {
            const std::vector<Turn> together = turns_of(replay, was, threads, [&](int, int all) { heard = all; });
            REQUIRE(together.size() == alone.size());
            CHECK(heard == static_cast<int>(alone.size()));
            for (std::size_t i = 0; i < alone.size(); ++i) {
                CHECK(together[i].path == alone[i].path);
                CHECK(together[i].to == alone[i].to);
                CHECK(together[i].stays == alone[i].stays);
                CHECK(together[i].tried == alone[i].tried);
                turned += alone[i].to ? 1 : 0;
            }
        }
    }
    CHECK(turned > 0);
}
