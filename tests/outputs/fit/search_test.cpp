// SPDX-License-Identifier: Apache-2.0
#include "outputs/fit/search.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace drumbeat;

namespace {

// A bowl in the first two coordinates; the third does not matter.
std::vector<double> bowl(const std::vector<Point>& points) {
    std::vector<double> distances;
    for (const Point& p : points) distances.push_back(std::hypot(p[0] - .3, p[1] - .8));
    return distances;
}

} // namespace

TEST_CASE("Sobol' points: the first ones by hand, and every half of the cube gets its half") {
    const auto points = sobol_points(2, 0, 64);
    CHECK(points[0] == Point{.5, .5});
    CHECK(points[1][0] + points[2][0] == 1); // 1/4 and 3/4
    int low = 0;
    for (const Point& p : sobol_points(3, 0, 63)) low += p[2] < .5;
    CHECK(low == 31); // the origin, left out, would be the 32nd
    CHECK(sobol_points(2, 10, 1)[0] == points[10]);
}

TEST_CASE("the search closes in on what matters, and keeps the full width of what does not") {
    const auto tried = search(3, {400, 4, 20}, bowl);
    CHECK(tried.size() == 398); // 200, and three rounds of 66
    const auto best = best_of(tried, 20);
    const auto plain = search(3, {398, 1, 20}, bowl); // the same effort without closing in
    const double reach = plain[best_of(plain, 20).back()].distance;
    double low = 1, high = 0;
    for (const std::size_t i : best) {
        CHECK(tried[i].distance < .75 * reach);
        low = std::min(low, tried[i].point[2]), high = std::max(high, tried[i].point[2]);
    }
    CHECK(high - low > .8);
}

TEST_CASE("the best are in order, the earlier of equals first, and no number is the worst") {
    const double none = std::numeric_limits<double>::quiet_NaN();
    const std::vector<Tried> tried{{{0}, 2}, {{0}, none}, {{0}, 1}, {{0}, 2}};
    CHECK(best_of(tried, 4) == std::vector<std::size_t>{2, 0, 3, 1});
    CHECK(best_of(tried, 2) == std::vector<std::size_t>{2, 0});
}
