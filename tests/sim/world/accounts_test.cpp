// SPDX-License-Identifier: Apache-2.0
// Accounts: each purpose worked by hand, books that close after any sequence of payments, and euros lost on purpose.
#include "sim/world/accounts.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>

using namespace drumbeat;
using doctest::Approx;

namespace {

constexpr Row one{0};
constexpr Row other{1};

// Accounts of some firms that each begin with a cash of 10, a plant of 20 and a debt of 5.
Accounts accounts_of(int firms) {
    Accounts accounts;
    for (const Row row : ids<Row>(static_cast<std::size_t>(firms))) {
        Rows::add(accounts);
        accounts.open(row, 10, 20, 5);
    }
    accounts.begin_year();
    return accounts;
}

void check_sheet(const Sheet& sheet, const Sheet& expected) {
    CHECK(sheet.cash == Approx(expected.cash));
    CHECK(sheet.book == Approx(expected.book));
    CHECK(sheet.debt == Approx(expected.debt));
    CHECK(sheet.advances == Approx(expected.advances));
    CHECK(sheet.equity == Approx(expected.equity));
}

// What 3 meur of a purpose do to a sheet of 10 cash, 20 plant, 5 debt and 25 equity, where the firm is paid.
struct Worked {
    Purpose purpose;
    Sheet received;
};
const Worked of_firms[] = {
    {Purpose::advance, {13, 20, 5, 3, 25}},     {Purpose::refund, {13, 20, 5, 3, 25}},
    {Purpose::loan, {13, 20, 8, 0, 25}},        {Purpose::repayment, {13, 20, 8, 0, 25}},
    {Purpose::expansion, {13, 17, 5, 0, 25}},   {Purpose::replacement, {13, 17, 5, 0, 25}},
    {Purpose::delivery, {13, 20, 5, 0, 28}},    {Purpose::sustainment, {13, 20, 5, 0, 28}},
    {Purpose::exports, {13, 20, 5, 0, 28}},     {Purpose::parts, {13, 20, 5, 0, 28}},
    {Purpose::civil_sales, {13, 20, 5, 0, 28}}, {Purpose::production_cost, {13, 20, 5, 0, 28}},
    {Purpose::interest, {13, 20, 5, 0, 28}},    {Purpose::equity, {13, 20, 5, 0, 28}},
    {Purpose::subsidy, {13, 20, 5, 0, 28}},     {Purpose::compensation, {13, 20, 5, 0, 28}},
    {Purpose::payout, {13, 20, 5, 0, 28}},      {Purpose::research, {13, 20, 5, 0, 28}},
    {Purpose::incentive, {13, 20, 5, 0, 28}},
};
const Purpose of_others[] = {Purpose::imports, Purpose::fund_payment, Purpose::stake_sale, Purpose::liquidation,
                             Purpose::rent};

// Money that the sectors together have gained: none, ever.
double gained(const Ledger& ledger) {
    double sum = 0;
    for (int sector = 0; sector < static_cast<int>(Sector::count_); ++sector)
        sum += ledger.balance(static_cast<Sector>(sector));
    return sum;
}

} // namespace

TEST_CASE("each purpose by hand: cash, and what stands against it") {
    CHECK(std::size(of_firms) + std::size(of_others) == static_cast<std::size_t>(Purpose::count_));
    for (const Purpose purpose : of_others) CHECK(against(purpose) == Against::nothing);
    for (const Worked& worked : of_firms) {
        CAPTURE(static_cast<int>(worked.purpose));
        Accounts accounts = accounts_of(2);
        accounts.pay(Sector::ministry, one, worked.purpose, 3);
        check_sheet(accounts.sheet(one), worked.received);
        check_sheet(accounts.sheet(other), {10, 20, 5, 0, 25});
        CHECK(accounts.ledger().balance(Sector::firms) == 3);
        CHECK(accounts.ledger().balance(Sector::ministry) == -3);
        CHECK(accounts.ledger().paid(Sector::ministry, worked.purpose) == 3);
        CHECK(accounts.gap() < 1e-12);
        accounts.pay(one, Sector::ministry, worked.purpose, 3); // and back
        check_sheet(accounts.sheet(one), {10, 20, 5, 0, 25});
        CHECK(accounts.ledger().paid(Sector::firms, worked.purpose) == 3);
        accounts.pay(one, Sector::ministry, worked.purpose, -3); // a negative amount runs the other way
        check_sheet(accounts.sheet(one), worked.received);
        CHECK(accounts.gap() < 1e-12);
    }
}

