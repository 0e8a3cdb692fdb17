// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/money.hpp"

#include "outputs/verdict/charts.hpp"
#include "tests/outputs/fake_results.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace drumbeat;

namespace {

Money money_in(const FakeResults& results) {
    const Study study = fake_study();
    return charts_of(results, study, verdict_of(results, study)).money;
}

} // namespace

TEST_CASE("who paid is a mean over years, ways of deciding and runs; who received is nobody who paid") {
    FakeResults results = fake_results();
    give_money(results, 3);
    const Money money = money_in(results);
    CHECK(money.arms == std::vector<std::string>{"base", "stable"});
    REQUIRE(money.paid.size() == 1);
    CHECK(money.paid[0].sector == "banks");
    CHECK(money.paid[0].purpose == "loan");
    CHECK(money.paid[0].meur == std::vector<double>{15, 30});
}

TEST_CASE("what institutions held is there by arm and year, and left out where it is nothing") {
    FakeResults results = fake_results();
    give_money(results, 3);
    const Money money = money_in(results);
    REQUIRE(money.held.size() == 1);
    CHECK(money.held[0].quantity.name == "banks_exposure_meur");
    CHECK(money.held[0].values == std::vector<std::vector<double>>{{101, 201}, {101, 201}});
    CHECK(money.years == std::vector<int>{2026, 2027});
}

TEST_CASE("a missing value is no nothing: the mean is over what is there") {
    FakeResults results = fake_results();
    give_money(results, 2);
    results.institution_value = [](const CaseName&, Institution q, std::int64_t r, int year) {
        const bool is_there = q == Institution::secfund_cash_meur && year == 2027 && r == 1;
        return is_there ? 8.0 : missing;
    };
    const Money money = money_in(results);
    REQUIRE(money.held.size() == 1);
    CHECK(std::isnan(money.held[0].values[0][0]));
    CHECK(money.held[0].values[0][1] == 8);
}

TEST_CASE("without years, or in an older file, there is no money to tell of") {
    CHECK(money_in(fake_results()).paid.empty());
    FakeResults older = fake_results();
    give_money(older, 3);
    older.paid_value = {};
    older.institution_value = {};
    older.sector_names.clear();
    CHECK(money_in(older).paid.empty());
    CHECK(money_in(older).held.empty());
}
