// SPDX-License-Identifier: Apache-2.0
#include "agents/fund_terms.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace drumbeat;
using doctest::Approx;

namespace {

// Numbers between 0 and 1, neither of which comes.
struct Dice {
    std::mt19937 random;
    double operator()() { return (static_cast<double>(random()) + .5) / 4294967296.0; }
};

} // namespace

TEST_CASE("fund terms: a fund likes a round exactly when the investor of before accepts") {
    Dice u{std::mt19937(5)};
    int accepted = 0;
    for (int i = 0; i < 20000; ++i) {
        const InvestorTaste taste{2 * u() - 1, 4 * u(), u(), -3 * u(), 10 * u()};
        const InvestorView view{u(), u() < .5, u(), u() - .5};
        const double luck = u();
        CHECK((liking(taste, view, luck) >= 0) == (luck < acceptance_probability(taste, view)));
        accepted += liking(taste, view, luck) >= 0;
    }
    CHECK(accepted > 5000);
    CHECK(accepted < 15000);
    CHECK(liking({}, {}, .5) == 0);
    CHECK(liking({.7}, {}, .5) == Approx(.7));
}

TEST_CASE("fund terms: risk that no contract covers costs a return") {
    CHECK(required_return(.25, .1, .4, 0) == Approx(.29));
    CHECK(required_return(.25, .1, .4, .5) == Approx(.27));
    CHECK(required_return(.25, .1, .4, 1) == .25);
    CHECK(required_return(.25, .1, .4, 1.4) == .25);
    CHECK(required_return(.25, 0, .4, .1) == .25);
}

TEST_CASE("fund terms: a value between and beyond two discount rates is log-linear") {
    const ValueAtRate low{.1, 20}, high{.2, 10};
    CHECK(value_at(low, high, .1) == Approx(20));
    CHECK(value_at(low, high, .2) == Approx(10));
    CHECK(value_at(low, high, .15) == Approx(std::sqrt(200.0)));
    CHECK(value_at(low, high, .3) == Approx(5));
}

TEST_CASE("fund terms: at the owners' own hurdle money is taken exactly when net present value is not below nothing") {
    Dice u{std::mt19937(11)};
    int taken = 0;
    for (int i = 0; i < 20000; ++i) {
        const double standing = 50 * u(), cost = 1 + 20 * u(), others = cost * .6 * u();
        const double npv = 10 * u() - 5;
        if (std::abs(npv) < 1e-6 || standing + npv <= 0) continue;
        const double ticket = cost - others;
        const double added = npv + ticket; // gross value less what others pay
        const bool accepted = owners_accept(stake_for(ticket, standing, added), standing, added, 0);
        CHECK(accepted == (npv > 0));
        taken += accepted;
        // Dearer money takes more, and is refused where it costs more than the project brings.
        const double dear = stake_for(ticket, .8 * standing, .8 * added);
        CHECK(dear >= stake_for(ticket, standing, added));
        if (npv < 0) CHECK_FALSE(owners_accept(dear, standing, added, 0));
    }
    CHECK(taken > 5000);
    CHECK(stake_for(5, 10, 10) == .25);
    CHECK(stake_for(5, 2, 1) == 1);
    CHECK(owners_accept(.25, 10, 10, 5));
    CHECK_FALSE(owners_accept(.25, 10, 10, 5.1)); // the bank leaves them more
}

TEST_CASE("fund terms: what exits teach, by hand") {
    CHECK(exit_surprise(std::exp(1.0), 5, 0) == Approx(.2));
    CHECK(exit_surprise(std::pow(1.25, 6), 6, .25) == Approx(0).epsilon(1e-12)); // as promised
    CHECK(exit_surprise(0, 5, 0) == Approx(std::log(.05) / 5));                  // lost, but not without end
    ExitRecord record;
    CHECK(belief_of(record, 5) == 0);
    record = with_exit(record, .1, 1);
    record = with_exit(record, -.3, .25);
    CHECK(belief_of(record, 5) == Approx((.1 - .075) / 6.25));
    record = a_year_later(record, .9);
    CHECK(belief_of(record, 5) == Approx(.9 * .025 / (5 + .9 * 1.25)));
    record = {};
    const int exits = 40;
    for (int k = 0; k < exits; ++k) record = with_exit(record, -.08, 1);
    CHECK(belief_of(record, 5) == Approx(-.08 * exits / (5.0 + exits)));
}

TEST_CASE("fund terms: better funds raise a successor more often, and a larger one, ever less so") {
    CHECK(successor_probability(.5) == Approx(1 / (1 + std::exp(-.4))));
    double mean = 0;
    for (int rank = 0; rank <= 100; ++rank) mean += successor_probability(rank / 100.0) / 101;
    CHECK(mean == Approx(.6).epsilon(.02));
    CHECK(successor_probability(1) > successor_probability(0) + .3);
    CHECK(successor_growth(1) == 1);
    CHECK(successor_growth(2.25) == Approx(1.5));
    CHECK(successor_growth(9) == 2);
    CHECK(successor_growth(0) == 0);
    CHECK(successor_growth(2) - successor_growth(1) < successor_growth(1) - successor_growth(0));
}

TEST_CASE("fund terms: restrictions ease along the surveys, and then as assumed") {
    CHECK(openness(2015, .5) == .07);
    CHECK(openness(2022, .5) == .07);
    CHECK(openness(2024, .5) == Approx(.07 + 2 * .23 / 3));
    CHECK(openness(2025, .5) == Approx(.30));
    CHECK(openness(2028, .5) == Approx(.42));
    CHECK(openness(2030, .8) == .8);
    CHECK(openness(2050, .3) == Approx(.3));
}
