// SPDX-License-Identifier: Apache-2.0
#include "config/echo.hpp"
#include "config/yaml_years.hpp"
#include "tests/config/example.hpp"
#include "tests/config/folder.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;
using example::lines;

namespace {

// Three reported years, 2026 to 2028; a policy from 2027 on. What is added starts on line 6.
const std::string head = "format: drumbeat-study/1\nstudy: comparison\nbase_inline:\n"
                         "  time: {start_year: 2026, horizon_years: 3, policy_from: 2027}\n"
                         "  segments: {sensors: {weight: 1, initial: {smes: 5}}}\n";

std::string says(const std::string& rest) {
    std::vector<Problem> problems;
    example::read_a_study(head + rest, problems);
    return lines(problems);
}

Study study_in(const example::Folder& folder, const std::string& rest, std::span<const Setting> set = {}) {
    std::vector<Problem> problems;
    Study study = read_study(folder.write("s.yaml", head + rest), {}, problems, set).study;
    CHECK(lines(problems) == "");
    return study;
}

std::string csv_says(const std::string& csv) {
    std::vector<Problem> problems;
    std::string out = "kept";
    const bool well = years_of_csv(csv, "b.csv", *parameter_at("budget.path_meur"), "budget.path_meur", problems, out);
    CHECK(well == problems.empty());
    return well ? out : lines(problems);
}

} // namespace

TEST_CASE("a table of years is a group of years, in a base, an arm or a level") {
    const example::Folder folder;
    const Study study = study_in(folder, "set: {budget: {path_meur: {2026: 20000, 2027: 30000, 2028: 4e4}}}\n"
                                         "arms:\n  a: {}\n  b:\n    segments.*.orders.plan_meur:\n      2028: 9000\n"
                                         "      2027: 8000.5\n"
                                         "factors: {f: {g: {}, h: {segments.sensors.orders.requirement_meur: {2027: "
                                         "7000, 2028: 0}}}}\n");
    CHECK(study.base.budget.path_meur == YearTable{2026, {20000, 30000, 40000}});
    std::vector<Problem> problems;
    const auto cases = cases_of(study, problems);
    CHECK(lines(problems) == "");
    REQUIRE(cases.size() == 4);
    CHECK(cases[1].scenario.segments[0].orders.plan_meur == YearTable{2027, {8000.5, 9000}});
    CHECK(cases[3].scenario.segments[0].orders.requirement_meur == YearTable{2027, {7000, 0}});
    CHECK(cases[0].scenario.segments[0].orders.plan_meur.empty());
}

TEST_CASE("tables survive the echo, a difference and the text that a results file keeps") {
    const example::Folder folder;
    const Study study = study_in(folder, "set: {budget.path_meur: {2027: 30000.1, 2028: 31000}}\n"
                                         "arms: {a: , b: {budget.path_meur: {2027: 1e4, 2028: 20000}}, c: "
                                         "{budget.path_meur: {}}}\n");
    const std::string text = resolved(study.base);
    CHECK(text.find("  path_meur: {2027: 30000.1, 2028: 31000}\n") != std::string::npos);
    CHECK(text.find("      plan_meur: {}\n") != std::string::npos);
    std::vector<Problem> problems;
    CHECK(example::read(text, problems).scenario == study.base);
    const Study back = example::read_a_study(resolved(study), problems).study;
    CHECK(lines(problems) == "");
    CHECK(back.base == study.base);
    REQUIRE(comparison_of(back).arms.size() == 3);
    CHECK(comparison_of(back).arms[1].settings == comparison_of(study).arms[1].settings);
    CHECK(comparison_of(back).arms[2].settings[0].text == "{}");
    Scenario other = study.base;
    other.budget.path_meur = {};
    const auto settings = difference(other, study.base);
    REQUIRE(settings.size() == 1);
    CHECK(settings[0].text == "{2027: 30000.1, 2028: 31000}");
    CHECK(drumbeat::apply(other, settings).empty());
    CHECK(other == study.base);
}

