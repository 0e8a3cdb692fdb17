// SPDX-License-Identifier: Apache-2.0
// A results file need not come from this program. Whatever its labels hold, nothing that is made of it acts.
#include "outputs/pages/comparison_report.hpp"
#include "outputs/pages/inert_text.hpp"
#include "outputs/pages/report.hpp"
#include "outputs/tables/csv.hpp"
#include "outputs/tables/readme.hpp"
#include "tests/outputs/fake_results.hpp"
#include "tests/outputs/synthetic_study.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace drumbeat;

namespace {

constexpr const char* hostile[] = {"\x1b[31mred\x1b]0;title\x07",
                                   "two\r\nlines\tand a tab",
                                   "bytes \xff\xfe\xc3(",
                                   "\u202Eback\u202C \u2066in\u2069 \u009B2J",
                                   "=1+1",
                                   "\x01\x02\x7f"};

// The first character that acts; line ends are the output's own.
std::string active_in(const std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = next_character(text, at);
        if (c != '\n' && c != '\r' && is_active(c)) return text.substr(begin > 20 ? begin - 20 : 0, 40);
    }
    return {};
}

Study labelled(const std::string& label) {
    Study study = fake_study();
    study.name = study.question = study.base.name = label;
    for (Variant& arm : comparison_in(study).arms) arm.label = label;
    for (Contrast& contrast : comparison_in(study).contrasts) contrast.name = label + contrast.name;
    return study;
}

} // namespace

TEST_CASE("labels of a foreign results file are inert in text, JSON and CSV, bytes that are no UTF-8 too") {
    for (const char* label : hostile) {
        const Study study = labelled(label);
        FakeResults results = fake_results(3);
        results.stored_warnings = {label};
        results.where_from = {label, label, label};
        const Verdict verdict = verdict_of(results, study);
        const TemporaryFolder folder;
        write_csv({results, study, verdict}, {}, [&](const std::string& file) { return folder / file; });
        const Told told{label, results, study};
        for (const std::string& text :
             {report_text(verdict), report_json(verdict), comparison_text(compared_results(told, told)),
              comparison_json(compared_results(told, told)), bytes_of(folder / "cases.csv"),
              bytes_of(folder / "effects.csv")}) {
            CHECK(text.size() > 100);
            CHECK_MESSAGE(active_in(text).empty(), active_in(text));
        }
    }
}
