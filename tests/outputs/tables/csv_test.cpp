// SPDX-License-Identifier: Apache-2.0
#include "outputs/tables/csv.hpp"

#include "outputs/pages/wording.hpp"
#include "tests/outputs/fake_results.hpp"
#include "tests/outputs/synthetic_study.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

using namespace drumbeat;

namespace {

using Record = std::vector<std::string>;

// RFC 4180, strictly: every record ends in CR LF, quotes stand around a whole field.
std::vector<Record> parsed(const std::string& text, char separator) {
    std::vector<Record> rows;
    Record row;
    std::string field;
    bool in_quotes = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_quotes && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
            field += '"';
            ++i;
        } else if (c == '"') {
            REQUIRE((in_quotes || field.empty()));
            in_quotes = !in_quotes;
        } else if (in_quotes) {
            field += c;
        } else if (c == separator) {
            row.push_back(std::exchange(field, {}));
        } else if (c == '\r') {
            REQUIRE(text[++i] == '\n');
            row.push_back(std::exchange(field, {}));
            rows.push_back(std::exchange(row, {}));
        } else {
            REQUIRE(c != '\n');
            field += c;
        }
    }
    CHECK((field.empty() && row.empty() && !in_quotes));
    for (const Record& one : rows) CHECK(one.size() == rows.front().size());
    return rows;
}

std::map<std::string, std::vector<Record>> written(const Results& results, const Study& study, CsvStyle style = {},
                                                   Language language = Language::en) {
    const TemporaryFolder folder;
    const Verdict verdict = verdict_of(results, study);
    write_csv({results, study, verdict, language}, style, [&](const std::string& file) { return folder / file; });
    std::map<std::string, std::vector<Record>> files;
    for (const std::string& file : csv_files()) files[file] = parsed(bytes_of(folder / file), style.separator);
    return files;
}

double number(const std::string& text) {
    double value = missing;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    CHECK_MESSAGE((text.empty() || read.ptr == text.data() + text.size()), text);
    return value;
}

std::size_t column_of(const std::vector<Record>& rows, const std::string& name) {
    const auto found = std::find(rows.front().begin(), rows.front().end(), name);
    REQUIRE_MESSAGE(found != rows.front().end(), name);
    return static_cast<std::size_t>(found - rows.front().begin());
}

} // namespace

TEST_CASE("CSV: a row per run with every outcome, to the last bit") {
    const FakeResults results = fake_results(5);
    const std::vector<Record> rows = written(results, fake_study()).at("runs.csv");
    CHECK(rows.size() == 1 + 9 * 5);
    CHECK(rows.front().size() == 3 + outcome_count);
    for (std::size_t c = 0; c < 9; ++c)
        for (std::size_t r = 0; r < 5; ++r) {
            const Record& row = rows[1 + c * 5 + r];
            CHECK(row[0] == results.case_names[c].arm);
            CHECK(row[1] == results.case_names[c].behaviour);
            CHECK(row[2] == std::to_string(r));
            for (std::size_t o = 0; o < outcome_count; ++o) {
                const double want =
                    fake_value(results.case_names[c], static_cast<Outcome>(o), static_cast<std::int64_t>(r));
                if (std::isnan(want))
                    CHECK(row[3 + o].empty());
                else
                    CHECK(number(row[3 + o]) == want);
            }
        }
}

