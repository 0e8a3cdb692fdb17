// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/report.hpp"

#include "config/yaml_ranges.hpp"
#include "outputs/files/results.hpp"
#include "outputs/pages/comparison_report.hpp"
#include "outputs/verdict/decomposition.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/data_folder.hpp"
#include "tools/commands/report_files.hpp"
#include "tools/commands/shell_word.hpp"
#include "tools/commands/stored_study.hpp"
#include "tools/commands/terminal.hpp"

#include <fmt/core.h>

#include <utility>

namespace drumbeat::tools {
namespace {

Layout layout_for(const Report& report) {
    const Language language = language_named(report.language).value_or(Language::en);
    return {shows_colour(), terminal_width(), language, shell_file(report.file)};
}

bool is_dutch(const Report& report) { return report.language == name_of(Language::nl); }

// The screen alone is in the language that was asked for: not JSON, which is for programs, nor --full.
bool speaks_dutch(const Report& report) { return is_dutch(report) && report.format != "json" && !report.full; }

template <class Finding> std::string text_of(const Report& report, const Finding& finding) {
    if (report.format == "json") return report_json(finding);
    const Layout layout = layout_for(report);
    if (!report.full) return screen_text(finding, layout);
    const std::string notice = is_dutch(report) ? say(Language::nl, Phrase::full_is_english) + "\n\n" : std::string();
    return notice + report_text(finding, layout);
}

// Channels are the parts of a decomposition's answer, not its conditions.
Selection chosen(const Report& report, const Study& study) {
    const bool taken_apart = is_a<Decomposition>(study);
    if (taken_apart && !(report.condition.empty() && report.contrast.empty() && report.area.empty()))
        throw FileProblem(report.file + ": a decomposition is of one contrast: of it, only --behaviour can be chosen",
                          true);
    return {report.contrast, report.behaviour, report.area, report.condition};
}

AcceptedRanges stored_ranges() {
    std::vector<Problem> problems;
    AcceptedRanges ranges = read_accepted_ranges(data_folders(), problems);
    if (has_errors(problems)) throw FileProblem(to_text(problems.front()), false);
    return ranges;
}

Exit compare(const Report& report) {
    const bool writes = !report.html.empty() || !report.figures.empty() || !report.csv.empty() ||
                        !report.xlsx.empty() || !report.brief.empty();
    if (writes) throw FileProblem("--compare writes no files; ask for them without it", true);
    const auto before = open_results(report.compare), now = open_results(report.file);
    const Study old = stored_study(*before, report.compare), study = stored_study(*now, report.file);
    const ResultsComparison changes = compared_results({report.compare, *before, old}, {report.file, *now, study});
    fmt::print("{}", report.format == "json" ? comparison_json(changes) : comparison_text(changes));
    return Exit::done;
}

} // namespace

Exit perform(const Report& report) {
    if (!report.compare.empty()) return compare(report);
    ReportFiles files(report);
    const auto results = open_results(report.file);
    const Study stored = stored_study(*results, report.file);
    const Study study = speaks_dutch(report) ? in_dutch(stored) : stored;
    const Selection selection = chosen(report, study);
    const AcceptedRanges ranges = stored_ranges();
    const std::string text = is_a<Decomposition>(study)
                                 ? text_of(report, decomposition_of(*results, study, selection))
                                 : text_of(report, verdict_of(*results, study, selection, &ranges));
    files.write(*results, is_dutch(report) ? in_dutch(stored) : stored, selection,
                ranges); // first: where that fails, nothing looks like success
    fmt::print("{}", text);
    return Exit::done;
}

} // namespace drumbeat::tools
