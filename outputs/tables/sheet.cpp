// SPDX-License-Identifier: Apache-2.0
#include "outputs/tables/sheet.hpp"

#include "outputs/tables/readme.hpp"
#include "outputs/tables/workbook.hpp"

namespace drumbeat {
namespace {

struct Page {
    const char* name;
    Phrase meaning;
    void (*write)(const Answers&, RowSink&);
};
constexpr Page pages[] = {
    {"verdict", Phrase::sheet_verdict, effects_table},         {"cases", Phrase::sheet_cases, cases_table},
    {"outcomes", Phrase::sheet_outcomes, outcomes_table},      {"areas", Phrase::sheet_areas, area_means_table},
    {"sizes", Phrase::sheet_sizes, size_means_table},          {"yearly", Phrase::sheet_yearly, yearly_means_table},
    {"parameters", Phrase::sheet_parameters, parameters_table}};

} // namespace

void write_sheet(const Answers& a, const std::string& path) {
    Workbook book(path, a.verdict.name);
    Lines lines = readme_lines(a);
    for (const Page& page : pages) lines.emplace_back(page.name, say(a.language, page.meaning));
    book.lines("readme", lines);
    for (const Page& page : pages) {
        page.write(a, book.table(page.name));
        if (book.left_out() > 0)
            book.note(
                say(a.language, Phrase::sheet_cut, {grouped(static_cast<double>(book.left_out()), 0, a.language)}));
    }
    book.close();
}

} // namespace drumbeat