TEST_CASE("the fund's purse moves with what it receives and pays, and with nothing else") {
    Accounts accounts = accounts_of(1);
    accounts.pay(Sector::ministry, Sector::fund, Purpose::fund_payment, 7);
    CHECK(accounts.fund_cash() == 7);
    accounts.pay(Sector::fund, one, Purpose::equity, 2);
    CHECK(accounts.fund_cash() == 5);
    accounts.pay(Sector::fund, one, Purpose::equity, 1);
    CHECK(accounts.fund_cash() == 4);
    accounts.pay(Sector::private_investors, Sector::fund, Purpose::stake_sale, 3);
    CHECK(accounts.fund_cash() == 7);
    accounts.pay(Sector::ministry, Sector::abroad, Purpose::imports, 9);
    accounts.pay(Sector::banks, one, Purpose::loan, 9);
    CHECK(accounts.fund_cash() == 7);
    CHECK(accounts.gap() < 1e-12);
}

TEST_CASE("plant that several pay for, and work that was paid in advance") {
    Accounts accounts = accounts_of(1);
    // A plant of 8, of which a bank lends 5 and the ministry gives 1.
    accounts.pay(Sector::banks, one, Purpose::loan, 5);
    accounts.pay(Sector::ministry, one, Purpose::subsidy, 1);
    accounts.pay(one, Sector::suppliers, Purpose::expansion, 8);
    check_sheet(accounts.sheet(one), {8, 28, 10, 0, 26});
    CHECK(accounts.ledger().balance(Sector::firms) == -2);
    CHECK(accounts.ledger().balance(Sector::suppliers) == 8);
    accounts.pay(Sector::ministry, one, Purpose::advance, 3);
    check_sheet(accounts.sheet(one), {11, 28, 10, 3, 26});
    accounts.work_off(one, 2);
    check_sheet(accounts.sheet(one), {11, 28, 10, 1, 28});
    CHECK(accounts.gap() < 1e-12);
}

TEST_CASE("wear, and plant that is sold for part of what it stands for") {
    Accounts accounts = accounts_of(1);
    accounts.wear(one, 2);
    check_sheet(accounts.sheet(one), {10, 18, 5, 0, 23});
    CHECK(accounts.sell_plant(one, 10, .4) == Approx(4));
    check_sheet(accounts.sheet(one), {14, 8, 5, 0, 17}); // 6 of it are lost to the owners
    CHECK(accounts.ledger().paid(Sector::abroad, Purpose::liquidation) == Approx(4));
    CHECK(accounts.gap() < 1e-12);
}

TEST_CASE("a newborn firm: what it has less what it owes is its owners', who pay for it with the bank") {
    Accounts accounts = accounts_of(1);
    Rows::add(accounts);
    accounts.open(other, 3, 8, 4);
    check_sheet(accounts.sheet(other), {3, 8, 4, 0, 7});
    CHECK(accounts.gap() == Approx(3)); // nobody has paid yet
    accounts.pay_in(other);
    CHECK(accounts.ledger().paid(Sector::owners, Purpose::equity) == 7);
    CHECK(accounts.ledger().paid(Sector::banks, Purpose::loan) == 4);
    CHECK(accounts.ledger().paid(Sector::firms, Purpose::expansion) == 8);
    CHECK(accounts.gap() < 1e-12);
}