TEST_CASE("CSV: a row per run and area, and per run and size class, to the last bit") {
    FakeResults results = fake_results(3);
    results.segment_names = {"sensors", "space"};
    results.area_value = [](const CaseName& c, GroupOutcome o, std::int64_t r, std::size_t s) {
        return o == GroupOutcome::jobs ? missing
                                       : wiggle(r, 100 + static_cast<int>(o) + static_cast<int>(c.arm.size() + s));
    };
    results.size_value = [](const CaseName& c, GroupOutcome o, std::int64_t r, std::size_t k) {
        return wiggle(r, 200 + static_cast<int>(o) + static_cast<int>(c.arm.size() + k));
    };
    const auto files = written(results, fake_study());
    const auto &areas = files.at("areas.csv"), &sizes = files.at("sizes.csv");
    REQUIRE(areas.size() == 1 + 9 * 3 * 2);
    REQUIRE(sizes.size() == 1 + 9 * 3 * 3);
    const std::size_t jobs = column_of(areas, "jobs"), firms = column_of(areas, "firms");
    for (std::size_t i = 1; i < areas.size(); ++i) {
        const std::size_t c = (i - 1) / 6, r = (i - 1) / 2 % 3, s = (i - 1) % 2;
        CHECK(areas[i][0] == results.case_names[c].arm);
        CHECK(areas[i][2] == std::to_string(r));
        CHECK(areas[i][3] == results.segment_names[s]);
        CHECK(areas[i][jobs].empty());
        CHECK(number(areas[i][firms]) ==
              results.area_value(results.case_names[c], GroupOutcome::firms, static_cast<std::int64_t>(r), s));
    }
    CHECK(sizes[3][3] == "prime");
    CHECK(number(sizes[3][column_of(sizes, "firms")]) ==
          results.size_value(results.case_names[0], GroupOutcome::firms, 0, 2));
    CHECK(written(fake_results(3), fake_study()).at("areas.csv").size() == 1); // an older file has none
}

TEST_CASE("CSV: years as mean and quantiles over the runs that were kept") {
    FakeResults results = fake_results(5);
    results.kept_replications = 4;
    results.segment_names = {"sensors", "space"};
    results.yearly_value = [](const CaseName&, Yearly q, std::int64_t r, int year, std::size_t s) {
        if (q == Yearly::utilisation && r == 0) return missing;
        return static_cast<double>(10 * (year - 2026)) + static_cast<double>(100 * s) + static_cast<double>(r);
    };
    const auto rows = written(results, fake_study()).at("yearly.csv");
    REQUIRE(rows.size() == 1 + yearly_count * 9 * 2 * 2);
    const auto at = [&](const Record& row, const char* name) { return number(row[column_of(rows, name)]); };
    const Record& first = rows[1]; // runs 0, 1, 2, 3
    CHECK(first[column_of(rows, "quantity")] == "planned_orders_meur");
    CHECK(at(first, "year") == 2026);
    CHECK(at(first, "mean") == 1.5);
    CHECK(at(first, "runs") == 4);
    CHECK(at(first, "quantile_50") == 1.5);
    CHECK(at(first, "quantile_25") == .75);
    CHECK(at(first, "quantile_95") == doctest::Approx(2.85));
    CHECK(at(rows[4], "mean") == 111.5); // 2027, space
    for (const Record& row : rows)
        if (row[column_of(rows, "quantity")] == "utilisation") CHECK(at(row, "runs") == 3);
}

TEST_CASE("CSV: years of institutions, and payments where there are any") {
    FakeResults results = fake_results(5);
    give_money(results, 3);
    const auto files = written(results, fake_study());
    const auto& held = files.at("institutions.csv");
    REQUIRE(held.size() == 1 + institution_count * 9 * 2);
    double seen = 0;
    for (const Record& row : held) {
        if (row[column_of(held, "quantity")] != "banks_exposure_meur") continue;
        const double year = number(row[column_of(held, "year")]);
        CHECK(number(row[column_of(held, "mean")]) == 100 * (year - 2025) + 1); // runs 0, 1, 2
        CHECK(number(row[column_of(held, "runs")]) == 3);
        CHECK(row[column_of(held, "unit")] == "meur");
        ++seen;
    }
    CHECK(seen == 9 * 2);
    const auto& paid = files.at("accounts.csv");
    REQUIRE(paid.size() == 1 + 9 * 2 * 2); // firms and banks, for loans alone
    CHECK(paid[1][column_of(paid, "sector")] == "firms");
    CHECK(paid[1][column_of(paid, "purpose")] == "loan");
    CHECK(number(paid[1][column_of(paid, "mean")]) == -10);
    CHECK(paid[4][column_of(paid, "sector")] == "banks");
    CHECK(number(paid[4][column_of(paid, "mean")]) == 20);
    const auto older = written(fake_results(3), fake_study());
    CHECK(older.at("institutions.csv").size() == 1);
    CHECK(older.at("accounts.csv").size() == 1);
}

