// SPDX-License-Identifier: Apache-2.0
#include "config/points/table.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;

namespace {

Scenario country() {
    Scenario s;
    s.segments.resize(2);
    s.segments[0].name = "sensors";
    s.segments[1].name = "space";
    return s;
}

PointTable good(std::string_view csv) {
    std::vector<Problem> problems;
    const PointTable table = read_table(csv, "points.csv", country(), problems);
    for (const Problem& p : problems) MESSAGE(to_text(p));
    CHECK(problems.empty());
    return table;
}

std::vector<std::string> mistakes(std::string_view csv) {
    std::vector<Problem> problems;
    const PointTable table = read_table(csv, "points.csv", country(), problems);
    CHECK(table.rows() == 0);
    std::vector<std::string> texts;
    for (const Problem& p : problems) texts.push_back(to_text(p));
    return texts;
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("table: a column for each parameter, a row for each point") {
    const PointTable table = good("# made by a tool\ntender.noise, segments.*.orders.cv\r\n0.1,0.4\n\n 0.2 ,\"0.8\"\n");
    CHECK(table.paths == Texts{"tender.noise", "segments.*.orders.cv"});
    REQUIRE(table.rows() == 2);
    CHECK(table.cell(0, 1) == "0.4");
    CHECK(table.cell(1, 0) == "0.2");
    CHECK(table.lines == std::vector<int>{3, 5});
}

TEST_CASE("table: what is written reads back") {
    const PointTable table = good("tender.noise,investment.candidates,firms.*.option_weight\n0.1,\"[0.25, 0.5]\",1\n");
    CHECK(table.cell(0, 1) == "[0.25, 0.5]");
    CHECK(good(to_csv(table)) == table);
}

TEST_CASE("table: the header is checked as --set is") {
    CHECK(mistakes("tender.nois\n0.1\n") ==
          Texts{"points.csv:1: tender.nois: column 1 of the header: unknown key 'nois'; did you mean noise?"});
    CHECK(mistakes("tender.noise,,tender\n0.1,1,2\n").front() == "points.csv:1: column 2 of the header has no name");
    CHECK(mistakes("tender\n0.1\n").front().find("column 1 of the header: is a group, not a value; it holds: ") !=
          std::string::npos);
    CHECK(mistakes("segments.sensors.orders.cv,segments.*.orders.cv\n0.1,0.2\n") ==
          Texts{"points.csv:1: segments.*.orders.cv: column 2 of the header: segments.sensors.orders.cv is set by "
                "column segments.sensors.orders.cv as well"});
    CHECK(mistakes("segments.land.orders.cv\n0.1\n").front().find("unknown technology area 'land'") !=
          std::string::npos);
    CHECK(mistakes("tender.noise;segments.*.orders.cv\n0,1;0,2\n").front().find("separated by a comma") !=
          std::string::npos);
}

TEST_CASE("table: every mistake with its line, row and column") {
    CHECK(mistakes("tender.noise,segments.*.orders.cv\n0.1,3\nsoon,0.2\n0.1\n0.1,\n\"0.1,0.2\n") ==
          Texts{"points.csv:2: segments.*.orders.cv: row 1, column 2: 3 is out of range; allowed: 0 to 2",
                "points.csv:3: tender.noise: row 2, column 1: 'soon' is not a number; allowed: 0.001 to 1",
                "points.csv:4: row 3 has 1 cell; expects 2, one for each column",
                "points.csv:5: segments.*.orders.cv: row 4, column 2: is empty; allowed: 0 to 2",
                "points.csv:6: row 5: a quote is not closed"});
    std::string many = "tender.noise\n";
    for (int i = 0; i < 1000; ++i) many += "x\n";
    const Texts told = mistakes(many);
    CHECK(told.size() == most_table_problems);
    CHECK(told.back().find("these are the first 50 mistakes") != std::string::npos);
}

TEST_CASE("table: no points") {
    CHECK(mistakes("").front().find("has no points") != std::string::npos);
    CHECK(mistakes("tender.noise\n").front().find("has no points") != std::string::npos);
    CHECK(mistakes("tender.noise\n0.1\x01\n") == Texts{"points.csv:2: holds bytes that are no UTF-8 text"});
}
