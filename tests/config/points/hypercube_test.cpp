// SPDX-License-Identifier: Apache-2.0
#include "config/points/hypercube.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

using namespace drumbeat;

namespace {

using Columns = std::vector<std::vector<double>>;

double correlation_of(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - .5) * (b[i] - .5);
    return 12 * sum / static_cast<double>(a.size());
}

} // namespace

TEST_CASE("latin hypercube: each slice of each factor holds one point") {
    const Columns columns = latin_hypercube(500, std::vector<std::string>{"a", "b", "c"}, 1);
    REQUIRE(columns.size() == 3);
    for (const auto& column : columns) {
        std::set<int> slices;
        for (const double u : column) slices.insert(static_cast<int>(u * 500));
        CHECK(column.size() == 500);
        CHECK(slices.size() == 500);
        CHECK(*slices.begin() == 0);
        CHECK(*slices.rbegin() == 499);
    }
}

TEST_CASE("latin hypercube: seed, name and number of points make a column, other factors do not") {
    const auto column = [](std::size_t points, std::vector<std::string> names, std::uint64_t seed, std::size_t which) {
        return latin_hypercube(points, names, seed)[which];
    };
    const auto first = column(50, {"a"}, 1, 0);
    CHECK(first == column(50, {"b", "a"}, 1, 1));
    CHECK(first != column(50, {"a"}, 2, 0));
    CHECK(first != column(50, {"b"}, 1, 0));
    CHECK(first != column(51, {"a"}, 1, 0));
}

TEST_CASE("latin hypercube: the same points on every machine") {
    const Columns columns = latin_hypercube(3, std::vector<std::string>{"tender.noise"}, 2026);
    REQUIRE(columns[0].size() == 3);
    CHECK(columns[0][0] == 0x1.d5ec89ef15395p-1);
    CHECK(columns[0][1] == 0x1.079ec4fe31152p-3);
    CHECK(columns[0][2] == 0x1.d0abab14ddd78p-2);
}

TEST_CASE("latin hypercube: factors are independent, and points fall anywhere within their slice") {
    // 2,000 points: a correlation of independent columns has standard error 1/sqrt(2000) = 0.022; 4 of them.
    const Columns columns = latin_hypercube(2000, std::vector<std::string>{"a", "b", "c"}, 5);
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < i; ++j) CHECK(std::fabs(correlation_of(columns[i], columns[j])) < .09);
    double within = 0;
    for (const double u : columns[0]) within += u * 2000 - std::floor(u * 2000);
    CHECK(within / 2000 == doctest::Approx(.5).epsilon(.06)); // 4 standard errors of 2,000 uniform draws
}

TEST_CASE("latin hypercube: one point, no factor") {
    CHECK(latin_hypercube(1, std::vector<std::string>{"a"}, 1)[0].size() == 1);
    CHECK(latin_hypercube(10, {}, 1).empty());
}
