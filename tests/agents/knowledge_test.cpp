// SPDX-License-Identifier: Apache-2.0
#include "agents/knowledge.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;
using doctest::Approx;

TEST_CASE("knowledge: a firm at rest stays at rest, and a stock without research fades by its decay") {
    CHECK(knowledge_after(1, 1, .15) == Approx(1).epsilon(1e-15));
    CHECK(knowledge_after(1, 0, .15) == Approx(.85));
    double knowledge = 1;
    for (int year = 0; year < 200; ++year) knowledge = knowledge_after(knowledge, 1.3, .15);
    CHECK(knowledge == Approx(1.3)); // the stock goes where the flow is
}

TEST_CASE("knowledge: own research and a share of the neighbours', relative to rest, by hand") {
    CHECK(relative_research(.11, .11, .11, .3) == Approx(1));
    CHECK(relative_research(.22, .11, .11, .3) == Approx((.22 + .033) / .143)); // 1.769
    CHECK(relative_research(.11, .22, .11, .3) == Approx(1.2308).epsilon(1e-4));
    CHECK(relative_research(.22, .5, .11, 0) == Approx(2)); // without spillovers the neighbours do not matter
    CHECK(relative_research(1, 1, 0, .3) == 1);             // nobody does research at rest
}

TEST_CASE(
    "knowledge: a tenth more knowledge lowers unit cost by the elasticity, ten per cent more public research raises private") {
    CHECK(knowledge_factor(1, .05) == 1);
    CHECK(knowledge_factor(1.1, .05) == Approx(.995246).epsilon(1e-5));
    CHECK(knowledge_factor(2, 0) == 1);
    CHECK(research_response(516, 516, .55) == 1);
    CHECK(research_response(1.1 * 516, 516, .55) == Approx(1.0538).epsilon(1e-4)); // S30: 5 to 6 %
}
