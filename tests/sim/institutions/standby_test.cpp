// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/country.hpp"
#include "tests/sim/packaged.hpp"
#include "tests/sim/runs.hpp"

#include "sim/firm/standing.hpp"

#include <cmath>

using namespace drumbeat;
using doctest::Approx;

namespace {

// Two Dutch areas with plant to spare: the budget falls, and what is not needed can be sold.
Scenario shrinking() {
    Scenario s = packaged_scenario("netherlands-2026");
    s.segments.erase(s.segments.begin() + 5);
    s.segments.resize(2);
    s.time.burn_in_years = 8;
    s.time.horizon_years = 10;
    s.budget.final_defence_meur = 12000;
    s.investment.sale = true;
    return s;
}

Scenario with_standby(Scenario s, double rate, double covered = 1) {
    s.standby.enabled = true;
    s.standby.rate = rate;
    s.standby.covered = covered;
    return s;
}

bool is_same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

// A country in its first year of policy, when its firms have worked.
Country after_work(const Scenario& s) {
    Country c(s);
    while (c.world.year < c.prepared->policy_year) c.pass_year();
    c.until_beliefs(), c.do_research(), c.invest(), c.produce();
    return c;
}

} // namespace

TEST_CASE("standby: each firm is paid for what stood idle, and procurement gives it up in the year after") {
    Scenario s = with_standby(shrinking(), .05, .6);
    Country c = after_work(s);
    double sum = 0;
    for (const Row r : c.firms().rows())
        if (c.firms().alive[r]) sum += .6 * .05 * std::max(0.0, usable_capacity(c.firms(), r) - c.firms().output[r]);
    CHECK(sum > 0);
    CHECK(c.world.accounts.ledger().paid(Sector::ministry, Purpose::standby) == Approx(sum).epsilon(1e-12));
    const double owed = c.world.owed;
    s.standby.paid_from = PaidFrom::extra;
    Country on_top = after_work(s);
    CHECK(on_top.world.accounts.ledger().paid(Sector::ministry, Purpose::standby) == Approx(sum).epsilon(1e-12));
    CHECK(owed - on_top.world.owed == Approx(sum).epsilon(1e-12));
    CHECK(c.world.accounts.gap() < 1e-9 * c.world.accounts.sum_of_books(c.world.orders.open()));
}

TEST_CASE("standby: plant that civil markets use is not idle, and is not paid for") {
    Scenario s = with_standby(shrinking(), .05);
    s.civil.enabled = true;
    for (Segment& segment : s.segments) segment.dual_use = 1;
    CHECK(mean(runs(s, 2), Outcome::standby_meur) == 0);
    for (Segment& segment : s.segments) segment.dual_use = .5;
    CHECK(mean(runs(s, 2), Outcome::standby_meur) > 0);
}

TEST_CASE("standby: paid nothing, it changes nothing to the bit; absent, its outcome is missing") {
    const auto without = runs(shrinking());
    const auto unpaid = runs(with_standby(shrinking(), 0));
    for (std::size_t i = 0; i < without.size(); ++i)
        for (std::size_t o = 0; o < outcome_count; ++o) {
            CAPTURE(outcomes[o].name);
            if (o == static_cast<std::size_t>(Outcome::standby_meur)) continue;
            CHECK(is_same(without[i].outcome[o], unpaid[i].outcome[o]));
        }
    CHECK(std::isnan(without[0].at(Outcome::standby_meur)));
    CHECK(unpaid[0].at(Outcome::standby_meur) == 0);
}

TEST_CASE("standby: the better idle plant is paid, the less of it is sold; money stays the same and books close") {
    const auto without = runs(shrinking(), 6);
    double sold = mean(without, Outcome::plant_sold_meur);
    CHECK(sold > 0);
    for (const double rate : {.02, .04}) {
        const auto paid = runs(with_standby(shrinking(), rate), 6);
        CHECK(mean(paid, Outcome::plant_sold_meur) < sold);
        sold = mean(paid, Outcome::plant_sold_meur);
        CHECK(mean(paid, Outcome::orders_meur) < mean(without, Outcome::orders_meur));
        CHECK(mean(paid, Outcome::public_money_meur) ==
              Approx(mean(without, Outcome::public_money_meur)).epsilon(1e-9));
        for (const RunRecord& run : paid) CHECK(run.at(Outcome::ledger_residual) < 1e-9);
    }
}
