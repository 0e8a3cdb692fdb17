// SPDX-License-Identifier: Apache-2.0
#include "agents/bank.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace drumbeat;
using doctest::Approx;

TEST_CASE("a bank's room, by hand: appetite times capital less what it is owed, and never below nothing") {
    CHECK(lending_room(1, 300, 120) == 180);
    CHECK(lending_room(.5, 300, 120) == 30);
    CHECK(lending_room(.3, 300, 120) == 0);
}

TEST_CASE("cover of debt service, by hand: earnings over interest and repayment") {
    CHECK(service_cover(42, 100, .06, .15) == Approx(2));
    CHECK(service_cover(42, 200, .06, .15) == Approx(1));
    CHECK(std::isinf(service_cover(42, 0, .06, .15)));
    CHECK(std::isinf(service_cover(42, 100, 0, 0)));
    CHECK(service_cover(0, 0, .06, .15) == 0);
    CHECK(service_cover(-1, 100, .06, .15) == 0);
}

TEST_CASE("a bank's appetite, by hand: it stays at expected losses, falls beyond them, and has a floor and a ceiling") {
    double appetite = .8;
    for (int year = 0; year < 50; ++year) appetite = appetite_after(appetite, 5, .01);
    CHECK(appetite == .8);
    CHECK(appetite_after(1, 5, .03) == Approx(.9));
    CHECK(appetite_after(1, 5, 0) == Approx(1.05));
    CHECK(appetite_after(1, 0, .5) == 1);
    CHECK(appetite_after(.9, 5, .5) == .3);
    CHECK(appetite_after(1.19, 5, 0) == 1.2);
}

TEST_CASE("chance of a refusal, by hand: base, and a penalty as far as financiers may not do defence") {
    CHECK(refusal_probability(.15, 1, .2) == .15);
    CHECK(refusal_probability(.15, .3, .2) == Approx(.29));
    CHECK(refusal_probability(.15, 0, 0) == .15);
    CHECK(refusal_probability(.9, 0, .2) == 1);
}
