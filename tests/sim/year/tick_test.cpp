// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/country.hpp"
#include "tests/sim/packaged.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;

namespace {

// How many of the living firms have another number in a column than their draw of the year.
template <class What> int wrong(const Country& c, const PerFirm<double>& column, What what) {
    const Firms& f = c.world.firms;
    int count = 0;
    for (const Row r : f.rows())
        if (f.alive[r] && column[r] != draw(what, c.world.luck, in_year(f, r, c.year().calendar))) ++count;
    return count;
}

} // namespace

TEST_CASE("when the year opens, each living firm has drawn what it draws once a year") {
    const Scenario s = packaged_scenario("netherlands-2026");
    Country c(s);
    while (c.world.year <= c.prepared->policy_year) c.pass_year();
    c.begin_year();
    const YearDraws& drawn = c.desk.draws;
    CHECK(wrong(c, drawn.export_shock, draws::export_shock) == 0);
    CHECK(wrong(c, drawn.bank_refusal, draws::bank_refusal) == 0);
    CHECK(wrong(c, drawn.investor, draws::investor) == 0);
    CHECK(wrong(c, drawn.place_in_queue, draws::place_in_queue) == 0);
    CHECK(wrong(c, drawn.investor, draws::bank_refusal) > 0); // the check can fail
}