TEST_CASE("the estate of a firm: plant, advances, debt, owners; its bank stands in where that is not enough") {
    const auto ended = [](double cash) {
        Accounts accounts = accounts_of(2);
        accounts.pay(Sector::ministry, one, Purpose::advance, 6);
        accounts.pay(one, Sector::owners, Purpose::payout, accounts.cash(one) - cash);
        CHECK(accounts.wind_up(one, .5) == Approx(6));
        check_sheet(accounts.sheet(one), {});
        CHECK(accounts.gap() < 1e-12);
        CHECK(accounts.ledger().paid(Sector::abroad, Purpose::liquidation) == Approx(10));
        CHECK(accounts.ledger().paid(Sector::firms, Purpose::refund) == Approx(6));
        return accounts.ledger();
    };
    const Ledger rich = ended(11); // 11 + 10 - 6: the bank gets its 5, the owners 10
    CHECK(rich.paid(Sector::firms, Purpose::repayment) == Approx(5));
    CHECK(rich.paid(Sector::firms, Purpose::liquidation) == Approx(10));
    const Ledger poor = ended(-1); // 3 are left for the bank
    CHECK(poor.paid(Sector::firms, Purpose::repayment) == Approx(3));
    CHECK(poor.paid(Sector::firms, Purpose::liquidation) == 0);
    CHECK(poor.paid(Sector::banks, Purpose::loan) == 0);
    const Ledger ruined = ended(-7); // 3 are missing
    CHECK(ruined.paid(Sector::banks, Purpose::loan) == Approx(3));
    CHECK(ruined.paid(Sector::firms, Purpose::repayment) == 0);
}

TEST_CASE("the books close after any sequence of payments, year after year") {
    std::mt19937 draw(20260101);
    std::uniform_real_distribution<double> amount(-40, 40);
    std::uniform_int_distribution<int> sector(1, static_cast<int>(Sector::count_) - 1); // all but firms
    std::uniform_int_distribution<std::size_t> purpose(0, std::size(of_firms) - 1);
    std::uniform_int_distribution<int> kind(0, 7);
    Accounts accounts = accounts_of(6);
    for (int year = 0; year < 20; ++year) {
        for (int i = 0; i < 500; ++i) {
            const Row row{static_cast<int>(draw() % 6)};
            const auto who = static_cast<Sector>(sector(draw));
            const Purpose what = of_firms[purpose(draw)].purpose;
            const double meur = amount(draw);
            switch (kind(draw)) {
            case 0: accounts.pay(who, row, what, meur); break;
            case 1: accounts.pay(row, who, what, meur); break;
            case 2: accounts.pay(who, Sector::fund, Purpose::stake_sale, meur); break;
            case 3: accounts.wear(row, meur); break;
            case 4: accounts.sell_plant(row, meur, .3); break;
            case 5: accounts.work_off(row, meur); break;
            case 6: accounts.wind_up(row, .5); break;
            default:
                accounts.wind_up(row, .5);
                accounts.open(row, meur, 2 * meur, 3);
                accounts.pay_in(row);
            }
        }
        accounts.note_sum(accounts.sum_of_books(0));
        CHECK(accounts.gap() < 1e-12 * accounts.largest_sum());
        CHECK(std::abs(gained(accounts.ledger())) < 1e-12 * accounts.largest_sum());
        accounts.begin_year();
        CHECK(accounts.gap() < 1e-12 * accounts.largest_sum());
    }
}

TEST_CASE("planted: a euro that is lost is found by the books") {
    Accounts removed = accounts_of(3);
    Rows::remove_last(removed); // a firm that is gone with its cash
    CHECK(removed.gap() == Approx(10));
    Accounts gift = accounts_of(3);
    gift.open(one, 11, 20, 5); // a euro from nowhere
    CHECK(gift.gap() == Approx(1));
    Accounts nobody_pays = accounts_of(3);
    Rows::add(nobody_pays);
    nobody_pays.open(Row{3}, 1, 0, 0);
    CHECK(nobody_pays.gap() == Approx(1));
}

TEST_CASE("planted: a number that is none is the widest gap, whatever is weighed after it") {
    const double none = std::numeric_limits<double>::quiet_NaN();
    Accounts accounts = accounts_of(3);
    accounts.pay(Sector::banks, one, Purpose::loan, none);
    CHECK(accounts.gap() != accounts.gap());
    CHECK(wider(none, 1) != wider(none, 1));
    CHECK(wider(1, none) != wider(1, none));
    CHECK(wider(1, -2) == 2);
    CHECK(wider(2, 1) == 2);
}

TEST_CASE("accounts that are cleared are those of a country without firms") {
    Accounts accounts = accounts_of(3);
    accounts.pay(Sector::ministry, Sector::fund, Purpose::fund_payment, 7);
    accounts.note_sum(100);
    accounts.clear();
    CHECK(accounts.fund_cash() == 0);
    CHECK(accounts.largest_sum() == 0);
    CHECK(accounts.sum_of_books(0) == 0);
    CHECK(accounts.gap() == 0);
}
