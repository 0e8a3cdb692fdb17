// SPDX-License-Identifier: Apache-2.0
// Founders who look for money: who is born when owners, funds or nobody pays.
#include "sim/institutions/founders.hpp"

#include "tests/sim/country_of_funds.hpp"

using namespace drumbeat;
using doctest::Approx;

TEST_CASE("founding: founders who have all the money are owners, to the bit; without funds nobody is born") {
    Scenario s = hungry_country();
    s.entry_exit.entry_rate = .1;
    const double by_owners = at(simulated(s, 2), Outcome::entries);
    CHECK(by_owners > 10);
    const RunRecord owners = simulated(s, 2, 1);
    s.entry_exit.founding = Founding::equity;
    s.entry_exit.founder_share = 1;
    check_same_outcomes(simulated(s, 2, 1), owners);
    s.entry_exit.founder_share = .2;
    const RunRecord financed = simulated(s, 2);
    const double some = at(financed, Outcome::entries);
    CHECK(some > 0);
    CHECK(some < by_owners);
    CHECK(at(financed, Outcome::ledger_residual) < 1e-9);
    s.private_funds.capital = .25;
    CHECK(at(simulated(s, 2), Outcome::entries) < some);
    s.private_funds.capital = 0;
    CHECK(at(simulated(s, 2), Outcome::entries) == 0);
}

TEST_CASE("founding: with equity for everybody as many are born as where owners pay, but for the first year") {
    double financed = 0, by_owners = 0;
    for (std::uint32_t i = 0; i < 12; ++i) {
        Scenario s = hungry_country();
        s.entry_exit.entry_rate = .05;
        s.private_funds.population = FundPopulation::one;
        s.private_investors.intercept = 20;
        by_owners += at(simulated(s, i), Outcome::entries);
        s.entry_exit.founding = Founding::equity;
        financed += at(simulated(s, i), Outcome::entries);
    }
    CHECK(by_owners > 200);
    CHECK(financed / by_owners == Approx(10.0 / 11).epsilon(.1));
}

TEST_CASE("founding: a plan that is not worth what it costs looks for no money") {
    Scenario s = hungry_country();
    s.entry_exit.entry_rate = .05;
    s.entry_exit.founding = Founding::equity;
    s.private_funds.population = FundPopulation::one;
    s.private_investors.intercept = 20;
    CHECK(at(simulated(s, 1), Outcome::entries) > 10);
    s.firms.sme.hurdle_wedge = 1;
    CHECK(at(simulated(s, 1), Outcome::entries) < 3);
}
