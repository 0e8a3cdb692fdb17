// SPDX-License-Identifier: Apache-2.0
// Moments of firm panels, on panels small enough to work by hand.
#include "outputs/fit/panel_moments.hpp"

#include "agents/chance.hpp"
#include "agents/maths.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace drumbeat;

namespace {

const Frame two_by_three{2, 3, {1, 3}};

} // namespace

TEST_CASE("investment rates are net investment over capital at the start of the year") {
    // Firm 1: capital 100, 120, 90 at the ends of three years; it invests 5 + 25 in year 2, and sells 36 in year 3.
    // Firm 2 has no capital at the end of year 1: it has no rate, and is left out.
    const Frame frame{2, 3, {2, 5}};
    const Column replacement{9, 5, 6, 0, 0, 0}, expansion{0, 25, 0, 0, 7, 0}, sold{0, 0, 36, 0, 0, 0},
        capital{100, 120, 90, 0, 7, 7};
    const Rates rates = investment_rates(frame, replacement, expansion, sold, capital);
    REQUIRE(rates.frame.firms == 1);
    CHECK(rates.frame.years == 2);
    CHECK(rates.frame.weight == std::vector<double>{2});
    CHECK(rates.rate[0] == doctest::Approx(.30));
    CHECK(rates.rate[1] == doctest::Approx(-.25));
    const Rates kept = investment_rates(frame, replacement, expansion, {}, capital);
    CHECK(kept.rate[1] == doctest::Approx(.05));
    CHECK(beside(rates, frame, capital) == Column{120, 90});
}

TEST_CASE("shares, means and quantiles count firms by weight") {
    // Six firm-years of total weight 12: firm 1 has .3, .0, .1, firm 2 .25, .005, -.3.
    const Column rate{.3, .0, .1, .25, .005, -.3};
    CHECK(share_of(two_by_three, rate, [](double x) { return x > .2; }) == doctest::Approx(4. / 12));
    CHECK(share_of(two_by_three, rate, [](double x) { return std::abs(x) < .01; }) == doctest::Approx(4. / 12));
    CHECK(share_of(two_by_three, rate, [](double x) { return x < -.2; }) == doctest::Approx(3. / 12));
    CHECK(mean_of(two_by_three, rate) == doctest::Approx((.4 + 3 * -.045) / 12));
    // In order: -.3 (3), 0 (1), .005 (3), .1 (1), .25 (3), .3 (1); a half of 12 is reached with .005.
    CHECK(quantile_of(two_by_three, rate, .5) == .005);
    CHECK(quantile_of(two_by_three, rate, .25) == -.3);
    CHECK(std::isnan(mean_of(Frame{}, {})));
}

TEST_CASE("serial correlation, pooled and within firms, worked by hand") {
    // Two firms that never change: pooled 1, within none.
    const Frame frame{2, 3, {1, 1}};
    const Column constant{1, 1, 1, 0, 0, 0};
    CHECK(serial_correlation(frame, constant, false) == doctest::Approx(1));
    CHECK(std::isnan(serial_correlation(frame, constant, true)));
    // One firm that alternates: -1 in both.
    CHECK(serial_correlation({1, 4, {2}}, {1, 0, 1, 0}, false) == doctest::Approx(-1));
    CHECK(serial_correlation({1, 4, {2}}, {1, 0, 1, 0}, true) == doctest::Approx(-1));
}

TEST_CASE("effects of firms and years are taken out exactly") {
    Column sum;
    for (const double firm : {3., -1.})
        for (const double year : {.5, 7., -2.}) sum.push_back(firm + year);
    for (const double left : without_effects(two_by_three, sum)) CHECK(left == doctest::Approx(0));
    const Column left = without_firm_effects(two_by_three, {1, 2, 3, 5, 5, 8});
    CHECK(left == Column{-1, 0, 1, -1, -1, 2});
}

TEST_CASE("least squares finds the plane, and no plane through collinear columns") {
    const Frame frame{1, 4, {2}};
    const Column a{1, 0, 2, -1}, b{0, 1, 1, 3};
    Column y;
    for (std::size_t i = 0; i < 4; ++i) y.push_back(2 * a[i] - 3 * b[i]);
    const auto slopes = slopes_of(frame, y, {a, b});
    CHECK(slopes[0] == doctest::Approx(2));
    CHECK(slopes[1] == doctest::Approx(-3));
    CHECK(std::isnan(slopes_of(frame, y, {a, a})[0]));
}