TEST_CASE("CSV: investors that are there, their codes as words, and deals by run") {
    FakeResults results = fake_results(5);
    results.investors_kept = 2;
    results.investor_value = [](const CaseName&, InvestorColumn q, std::int64_t r, int year, int row) {
        if (row == 1 && year == 2026) return missing; // it is raised later
        if (q == InvestorColumn::type || q == InvestorColumn::phase) return static_cast<double>(row);
        if (q == InvestorColumn::belief) return missing;
        return static_cast<double>(r + 10 * row);
    };
    results.told_deals = {{1, 0, {-1, DealKind::bank, 2.5, missing, missing, 2026, 0, 7}},
                          {4, 1, {1, DealKind::exit, 30, .25, 1.5, 2027, 0, 8}},
                          {99, 1, {1, DealKind::exit, 30, .25, 1.5, 2027, 0, 8}}}; // of no case
    const auto files = written(results, fake_study());
    const auto& held = files.at("investors.csv");
    REQUIRE(held.size() == 1 + 9 * 2 * 3);
    const Record& last = held.back(); // run 1, 2027
    CHECK(last[column_of(held, "replication")] == "1");
    CHECK(last[column_of(held, "year")] == "2027");
    CHECK(last[column_of(held, "investor")] == "1");
    CHECK(last[column_of(held, "type")] == "seed");
    CHECK(last[column_of(held, "phase")] == "investing");
    CHECK(number(last[column_of(held, "value_meur")]) == 11);
    CHECK(last[column_of(held, "belief")].empty());
    const auto& deals = files.at("deals.csv");
    REQUIRE(deals.size() == 3);
    CHECK(deals[1][column_of(deals, "behaviour")] == "shrinks");
    CHECK(deals[1][column_of(deals, "kind")] == "bank");
    CHECK(deals[1][column_of(deals, "area")] == "sensors");
    CHECK(deals[1][column_of(deals, "stake")].empty());
    CHECK(deals[2][column_of(deals, "arm")] == "stable");
    CHECK(number(deals[2][column_of(deals, "investor")]) == 1);
    CHECK(number(deals[2][column_of(deals, "amount_meur")]) == 30);
    CHECK(number(deals[2][column_of(deals, "multiple")]) == 1.5);
    const auto older = written(fake_results(3), fake_study());
    CHECK(older.at("investors.csv").size() == 1);
    CHECK(older.at("deals.csv").size() == 1);
}

TEST_CASE("CSV: effects are those of the verdict") {
    const FakeResults results = fake_results();
    const Verdict verdict = verdict_of(results, fake_study());
    const std::vector<Record> rows = written(results, fake_study()).at("effects.csv");
    const auto cell = [&](const Record& row, const char* name) { return row[column_of(rows, name)]; };
    std::size_t at = 0;
    for (const Record& row : rows) {
        if (cell(row, "quantity") != "firms_points") continue;
        const Effect& e = verdict.effects.at(at++);
        CHECK(row[0] == e.contrast);
        CHECK(row[3] == e.behaviour);
        CHECK(cell(row, "where") == "country");
        CHECK(number(cell(row, "difference")) == e.firms.mean.value);
        CHECK(number(cell(row, "error")) == e.firms.mean.error);
        CHECK(number(cell(row, "low")) == e.firms.luck.low);
        CHECK(number(cell(row, "as_it_came")) == e.firms.unadjusted.value);
        CHECK(cell(row, "answer") == (e.same_run ? "same run" : to_text(e.firms.equivalence.answer)));
    }
    CHECK(at == verdict.effects.size());
}

