// SPDX-License-Identifier: Apache-2.0
#include "agents/columns.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <type_traits>

using namespace drumbeat;

namespace {

template <class Values, class Key>
concept indexed_by = requires(Values values, Key key) {
    values[key];
};

using Cash = PerFirm<double>;
using Plans = PerArea<double>;

// What the compiler turns away: another kind's number, a bare number, a number out of nowhere.
static_assert(indexed_by<Cash, Row> && indexed_by<Plans, Area>);
static_assert(!indexed_by<Cash, Area> && !indexed_by<Plans, Row> && !indexed_by<Plans, Region>);
static_assert(!indexed_by<Cash, int> && !indexed_by<Cash, std::size_t>);
static_assert(!std::is_convertible_v<int, Row> && !std::is_convertible_v<Row, int>);
static_assert(!std::is_constructible_v<Row, Area> && !std::is_assignable_v<Row&, Area>);
static_assert(!std::equality_comparable_with<Row, Area> && !std::equality_comparable_with<Row, int>);

} // namespace

TEST_CASE("a column: one value for each of its kind, and its keys in order") {
    Cash cash(3, 1.5);
    cash[Row{1}] = 4;
    double sum = 0;
    for (const Row r : cash.keys()) sum += cash[r];
    CHECK(sum == 7);
    CHECK(sum == std::accumulate(cash.begin(), cash.end(), 0.));
    cash.push_back(8);
    CHECK(cash[Row{3}] == cash.back());
    cash.pop_back();
    CHECK(cash == Cash{1.5, 4, 1.5});
}

TEST_CASE("ids: nobody's until given, ordered by number, and none in an empty range") {
    CHECK(Row{} == nobody);
    CHECK(Row{2} < Row{3});
    CHECK(Row{2}.index() == 2);
    int met = 0;
    for (const Area area : ids<Area>(0)) met += 1 + area.number;
    for (const Area area : Ids<Area>(2, 4)) met += area.number;
    CHECK(met == 5);
}
