// SPDX-License-Identifier: Apache-2.0
#include "outputs/tables/sheet.hpp"
#include "outputs/tables/workbook.hpp"

#include "tests/outputs/fake_results.hpp"
#include "tests/outputs/synthetic_study.hpp"

#include <doctest/doctest.h>

using namespace drumbeat;

TEST_CASE("a workbook of the same results has the same bytes, in each language") {
    const TemporaryFolder folder;
    const FakeResults results = fake_results(3);
    const Study study = fake_study();
    const Verdict verdict = verdict_of(results, study);
    write_sheet({results, study, verdict, Language::en}, folder / "a.xlsx");
    write_sheet({results, study, verdict, Language::en}, folder / "b.xlsx");
    write_sheet({results, study, verdict, Language::nl}, folder / "c.xlsx");
    CHECK(bytes_of(folder / "a.xlsx").size() > 5000);
    CHECK(bytes_of(folder / "a.xlsx") == bytes_of(folder / "b.xlsx"));
    CHECK(bytes_of(folder / "a.xlsx") != bytes_of(folder / "c.xlsx"));
}

TEST_CASE("a workbook that cannot be written is a problem of the environment, or of the place") {
    const FakeResults results = fake_results(2);
    const Study study = fake_study();
    const Verdict verdict = verdict_of(results, study);
    CHECK_THROWS_AS(write_sheet({results, study, verdict}, "/nowhere/a.xlsx"), FileProblem);
}

TEST_CASE("a table that a sheet cannot hold says how much is left out") {
    const TemporaryFolder folder;
    Workbook book(folder / "a.xlsx", "title", 3);
    const TableHead head{"t", "meaning", {{"x", "1", "x", "a number"}}};
    RowSink& full = book.table("full");
    full.begin(head);
    for (int i = 0; i < 3; ++i) full.row({1.0});
    CHECK(book.left_out() == 0);
    RowSink& cut = book.table("cut");
    cut.begin(head);
    for (int i = 0; i < 7; ++i) cut.row({1.0});
    CHECK(book.left_out() == 4);
    book.note("4 rows are left out");
    book.close();
    CHECK(bytes_of(folder / "a.xlsx").substr(0, 2) == "PK");
}