TEST_CASE("CSV: the dictionary has every column of every other file, with unit and meaning") {
    const auto files = written(fake_results(2), fake_study());
    std::size_t lines = 1;
    for (const auto& written_file : files) {
        const std::string& file = written_file.first;
        if (file == "dictionary.csv") continue;
        for (const std::string& name : written_file.second.front()) {
            const auto& all = files.at("dictionary.csv");
            const auto found = std::find_if(all.begin(), all.end(),
                                            [&](const Record& row) { return row[0] == file && row[1] == name; });
            REQUIRE_MESSAGE(found != all.end(), file, " ", name);
            for (const std::string& cell : *found) {
                CHECK_FALSE(cell.empty());
                CHECK(cell.front() != '\''); // nothing in it looks like a formula
            }
            if (name == "arm" || name == "replication") CHECK((*found)[2] == "1"); // as in the results file
            ++lines;
        }
    }
    CHECK(lines == files.at("dictionary.csv").size());
}

TEST_CASE("CSV in Dutch has decimal commas, semicolons and the same numbers") {
    const FakeResults results = fake_results(3);
    const auto english = written(results, fake_study()),
               dutch = written(results, fake_study(), csv_with_commas, Language::nl);
    const auto &en = english.at("runs.csv"), &nl = dutch.at("runs.csv");
    REQUIRE(en.size() == nl.size());
    std::size_t commas = 0;
    for (std::size_t r = 1; r < en.size(); ++r)
        for (std::size_t c = 3; c < en[r].size(); ++c) {
            std::string text = nl[r][c];
            CHECK(text.find('.') == std::string::npos);
            commas += text.find(',') != std::string::npos ? 1 : 0;
            std::replace(text.begin(), text.end(), ',', '.');
            CHECK(text == en[r][c]);
        }
    CHECK(commas > 20);
    CHECK(en.front() == nl.front()); // names of columns are the same in every language
    const std::size_t label = column_of(english.at("effects.csv"), "label");
    CHECK(dutch.at("effects.csv")[1][label] != english.at("effects.csv")[1][label]);
}

TEST_CASE("CSV: factors called like columns get another name") {
    FakeResults results = fake_results(2);
    Study study = fake_study();
    comparison_in(study).factors = {{"quantity", {{"one", "", {}}}}, {"area", {{"one", "", {}}}}};
    results.factor_names = {"quantity", "area"};
    for (CaseName& name : results.case_names) name.levels = {"one", "one"};
    for (const auto& file : written(results, study)) {
        std::vector<std::string> names = file.second.front();
        std::sort(names.begin(), names.end());
        CHECK_MESSAGE(std::adjacent_find(names.begin(), names.end()) == names.end(), file.first);
    }
}

TEST_CASE("CSV: texts are texts, whatever they say") {
    CHECK(csv_text("plain", {}) == "plain");
    CHECK(csv_text("one, two", {}) == "\"one, two\"");
    CHECK(csv_text("one, two", csv_with_commas) == "one, two");
    CHECK(csv_text("one; two", csv_with_commas) == "\"one; two\"");
    CHECK(csv_text("say \"so\"", {}) == "\"say \"\"so\"\"\"");
    for (const char* formula : {"=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\uFF1D1"})
        CHECK_MESSAGE(csv_text(formula, {})[0] == '\'', formula);
    const std::string inert = csv_text("a\x1b[31mb\nc\u202Ed\u0085", {});
    for (const char* active : {"\x1b", "\n", "\u202E", "\u0085"}) CHECK(inert.find(active) == std::string::npos);
}

TEST_CASE("a number is as short as it can be and reads back the same") {
    CHECK(shortest(.1) == "0.1");
    CHECK(shortest(3) == "3");
    CHECK(shortest(missing).empty());
    CHECK(shortest(std::numeric_limits<double>::infinity()).empty());
    for (const double value : {1. / 3, 1e-300, -123456789.123456789, 2e22}) CHECK(number(shortest(value)) == value);
}
