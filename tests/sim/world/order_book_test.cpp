// SPDX-License-Identifier: Apache-2.0
// The order book: what an order touches, worked by hand, and that each way out undoes it.
#include "sim/world/order_book.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace drumbeat;
using doctest::Approx;

namespace {

constexpr Row one{0};
constexpr Row other{1};

struct Books {
    Accounts accounts;
    OrderBook orders;

    explicit Books(int firms) {
        for (int i = 0; i < firms; ++i) {
            Rows::add(accounts);
            Rows::add(orders);
        }
    }
    // Delivers, and has the firm paid for it.
    OrderBook::Delivery deliver(Row row, double capacity) {
        const OrderBook::Delivery done = orders.deliver(row, capacity);
        accounts.pay(Sector::ministry, row, Purpose::delivery, done.to_pay());
        accounts.work_off(row, done.advance);
        return done;
    }
};

// A volume of 10 for 12 meur, of which 3 are paid in advance; a fifth of unit cost is saved, partners order 4 more.
CallOff order_of(Row row, int lead_years) { return {row, lead_years, {10, 12, 3, 2}, 4}; }

// Nothing is left in the book, and nothing of it in the firm's sheet.
void check_empty(const Books& books, Row row) {
    for (int year = 0; year <= longest_lead; ++year) {
        CHECK(books.orders.due(row, year) == 0);
        CHECK(books.orders.partners_due(row, year) == 0);
    }
    CHECK(books.orders.late(row) == 0);
    CHECK(books.orders.backlog(row) == 0);
    CHECK(books.orders.open() == 0);
    CHECK(books.orders.outstanding() == 0);
    CHECK(books.accounts.advances(row) == 0);
}

} // namespace

TEST_CASE("an order by hand: each place that it touches") {
    Books books(2);
    books.orders.place(books.accounts, order_of(one, 2));
    for (int year = 0; year <= longest_lead; ++year) {
        CHECK(books.orders.due(one, year) == (year == 2 ? 10 : 0));
        CHECK(books.orders.partners_due(one, year) == (year == 2 ? 4 : 0));
        CHECK(books.orders.due(other, year) == 0);
    }
    CHECK(books.orders.late(one) == 0);
    CHECK(books.orders.money_due(one) == 12);
    CHECK(books.orders.backlog(one) == 12);
    CHECK(books.orders.ordered(one) == 10);
    CHECK(books.orders.ordered_money(one) == 12);
    CHECK(books.orders.open() == 9);
    CHECK(books.orders.outstanding() == 9);
    CHECK(books.accounts.cash(one) == 3);
    CHECK(books.accounts.advances(one) == 3);
    CHECK(books.accounts.equity(one) == 0);
    CHECK(books.accounts.ledger().paid(Sector::ministry, Purpose::advance) == 3);
    CHECK(books.accounts.cash(other) == 0);
    books.orders.begin_year();
    CHECK(books.orders.ordered(one) == 0);
    CHECK(books.orders.ordered_money(one) == 0);
    CHECK(books.orders.backlog(one) == 12);
}

TEST_CASE("work that is delivered in time leaves nothing") {
    Books books(1);
    books.orders.place(books.accounts, order_of(one, 1));
    const auto before = books.deliver(one, 100);
    CHECK(before.volume == 0);
    CHECK(before.partners == 0);
    CHECK(books.orders.due(one, 0) == 10);
    CHECK(books.orders.partners_due(one, 0) == 4);
    const auto done = books.deliver(one, 100);
    CHECK(done.volume == 10);
    CHECK(done.money == 12);
    CHECK(done.advance == 3);
    CHECK(done.saving == 2);
    CHECK(done.partners == 4);
    check_empty(books, one);
    CHECK(books.accounts.cash(one) == Approx(12));
    CHECK(books.accounts.equity(one) == Approx(12));
}

TEST_CASE("work for which there is no capacity is late, and comes first in the next year") {
    Books books(1);
    books.orders.place(books.accounts, order_of(one, 0));
    const auto part = books.deliver(one, 4);
    CHECK(part.volume == Approx(4));
    CHECK(part.money == Approx(4.8));
    CHECK(part.advance == Approx(1.2));
    CHECK(part.saving == Approx(.8));
    CHECK(part.partners == 4); // partners' work is not late: what has no place in the year is gone
    CHECK(books.orders.late(one) == Approx(6));
    CHECK(books.orders.money_due(one) == 0);
    CHECK(books.orders.backlog(one) == Approx(7.2));
    CHECK(books.orders.open() == Approx(5.4));
    CHECK(books.orders.outstanding() == Approx(5.4));
    const auto rest = books.deliver(one, 6.5);
    CHECK(rest.volume == Approx(6));
    CHECK(rest.saving == Approx(1.2));
    CHECK(books.orders.late(one) == 0);
    CHECK(books.orders.open() == Approx(0));
}

