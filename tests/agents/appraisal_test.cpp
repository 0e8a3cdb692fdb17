// SPDX-License-Identifier: Apache-2.0
#include "agents/appraisal.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace drumbeat;
using doctest::Approx;

namespace {

// Ten years of one demand under one risk.
struct Plant {
    std::vector<double> load, sd, shift;
    Prospect p;

    Plant(double demand, double log_sd, double news) : load(10, demand), sd(10, log_sd), shift(10, news) {
        p.load = load, p.load_sd = sd, p.shift = shift;
        p.lag = 1, p.capacity = 10, p.size = 10, p.unit_margin = .2, p.hurdle = .1, p.depreciation = .1;
    }
};

} // namespace

TEST_CASE("the volatility of value is that of demand only where no plant is in the way") {
    const ExpectedSales table;
    Plant open(5, .2, .3); // no plant yet, and one that is never full: value is in proportion to demand
    open.p.capacity = 0;
    CHECK(value_volatility(open.p, 1000, table) == Approx(.3).epsilon(1e-3));
    const Plant full(1000, .2, .3); // full whatever comes
    CHECK(value_volatility(full.p, 5, table) == Approx(0));
    const Plant between(12, .2, .3);
    // By hand, without risk around the forecast: min(D, 15) - 10 at 12 e^(+-.3) is 5 above, and 0 below.
    Plant certain(12, 0, .1);
    CHECK(value_volatility(certain.p, 5, table) ==
          Approx(.5 * std::log((12 * std::exp(.1) - 10) / (12 * std::exp(-.1) - 10))).epsilon(1e-3));
    // The upper part of a full plant is more volatile than demand itself, and the less so the more of demand it takes.
    CHECK(value_volatility(between.p, 5, table) > .3);
    CHECK(value_volatility(Plant(12, .2, .6).p, 5, table) > value_volatility(between.p, 5, table));
    CHECK(value_volatility(Plant(12, .2, 0).p, 5, table) == 0);
}

TEST_CASE("an expansion's value: the margin on what more is sold, year by year, as written") {
    const ExpectedSales table;
    const Plant risky(12, .4, .2);
    double value = 0, factor = .2 / 1.1;
    const auto sales = [](double k) { return expected_sales(12, .4, k); };
    for (int m = 1; m < 10; ++m, factor *= .9 / 1.1) value += factor * (sales(15) - sales(10));
    CHECK(expansion_value_literal(risky.p, 5) == Approx(value));
    CHECK(expansion_value(risky.p, 5, table) == Approx(value).epsilon(1e-3));
    CHECK(expansion_value_literal(risky.p, 5, 1) > value); // after good news
}