TEST_CASE("mistakes in a table are told with the line of their year") {
    CHECK(says("set:\n  budget.path_meur:\n    2026: 20000\n    2028: 20000\n") ==
          "s.yaml:9: budget.path_meur.2028: 2027 is missing between 2026 and 2028\n");
    CHECK(says("set:\n  budget.path_meur:\n    2027: 20000\n    2028: much\n    28: 1\n") ==
          "s.yaml:9: budget.path_meur.2028: 'much' is not a number; allowed: 1 to 1000000\n"
          "s.yaml:10: budget.path_meur.28: '28' is not a year; allowed: 1800 to 2400\n");
    CHECK(says("set:\n  budget.path_meur:\n    2027: 20000\n    2027: 20000\n") ==
          "s.yaml:9: set.budget.path_meur.2027: stands twice in this group\n");
    CHECK(says("set: {budget.path_meur: {2027: 20000,5, 2028: 20000}}\n") ==
          "s.yaml:6: budget.path_meur.2027: '20000,5' is not a number: use a decimal point, 20000.5; allowed: 1 to "
          "1000000\n");
    CHECK(says("set: {budget.path_meur: {2027: [1], 2028: 20000}}\n") ==
          "s.yaml:6: budget.path_meur.2027: expects a single value, not a list\n");
    CHECK(says("set: {budget.path_meur: [20000, 20000]}\n")
              .find("s.yaml:6: budget.path_meur: expects a group, not a "
                    "list") == 0);
    CHECK(says("set: {budget.path_meur: 20000}\n").find("s.yaml:6: budget.path_meur: '20000' is no table of years") ==
          0);
    CHECK(says("set: {budget.path_meur: }\n").find("s.yaml:6: budget.path_meur: has no value; expects a table") == 0);
    CHECK(says("set: {budget.path_meur: {2027: 20000}}\n") ==
          "s.yaml:6: budget.path_meur: ends in 2027: 2028 is missing; a table covers 2027 to 2028, the years of the "
          "policy\n");
    std::vector<Problem> problems;
    const Study late =
        example::read_a_study(head + "arms: {a: , b: {budget.path_meur: {2028: 20000}}}\n", problems).study;
    cases_of(late, problems); // an arm is checked as the case that it makes
    CHECK(lines(problems).find("s.yaml:6: budget.path_meur: arm b: begins in 2028: 2027 is missing") !=
          std::string::npos);
    CHECK(says("set: {budget.path_meur: {2027: 20, 2028: 21}}\n").find("the unit is million euro") !=
          std::string::npos);
}

TEST_CASE("a table for what is no table of years, and the name that people try") {
    CHECK(says("arms: {a: , b: {budget.path: {2026: 1405, 2027: 1329}}}\n") ==
          "s.yaml:6: budget.path: unknown key 'path'; did you mean path_meur?\n");
    CHECK(says("set: {budget.path: budget.csv}\n") ==
          "s.yaml:6: budget.path: unknown key 'path'; did you mean path_meur?\n");
    CHECK(says("set: {budget.defence_meur: {2026: 1405, 2027: 1329}}\n") ==
          "s.yaml:6: budget.defence_meur: '{2026: ...}' is a table of years; expects one number; allowed: 1 to "
          "1000000\n");
}

