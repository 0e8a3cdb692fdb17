// SPDX-License-Identifier: Apache-2.0
#include "agents/national_accounts.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;
using doctest::Approx;

TEST_CASE("national accounts: a tripled sector adds half a per cent of GDP, by hand") {
    // The brief's scale: 7.7 bn that triples, at 40 % value added, adds 6.16 bn to 1,130 bn of GDP.
    Macro m;
    m.gdp_growth = 0, m.crowding_out = .6;
    SectorYears sector;
    sector.turnover_first = 7700, sector.turnover_last = 23100;
    sector.research_first = 847, sector.research_last = 2541, sector.research_total = 10000;
    sector.defence_last = 45000, sector.years_since_start = 10;
    const NationalAccounts a = national_accounts(m, sector);
    CHECK(a.value_added == Approx(9240));
    CHECK(a.gdp_effect.middle == Approx(.4 * 6160));
    CHECK(a.gdp_effect.low == 0);
    CHECK(a.gdp_effect.high == Approx(1.2 * 6160));
    CHECK(a.jobs == Approx(7 * 23100));
    CHECK(a.jobs_net == Approx(7 * 7700 + .4 * 7 * 15400));
    CHECK(a.industry_share == Approx(.12 + .4 * 6160 / 1130000));
    CHECK(a.rd_share == Approx(.0227 + 1694.0 / 1130000));
    CHECK(a.defence_share == Approx(45000.0 / 1130000));
    CHECK(a.rd_payoff.low == Approx(16000));
    CHECK(a.rd_payoff.high == Approx(75000));
    CHECK(a.civil_payoff.middle == Approx(.2 * 25000));
}

TEST_CASE("national accounts: 45 bn is 3.5 % of GDP ten years on") {
    SectorYears sector;
    sector.defence_last = 45000, sector.years_since_start = 10;
    CHECK(national_accounts(Macro{}, sector).defence_share == Approx(.035).epsilon(.01));
}
