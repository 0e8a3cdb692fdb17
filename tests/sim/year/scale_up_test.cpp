// SPDX-License-Identifier: Apache-2.0
// Who scales up, at the scenario's growth and at three others beside it.
#include "sim/replay/replicate.hpp"

#include "tests/sim/country.hpp"
#include "tests/sim/packaged.hpp"

#include <array>
#include <cstring>

using namespace drumbeat;

namespace {

bool same_bits(double a, double b) { return std::memcmp(&a, &b, sizeof a) == 0; }

struct Names {
    Outcome share, net, retained;
};
constexpr std::array<Names, 3> counted{
    Names{Outcome::scale_up_share_10, Outcome::scale_up_share_net_10, Outcome::scale_up_share_retained_10},
    Names{Outcome::scale_up_share_20, Outcome::scale_up_share_net_20, Outcome::scale_up_share_retained_20},
    Names{Outcome::scale_up_share_30, Outcome::scale_up_share_net_30, Outcome::scale_up_share_retained_30}};

} // namespace

TEST_CASE("at the growth of the scenario, the counted shares are the scenario's to the bit") {
    Scenario s = packaged_scenario("netherlands-2026");
    for (std::size_t i = 0; i < counted.size(); ++i) {
        s.scale_up.growth = counted_growths[i];
        const auto prepared = prepare(s);
        const RunRecord run = simulate(*prepared, *prepared, {5, 1});
        CHECK(run.at(Outcome::scale_up_share) > 0);
        CHECK(same_bits(run.at(counted[i].share), run.at(Outcome::scale_up_share)));
        CHECK(same_bits(run.at(counted[i].net), run.at(Outcome::scale_up_share_net)));
        CHECK(same_bits(run.at(counted[i].retained), run.at(Outcome::scale_up_share_retained)));
    }
}

TEST_CASE("the more growth is asked for, the fewer firms scale up; none keeps what it did not reach") {
    for (const RunRecord& run : signature_runs()) {
        CHECK(run.at(Outcome::scale_up_share_10) >= run.at(Outcome::scale_up_share_20));
        CHECK(run.at(Outcome::scale_up_share_20) >= run.at(Outcome::scale_up_share_30));
        for (const Names& names : counted) {
            CHECK(run.at(names.retained) <= run.at(names.share));
            CHECK(run.at(names.net) <= run.at(names.share));
        }
    }
}

TEST_CASE("one firm by hand: an expansion by a quarter counts at a tenth and at two tenths, not at three") {
    Country country(packaged_scenario("textbook"));
    Firms& f = country.firms();
    const Row r{3};
    f.in_cohort[r] = 1;
    f.capacity_history[r].fill(100);
    country.world.year = country.prepared->policy_year;
    f.capacity[r] = 125;
    mark_scale_up(country.year(), f, r); // no expansion arrived: whatever lifted it, it does not count
    CHECK(f.scaled_from_at[r] == std::array<double, 3>{-1, -1, -1});
    f.capacity_history[r].fill(100);
    f.expansion_arrived[r] = 25;
    mark_scale_up(country.year(), f, r);
    CHECK(f.scaled_from_at[r] == std::array<double, 3>{100, 100, -1});
    f.capacity[r] = 170; // 36 % above the 125 that now stand in its history
    f.expansion_arrived[r] = 45;
    mark_scale_up(country.year(), f, r);
    CHECK(f.scaled_from_at[r] == std::array<double, 3>{100, 100, 125});
}
