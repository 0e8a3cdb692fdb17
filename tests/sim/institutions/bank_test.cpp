// SPDX-License-Identifier: Apache-2.0
#include "sim/institutions/bank.hpp"

#include "agents/bank.hpp"
#include "sim/year/measures.hpp"
#include "tests/sim/country.hpp"
#include "tests/sim/everything.hpp"
#include "tests/sim/runs.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

using namespace drumbeat;
using doctest::Approx;

namespace {

// A country in which orders grow by more than firms can pay out of their own cash, and banks alone may be asked.
Scenario country_of_loans() {
    Scenario s = busy_country();
    s.budget.final_defence_meur = 4000;
    for (Segment& area : s.segments) area.orders.cv = .1;
    s.entry_exit.minimum_rate = .35;
    s.finance.debt_to_earnings = 2.5;
    s.finance.loan_to_value = 1;
    s.finance.cash_reserve_months = 24;
    s.finance.rejection = 0;
    return s;
}

Scenario with_balance(Scenario s, double capital) {
    s.finance.bank = BankModel::balance;
    s.finance.bank_capital = capital;
    return s;
}

Scenario with_funds(Scenario s) {
    s.private_investors.model = InvestorModel::funds;
    s.private_investors.intercept = 3;
    s.private_funds.openness_2030 = 1;
    s.entry_exit.founding = Founding::equity;
    return s;
}

// A capital at which the bank cannot lend all that firms ask it for.
constexpr double scarce = .5;

bool same_bits(const RunRecord& a, const RunRecord& b) {
    return std::memcmp(a.outcome, b.outcome, sizeof a.outcome) == 0 &&
           std::memcmp(a.yearly.data(), b.yearly.data(), a.yearly.size() * sizeof(double)) == 0;
}

double lent_for_expansion(RunRecord& run, int year) {
    double sum = 0;
    for (int area = 0; area < run.segments; ++area) sum += run.at(Yearly::bank_meur, year, area);
    return sum;
}

// Loans of the year's investment by row, from the same state, of a bank that has so much left.
std::vector<double> loans_with(Country country, double left) {
    Bank& bank = country.world.in.bank;
    bank.room = bank.lent + left;
    std::vector<double> loans;
    for (const Row r : country.firms().rows()) loans.push_back(-country.world.accounts.debt(r));
    country.invest();
    for (const Row r : country.firms().rows()) loans[r.index()] += country.world.accounts.debt(r);
    return loans;
}

double sum_of(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum;
}

} // namespace

TEST_CASE("a bank without limits, memory and restriction lends as the formula does, to the bit") {
    Scenario s = everything_on();
    SUBCASE("firms ask investors one after another") {}
    SUBCASE("investors are funds") { s = with_funds(s); }
    s.finance.bank = BankModel::formula;
    Scenario unlimited = with_balance(s, 1000000);
    unlimited.finance.bank_loss_response = 0;
    unlimited.finance.bank_defence_penalty = 0;
    const auto formula = runs(s);
    const auto balance = runs(unlimited);
    for (std::size_t i = 0; i < formula.size(); ++i) CHECK(same_bits(formula[i], balance[i]));
    CHECK(mean(formula, Outcome::bank_meur) > 0);
}

TEST_CASE("a bank's years by its balance: exposure, room, what it lends of that, and appetite") {
    Scenario s = everything_on();
    SUBCASE("firms ask investors one after another") {}
    SUBCASE("investors are funds, and who waits for them has a promise of the bank") { s = with_funds(s); }
    double lost = 0;
    int fell = 0;
    int spent = 0;
    for (RunRecord& run : runs(s, 12)) {
        // As its second year tells it.
        const double capital = (run.at(Institution::banks_room_meur, 1) + run.at(Institution::banks_exposure_meur, 0)) /
                               run.at(Institution::banks_appetite, 0);
        for (int year = 1; year < run.years; ++year) {
            const double before = run.at(Institution::banks_exposure_meur, year - 1);
            const double written_off = run.at(Institution::banks_written_off_meur, year);
            CHECK(run.at(Institution::banks_exposure_meur, year) ==
                  Approx(before + run.at(Institution::banks_lent_meur, year) -
                         run.at(Institution::banks_repaid_meur, year) - written_off));
            const double appetite = run.at(Institution::banks_appetite, year - 1);
            const double room = run.at(Institution::banks_room_meur, year);
            CHECK(room == Approx(std::max(0.0, appetite * capital - before)));
            CHECK(lent_for_expansion(run, year) <= room + 1e-9);
            const double loss_rate = written_off / before;
            const double after = run.at(Institution::banks_appetite, year);
            CHECK(after == Approx(appetite_after(appetite, s.finance.bank_loss_response, loss_rate)));
            lost += written_off;
            fell += after < appetite ? 1 : 0;
            spent += room > 0 && lent_for_expansion(run, year) > .999 * room ? 1 : 0;
        }
    }
    CHECK(lost > 0);
    CHECK(fell > 0);
    CHECK(spent > 0);
}