TEST_CASE("a table may lie in a CSV file beside the file that names it") {
    const example::Folder folder;
    folder.write("tables/b.csv", "\xEF\xBB\xBF# the plan\r\n\r\n\"year\",\"meur\"\r\n2028,31000\r\n2027, 30000\r\n");
    const YearTable read{2027, {30000, 31000}};
    CHECK(study_in(folder, "set: {budget.path_meur: tables/b.csv}\n").base.budget.path_meur == read);
    const Study study = study_in(folder, "arms: {a: , b: {budget.path_meur: ./tables/b.csv}}\n");
    CHECK(comparison_of(study).arms[1].settings[0].text == "{2027: 30000, 2028: 31000}");
    // With the command, from the folder where it is typed.
    const std::vector<Setting> set{{"budget.path_meur", folder.path("tables/b.csv"), {"--set", 0}}};
    CHECK(study_in(folder, "", set).base.budget.path_meur == read);
    std::vector<Problem> problems;
    const std::string base =
        folder.write("base.yaml", "format: drumbeat-scenario/1\nbudget: {path_meur: tables/b.csv}\n"
                                  "time: {start_year: 2026, horizon_years: 3, policy_from: 2027}\n"
                                  "segments: {sensors: {weight: 1, initial: {smes: 5}}}\n");
    CHECK(read_scenario(base, {}, problems).scenario.budget.path_meur == read);
    CHECK(lines(problems) == "");
    const std::string gone = folder.write("gone.yaml", head + "set:\n  budget.path_meur: tables/c.csv\n");
    read_study(gone, {}, problems);
    CHECK(lines(problems) == gone + ":7: budget.path_meur: there is no file 'tables/c.csv'\n");
    problems.clear();
    const std::string near = folder.write("near.yaml", head + "set:\n  budget.path_meur: table/b.csv\n");
    folder.write("table/budgets.csv", "");
    folder.write("table/budget.yaml", "");
    read_study(folder.write("near.yaml", head + "set:\n  budget.path_meur: table/budget.csv\n"), {}, problems);
    CHECK(lines(problems) == near + ":7: budget.path_meur: there is no file 'table/budget.csv'; did you mean "
                                    "budgets.csv?\n");
}

TEST_CASE("mistakes in a CSV file are told with its line and year") {
    CHECK(csv_says("year,meur\n2027,1\n2026,2\n") == "{2026: 2, 2027: 1}");
    CHECK(csv_says("# c\nyear,meur\n2026,20000\n2028,20000\n") ==
          "b.csv:4: budget.path_meur.2028: 2027 is missing between 2026 and 2028\n");
    CHECK(csv_says("year,meur\n2026,20000\n2026,20000\n") ==
          "b.csv:3: budget.path_meur.2026: the year 2026 stands twice\n");
    CHECK(csv_says("year,meur\n2026,much\n2027,0\n") ==
          "b.csv:2: budget.path_meur.2026: 'much' is not a number; allowed: 1 to 1000000\n"
          "b.csv:3: budget.path_meur.2027: 0 is out of range; allowed: 1 to 1000000\n");
    CHECK(csv_says("year;meur\n2026;20000,5\n")
              .find("b.csv:1: budget.path_meur: 'year;meur': columns are separated by a "
                    "comma") == 0);
    CHECK(csv_says("2026,20000\n").find("b.csv:1: budget.path_meur: the header is missing: expects year,meur") == 0);
    CHECK(csv_says("year,beur\n2026,20\n")
              .find("b.csv:1: budget.path_meur: 'year,beur' is not the header year,meur: "
                    "years, and million euro") == 0);
    CHECK(csv_says("year,meur\n2026,20000,5\n")
              .find("b.csv:2: budget.path_meur: '2026,20000,5' has 3 columns; expects "
                    "year,meur, numbers with a decimal point") == 0);
    CHECK(csv_says("year,meur\n2026\n").find("b.csv:2: budget.path_meur: '2026' has 1 column;") == 0);
    CHECK(csv_says("year,meur\n").find("b.csv: budget.path_meur: has no years") == 0);
    CHECK(csv_says("").find("b.csv: budget.path_meur: has no years") == 0);
    CHECK(csv_says("year,meur\n2026,\xff\n") == "b.csv:2: budget.path_meur: holds bytes that are no UTF-8 text\n");
    CHECK(csv_says("year,meur\n=1+1,2\n") ==
          "b.csv:2: budget.path_meur.=1+1: '=1+1' is not a year; allowed: 1800 to 2400\n");
}

TEST_CASE("what names a CSV file") {
    for (const char* name : {"b.csv", "a/b.CSV", "../b.csv"}) CHECK(is_csv_name(name));
    for (const char* name : {"", "b", "b.yaml", "20000.5", "{2026: 1.5}", "{a.csv", "csv"})
        CHECK_FALSE(is_csv_name(name));
}
