// SPDX-License-Identifier: Apache-2.0
// The state's fund: whom it joins, and how far.
#include "tests/sim/everything.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace drumbeat;

namespace {

// A country in which the fund has much to do: little debt, investors who say yes.
Scenario country_of_the_fund() {
    Scenario s = busy_country();
    s.finance.debt_to_earnings = .9;
    s.private_investors.enabled = true;
    s.private_investors.intercept = 4;
    s.private_investors.ticket_max_meur = 500;
    s.secfund.enabled = true;
    s.secfund.budget_meur = 400;
    s.secfund.paid_in_years = 1;
    return s;
}

// The country when a run has ended.
World after_run(const Scenario& s, std::uint32_t replication) {
    World world;
    RunRecord record;
    Desk desk;
    walk({s, s}, {3, replication}, world, record, [&](const Year& y, RunRecord* kept) { tick(y, world, desk, kept); });
    return world;
}

} // namespace

TEST_CASE("the fund joins no prime, and no firm of an area with too little use outside defence") {
    Scenario s = country_of_the_fund();
    double of_primes = 0;
    double of_first_area = 0;
    double of_others = 0;
    for (std::uint32_t i = 0; i < 6; ++i) {
        s.segments[0].dual_use = .29;
        const Firms f = after_run(s, i).firms;
        for (const Row r : f.rows()) {
            if (f.size_class[r] == SizeClass::prime) of_primes += f.fund_taken[r];
            (f.area[r] == Area(0) ? of_first_area : of_others) += f.fund_taken[r];
        }
    }
    CHECK(of_primes == 0);
    CHECK(of_first_area == 0);
    CHECK(of_others > 0);
    s.segments[0].dual_use = .31;
    double with_first = 0;
    for (std::uint32_t i = 0; i < 6; ++i) {
        const Firms f = after_run(s, i).firms;
        for (const Row r : f.rows()) with_first += f.area[r] == Area(0) ? f.fund_taken[r] : 0;
    }
    CHECK(with_first > 0);
}

TEST_CASE("no company has more of the fund than the largest ticket, however often it comes back") {
    Scenario s = country_of_the_fund();
    s.secfund.ticket_max_meur = 4;
    double most = 0;
    int twice = 0;
    for (std::uint32_t i = 0; i < 8; ++i) {
        const World w = after_run(s, i);
        const Firms& f = w.firms;
        for (const Row r : f.rows()) {
            const auto deals = std::ranges::count(w.in.fund.stakes, r, &Stake::row);
            if (deals > 1) ++twice;
            most = std::max(most, f.fund_taken[r] / f.weight[r]);
        }
    }
    MESSAGE("firms that came back: ", twice, ", most that one has: ", most);
    CHECK(twice > 0);
    CHECK(most <= 4 + 1e-12);
    CHECK(most > 3.99);
}
