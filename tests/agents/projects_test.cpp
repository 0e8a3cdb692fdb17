// SPDX-License-Identifier: Apache-2.0
#include "agents/projects.hpp"

#include "printed.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace drumbeat;
using doctest::Approx;

// Brealey, Myers and Allen, Principles of Corporate Finance: present value of an annuity.
TEST_CASE("T1: net present value and internal rate of return of 100 for 15 a year over ten years") {
    const std::vector<double> flows(10, 15.0);
    CHECK_PRINTED(net_present_value(100, flows, .10), "-7.8315");
    CHECK_PRINTED(internal_rate_of_return(100, flows), "0.081442");
    CHECK_PRINTED(15 * annuity(.10, 10) - 100, "-7.8315");
}

// The annuity formula solved for its length.
TEST_CASE("T1b: the shortest contract that pays an investment back") {
    const double rate[] = {.08, .12, .15};
    const char *at25[] = {"5.011", "5.770", "6.556"}, *at20[] = {"6.64", "8.09", "9.92"};
    for (int i = 0; i < 3; ++i) {
        CHECK_PRINTED(shortest_paying_contract(100, 25, rate[i]), at25[i]);
        CHECK_PRINTED(shortest_paying_contract(100, 20, rate[i]), at20[i]);
        CHECK(25 * annuity(rate[i], shortest_paying_contract(100, 25, rate[i])) == Approx(100));
    }
    CHECK(std::isinf(shortest_paying_contract(100, 10, .10)));
}

TEST_CASE("the cost of an expansion: by hand, and homogeneous in size") {
    const BuildingCost cost{.45, .9, .03};
    CHECK(expansion_cost(cost, 100, 1) == Approx(.45 * 100 * 1.03));
    CHECK(expansion_cost(cost, 700, .25) == Approx(7 * expansion_cost(cost, 100, .25)));
    CHECK(expansion_cost(cost, 100, .25) / 25 > expansion_cost(cost, 100, 1) / 100); // scale economies
}

TEST_CASE("T15: newsvendor capacity rises with volatility only above a critical ratio of one half") {
    CHECK(critical_ratio(.3, .1) == Approx(2.0 / 3));
    // The printed case is of normal demand, mean 100 and sd 40. Here it is that of the logarithm, in hundredths: a
    // capacity that rises with the normal quantile of the ratio, from a median of e.
    const double median_of_e = std::exp(1 + .5 * .4 * .4), ratio[] = {.3, .5, .7};
    const char* printed[] = {"79.02", "100.00", "120.98"};
    for (int i = 0; i < 3; ++i)
        CHECK_PRINTED(100 * std::log(newsvendor_capacity(median_of_e, .4, 1, 1 - ratio[i])), printed[i]);
    CHECK(newsvendor_capacity(100, .3, .3, .06) > newsvendor_capacity(100, .1, .3, .06)); // ratio .8
    CHECK(newsvendor_capacity(100, .3, .3, .20) < newsvendor_capacity(100, .1, .3, .20)); // ratio 1/3
    CHECK(newsvendor_capacity(100, .3, .3, .31) == 0);
    CHECK(newsvendor_capacity(100, 0, .3, .06) == 100);
}

TEST_CASE("T9: size and time chosen together: the more uncertain, the later and the larger") {
    const double sd[] = {.1, .2, .3};
    const char *trigger[] = {"1.27720", "1.80000", "2.47577"}, *capacity[] = {"26.511", "33.333", "37.883"};
    for (int i = 0; i < 3; ++i) {
        const CapacityChoice choice = capacity_choice(.08, .02, sd[i], .01, 10);
        CHECK_PRINTED(choice.trigger, trigger[i]);
        CHECK_PRINTED(choice.capacity, capacity[i]);
    }
}

TEST_CASE("T11: capacity unit by unit, with and without the option to wait") {
    CHECK_PRINTED(incremental_capacity(1, .5, .06, 1, 2), "17.361");
    CHECK_PRINTED(incremental_capacity(1, .5, .06, 1, 1), "69.444");
}