TEST_CASE("who can carry debt best borrows first, and as the formula lets him until the room is spent, by hand") {
    int cut = 0;
    int ties = 0;
    for (std::uint32_t i = 0; i < 6; ++i) {
        Country country(with_balance(country_of_loans(), 1), i);
        for (int year = 0; year < 7; ++year) country.pass_year();
        country.until_beliefs();
        for (const Row r : country.firms().rows())
            if (r.number % 5 == 0) give_debt(country.world, r, 0); // so that some are equals
        country.do_research();
        const std::vector<double> asked = loans_with(country, 1e9);
        const double room = .5 * sum_of(asked);
        const std::vector<double> got = loans_with(country, room);
        country.world.in.bank.room = country.world.in.bank.lent + room;
        line_up(country.firms(), country.desk.draws, country.desk.queue);
        country.world.in.bank.rank(country.year(), country.firms(), country.world.accounts, country.desk.queue);
        double left = room;
        double cover_before = INFINITY;
        double place_before = 0;
        for (const auto& [place, r] : country.desk.queue) {
            const double cover = service_cover(country.year(), country.firms(), country.world.accounts, r);
            CHECK(cover <= cover_before);
            if (cover == cover_before) CHECK(place > place_before);
            ties += cover == cover_before && cover > 0 ? 1 : 0;
            cover_before = cover;
            place_before = place;
            if (asked[r.index()] <= left)
                CHECK(got[r.index()] == Approx(asked[r.index()]));
            else
                ++cut;
            CHECK(got[r.index()] <= left + 1e-9);
            left -= got[r.index()];
        }
    }
    CHECK(cut > 0);
    CHECK(ties > 0);
}

TEST_CASE("a bank that has enough for all that firms could owe leaves the order in which they ask to the draw") {
    Country country(with_balance(country_of_loans(), 1000));
    country.until_beliefs();
    country.do_research();
    country.invest();
    CHECK(std::ranges::is_sorted(country.desk.queue));
    country.world.in.bank.room = 1;
    country.world.in.bank.rank(country.year(), country.firms(), country.world.accounts, country.desk.queue);
    CHECK_FALSE(std::ranges::is_sorted(country.desk.queue));
}

TEST_CASE("half the bank's capital is money that firms miss") {
    const auto whole = runs(with_balance(country_of_loans(), 2 * scarce));
    const auto half = runs(with_balance(country_of_loans(), scarce));
    CHECK(mean(half, Outcome::bank_meur) < .8 * mean(whole, Outcome::bank_meur));
    CHECK(mean(half, Outcome::investment_meur) < mean(whole, Outcome::investment_meur));
    CHECK(mean(half, Outcome::bank_meur) > 0);
}

TEST_CASE("after a wave of exits the bank wants less of the sector, and more again when losses stay away") {
    Scenario s = with_balance(country_of_loans(), 2);
    s.entry_exit.exit = false;
    Country country(s);
    for (int year = 0; year < 3; ++year) country.pass_year();
    const double before = country.world.in.bank.appetite;
    // A third of the owners empty the tills; who cannot pay ends.
    for (const Row r : country.firms().rows())
        if (r.number % 3 == 0) give_cash(country.world, r, -3 * country.world.accounts.debt(r));
    s.entry_exit.exit = true;
    s.entry_exit.insolvent_years = 1;
    country.prepared = prepare(s);
    country.pass_year();
    CHECK(country.world.totals.exits > 0);
    CHECK(country.world.accounts.total_debt() > 0);
    const double after = country.world.in.bank.appetite;
    CHECK(after < before - .1);
    s.entry_exit.exit = false;
    country.prepared = prepare(s);
    country.pass_year();
    CHECK(country.world.in.bank.appetite == Approx(after + s.finance.bank_loss_response * expected_loss));
}

TEST_CASE("a bank that may not lend to defence refuses all who ask; one that may refuses whom the formula would") {
    Scenario s = with_balance(country_of_loans(), 1000);
    s.finance.bank_defence_penalty = 1;
    const auto refused_from_2030 = [](std::vector<RunRecord> all) {
        double requests = 0;
        double refused = 0;
        for (RunRecord& run : all)
            for (int year = 4; year < run.years; ++year) {
                requests += run.at(Institution::banks_requests, year);
                refused += run.at(Institution::banks_refused, year);
            }
        REQUIRE(requests > 10);
        return refused / requests;
    };
    s.private_funds.openness_2030 = 0;
    CHECK(refused_from_2030(runs(s)) == 1);
    s.private_funds.openness_2030 = 1;
    CHECK(refused_from_2030(runs(s)) < .4);
    s.finance.rejection = 0;
    CHECK(refused_from_2030(runs(s)) == 0);
}

TEST_CASE("under formula the bank has no balance, and no year of it is told") {
    for (RunRecord& run : runs(country_of_loans(), 1))
        for (int year = 0; year < run.years; ++year) {
            CHECK(std::isnan(run.at(Institution::banks_room_meur, year)));
            CHECK(std::isnan(run.at(Institution::banks_appetite, year)));
        }
}