TEST_CASE("an order that is taken back leaves nothing: late work, and its advance") {
    Books books(1);
    books.orders.place(books.accounts, order_of(one, 1));
    books.deliver(one, 100);
    books.deliver(one, 0);
    CHECK(books.orders.late(one) == 10);
    const WorkOnOrder taken = books.orders.take_back(books.accounts, one, 0);
    CHECK(taken.volume == 10);
    CHECK(taken.money == 12);
    CHECK(taken.advance == 3);
    CHECK(taken.saving == 2);
    check_empty(books, one);
    CHECK(books.accounts.cash(one) == 0);
    CHECK(books.accounts.ledger().paid(Sector::firms, Purpose::refund) == 3);
}

TEST_CASE("late work up to a year's output stays") {
    Books books(1);
    books.orders.place(books.accounts, order_of(one, 0));
    books.deliver(one, 0);
    const WorkOnOrder none = books.orders.take_back(books.accounts, one, 10);
    CHECK(none.volume == 0);
    CHECK(books.orders.late(one) == 10);
    const WorkOnOrder taken = books.orders.take_back(books.accounts, one, 7.5);
    CHECK(taken.volume == Approx(2.5));
    CHECK(taken.money == Approx(3));
    CHECK(books.orders.late(one) == 7.5);
    CHECK(books.orders.backlog(one) == Approx(9));
    CHECK(books.accounts.advances(one) == Approx(2.25));
    CHECK(books.orders.open() == Approx(6.75));
    CHECK(books.orders.outstanding() == Approx(6.75));
    CHECK(books.deliver(one, 100).saving == Approx(1.5));
    check_empty(books, one);
}

TEST_CASE("the work of a firm that ends leaves the book, late or not yet due") {
    Books books(2);
    books.orders.place(books.accounts, order_of(one, 0));
    books.deliver(one, 4);
    books.orders.place(books.accounts, order_of(one, 3));
    books.orders.place(books.accounts, order_of(other, 1));
    const WorkOnOrder struck = books.orders.strike(one, books.accounts.wind_up(one, .5));
    CHECK(struck.volume == Approx(16));
    CHECK(struck.money == Approx(19.2));
    CHECK(struck.advance == Approx(4.8));
    CHECK(struck.saving == Approx(3.2));
    CHECK(books.accounts.cash(one) == 0);
    for (int year = 0; year <= longest_lead; ++year) {
        const auto nothing = books.deliver(one, 100);
        CHECK(nothing.volume == 0);
        CHECK(nothing.money == 0);
        CHECK(nothing.advance == 0);
        CHECK(nothing.saving == 0);
        CHECK(nothing.partners == 0);
    }
    CHECK(books.orders.open() == Approx(9)); // the other's
    CHECK(books.orders.outstanding() == Approx(9));
}

TEST_CASE("the two sides of the order book stay equal after any sequence of orders, year after year") {
    std::mt19937 draw(20260102);
    std::uniform_real_distribution<double> amount(0, 20);
    std::uniform_real_distribution<double> part(0, 1);
    constexpr int firms = 6;
    Books books(firms);
    books.accounts.begin_year();
    double largest = 1;
    for (int year = 0; year < 40; ++year) {
        books.orders.begin_year();
        for (int i = 0; i < 30; ++i) {
            const double volume = amount(draw);
            const double money = volume * (.5 + part(draw));
            const WorkOnOrder work{volume, money, part(draw) * money, part(draw) * volume};
            const Row row{static_cast<int>(draw() % firms)};
            books.orders.place(books.accounts, {row, static_cast<int>(draw() % 4), work, part(draw)});
        }
        for (const Row row : ids<Row>(firms)) {
            books.deliver(row, 4 * amount(draw));
            if (part(draw) < .5) books.orders.take_back(books.accounts, row, amount(draw));
            if (part(draw) < .1) books.orders.strike(row, books.accounts.wind_up(row, .5));
        }
        largest = std::max(largest, books.orders.outstanding());
        CHECK(std::abs(books.orders.outstanding() - books.orders.open()) < 1e-12 * largest * year + 1e-12 * largest);
        double unpaid = 0; // what is open is the price of all work, less what stands as advances in the sheets
        for (const Row row : ids<Row>(firms)) unpaid += books.orders.backlog(row) - books.accounts.advances(row);
        CHECK(unpaid == Approx(books.orders.open()).epsilon(1e-9));
        CHECK(books.accounts.gap() < 1e-9);
    }
    CHECK(largest > 100);
}

TEST_CASE("planted: work that is lost is found by the books") {
    Books books(2);
    books.orders.place(books.accounts, order_of(other, 1));
    CHECK(books.orders.outstanding() == books.orders.open());
    Rows::remove_last(books.orders); // a firm that is gone with its work
    CHECK(std::abs(books.orders.outstanding() - books.orders.open()) == Approx(9));
}

TEST_CASE("an order book that is cleared is that of a country without firms") {
    Books books(2);
    books.orders.place(books.accounts, order_of(other, 1));
    books.orders.clear();
    CHECK(books.orders.open() == 0);
    CHECK(books.orders.outstanding() == 0);
}
