// SPDX-License-Identifier: Apache-2.0
#include "outputs/fit/identification.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace drumbeat;

TEST_CASE("the Jacobian of a plane is found exactly") {
    const auto points = sobol_points(3, 0, 40);
    std::vector<std::vector<double>> moments;
    for (const Point& p : points) moments.push_back({2 * p[0] - p[1] + 7, 5 * p[1]});
    const auto jacobian = local_jacobian(points, moments, points[3], 20);
    const std::vector<std::vector<double>> expected{{2, -1, 0}, {0, 5, 0}};
    for (std::size_t k = 0; k < 2; ++k)
        for (std::size_t d = 0; d < 3; ++d) CHECK(jacobian[k][d] == doctest::Approx(expected[k][d]).epsilon(1e-9));
    CHECK(local_jacobian(points, moments, points[3], 4).empty()); // too few for a plane and its constant
}

TEST_CASE("singular values: a diagonal, and two parameters that only their sum tells") {
    const auto plain = directions_of(std::vector<std::vector<double>>{{3, 0}, {0, -4}});
    CHECK(plain[0].strength == doctest::Approx(4));
    CHECK(plain[1].strength == doctest::Approx(3));
    CHECK(std::abs(plain[0].weights[1]) == doctest::Approx(1));
    const auto sum = directions_of(std::vector<std::vector<double>>{{1, 1}, {2, 2}});
    CHECK(sum[0].strength == doctest::Approx(std::sqrt(10)));
    CHECK(sum[1].strength == doctest::Approx(0).epsilon(1e-7));
    CHECK(sum[1].weights[0] == doctest::Approx(-sum[1].weights[1])); // what the moments cannot see
}

TEST_CASE("a uniform law spreads as the cube, a point not at all") {
    const auto points = sobol_points(1, 0, 1023);
    CHECK(relative_spread(points, 0) == doctest::Approx(1).epsilon(.01));
    CHECK(relative_spread({{.4}, {.4}, {.4}}, 0) == 0);
}