TEST_CASE("arc growth along firms") { CHECK(arc_growth(two_by_three, {1, 3, 3, 0, 0, 5}) == Column{1, 0, 0, 2}); }

namespace {

// A panel in which I/K responds to demand growth and to uncertainty as written, with effects of firms and years. The
// seed is fixed; without noise the coefficients are exact.
struct Planted {
    Frame frame{40, 12, std::vector<double>(40, 1.0)};
    Column rate, growth, sd;
    Planted(double on_growth, double on_product, double on_sd) {
        const Stream draws = stream({5, 0}, "planted");
        for (int firm = 0; firm < frame.firms; ++firm)
            for (int year = 0; year < frame.years; ++year) {
                const Words w = draws.block(static_cast<std::uint32_t>(firm), year, 0);
                growth.push_back(.2 * standard_normal(w.w[0]));
                sd.push_back(.1 + .4 * uniform(w.w[1]));
                rate.push_back(.15 + .01 * firm + .02 * year + on_growth * growth.back() +
                               on_product * growth.back() * sd.back() + on_sd * sd.back());
            }
    }
};

} // namespace

TEST_CASE("the effect of uncertainty is read through the effects of firms and years") {
    const Planted p(0, 0, -.3);
    const double expected = 2 * sd_of(p.frame, p.sd) * -.3 / mean_of(p.frame, p.rate);
    CHECK(uncertainty_effect(p.frame, p.rate, p.sd) == doctest::Approx(expected));
    const Planted mixed(.8, 0, -.3); // what else moves investment is held constant
    CHECK(uncertainty_effect(mixed.frame, mixed.rate, mixed.sd, {mixed.growth}) ==
          doctest::Approx(2 * sd_of(mixed.frame, mixed.sd) * -.3 / mean_of(mixed.frame, mixed.rate)));
}

TEST_CASE("the response to demand growth is read at both quartiles of uncertainty") {
    const Planted p(.5, -.8, .1);
    const Responses found = demand_responses(p.frame, p.rate, p.growth, p.sd);
    CHECK(found.at_low == doctest::Approx(.5 - .8 * quantile_of(p.frame, p.sd, .25)));
    CHECK(found.at_high == doctest::Approx(.5 - .8 * quantile_of(p.frame, p.sd, .75)));
}

TEST_CASE("the largest firms' share cuts a row that stands for several firms") {
    const std::vector<double> size{1, 10, 6}, weight{20, 1, 4};
    CHECK(top_share(size, weight, 2) == doctest::Approx(16. / 54));
    CHECK(top_share(size, weight, 100) == doctest::Approx(1));
}

TEST_CASE("the tail exponent of a Pareto law is found") {
    // Sizes whose rank is size^-1.1 exactly, so that ln(rank - 1/2) is a line but for the shift of a half.
    std::vector<double> size, weight;
    for (int rank = 1; rank <= 2000; ++rank)
        size.push_back(maths::pow((rank - .5) / 2000, -1 / 1.1)), weight.push_back(1);
    CHECK(tail_exponent(size, weight, .1) == doctest::Approx(1.1));
    CHECK(std::isnan(tail_exponent({}, {}, .1)));
}

TEST_CASE("a learning curve is found in costs, and the jump after a gap") {
    const Frame frame{2, 4, {1, 1}};
    const Column output{1, 2, 4, 8, 10, 20, 40, 80};
    Column cost;
    for (const double volume : output) cost.push_back(maths::pow(volume, maths::log(.85) / maths::log(2.)));
    CHECK(fitted_learning_slope(frame, cost, output) == doctest::Approx(.85));
    // Firm 1 works at 10, 10, 4, 4: two years under half. Firm 2 has one such year alone.
    CHECK(cost_jump_after_gap(frame, {10, 10, 4, 4, 10, 10, 4, 10}, {1, 1, 1.1, 1.2, 1, 1, 1.5, 1.5}) ==
          doctest::Approx(.2));
    CHECK(std::isnan(cost_jump_after_gap(frame, {1, 1, 1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1, 1, 1})));
}

TEST_CASE("years to reach a share of the way, between years by a straight line") {
    const std::vector<double> path{100, 100, 150, 200, 180};
    CHECK(years_to_reach(path, .9) == doctest::Approx(2.8));
    CHECK(years_to_reach(path, .5) == doctest::Approx(2));
    CHECK(years_to_reach(path, 1) == doctest::Approx(3));
    CHECK(std::isnan(years_to_reach(std::vector<double>{3, 2, 1}, .9)));
}
