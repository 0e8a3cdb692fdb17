// SPDX-License-Identifier: Apache-2.0
#include "config/value.hpp"
#include "config/year_table.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace drumbeat;

namespace {

std::string said(std::string_view text, allowed range = {1, 100000}) {
    YearTable table{1999, {7}};
    const Fault fault = read_value(text, range, table);
    if (fault) CHECK(table == YearTable{1999, {7}}); // stays as it was
    return fault.message;
}

} // namespace

TEST_CASE("a table of years is read in any order, and written in one") {
    YearTable table;
    CHECK_FALSE(read_value(" { 2027: 1329.5,2026:1405 , 2028: 1e3} ", {1, 100000}, table));
    CHECK(table == YearTable{2026, {1405, 1329.5, 1000}});
    CHECK(value_text(table) == "{2026: 1405, 2027: 1329.5, 2028: 1000}");
    CHECK_FALSE(read_value("{}", {1, 100000}, table));
    CHECK(table.empty());
    CHECK(value_text(table) == "{}");
    YearTable back;
    const YearTable exact{2026, {1.0 / 3, 1e300, 5e-324}};
    CHECK_FALSE(read_value(value_text(exact), {0, 1e301}, back));
    CHECK(back == exact); // to the last bit
}

TEST_CASE("before its first year a table has its first value, after its last its last") {
    const YearTable table{2026, {10, 20, 60}};
    CHECK(table.at(2000) == 10);
    CHECK(table.at(2027) == 20);
    CHECK(table.at(2099) == 60);
    CHECK(table.last() == 2028);
    CHECK(table.holds(2028));
    CHECK_FALSE(table.holds(2025));
    CHECK_FALSE(table.holds(2029));
    CHECK_FALSE(YearTable{}.holds(0));
    CHECK(sum_over(table, 2025, 2028) == 100);
    CHECK(mean_over(table, 2027, 2029) == doctest::Approx(140. / 3));
}

TEST_CASE("what is no table of years is told with its year") {
    CHECK(said("{2026: 10, 2028: 10}") == "2028: 2027 is missing between 2026 and 2028");
    CHECK(said("{2026: 10, 2030: 10}") == "2030: 2027 to 2029 are missing between 2026 and 2030");
    CHECK(said("{2026: 10, 2026: 11}") == "2026: the year 2026 stands twice");
    CHECK(said("{2026: ten}") == "2026: 'ten' is not a number; allowed: 1 to 100000");
    CHECK(said("{2026: 1.405.000}") == "2026: '1.405.000' is not a number; allowed: 1 to 100000");
    CHECK(said("{2026: 0}") == "2026: 0 is out of range; allowed: 1 to 100000");
    CHECK(said("{26: 10}") == "26: '26' is not a year; allowed: 1800 to 2400");
    CHECK(said("{1066: 10}") == "1066: 1066 is out of range; allowed: 1800 to 2400");
    CHECK(said("{2026: 1405,5}") == "'5' has no year; expects {2026: 1405, 2027: 1329}, numbers with a decimal point");
    CHECK(said("").find("has no value; expects a table of years") == 0);
    CHECK(said("25800").find("'25800' is no table of years; expects {2026: 1405") == 0);
    CHECK(said("{2026}").find("'2026' has no year") == 0);
}

TEST_CASE("every mistake of a table is told at once") {
    const std::vector<YearCell> cells{{"2026", "x", 3}, {"27", "10", 4}, {"2028", "-1", 5}, {"2029", "10", 6}};
    YearTable table;
    const auto faults = read_years(cells, {0, 100}, table);
    REQUIRE(faults.size() == 3);
    CHECK(faults[0].line == 3);
    CHECK(faults[1].line == 4);
    CHECK(faults[2].line == 5);
}
