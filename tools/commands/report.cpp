// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/report.hpp"

#include "config/yaml.hpp"
#include "outputs/files/results.hpp"
#include "outputs/pages/comparison_report.hpp"
#include "outputs/pages/figure.hpp"
#include "outputs/verdict/decomposition.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/report_files.hpp"
#include "tools/commands/stored_study.hpp"
#include "tools/commands/text_file.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <filesystem>
#include <unistd.h>

namespace drumbeat::tools {
namespace {

// A drawing must not replace the results that it shows, under whatever name.
void spare_results(const Report& report) {
    std::error_code ignored;
    for (const std::string& read : {report.file, report.file + ".part"})
        if (std::filesystem::equivalent(report.svg, read, ignored))
            throw FileProblem(report.svg + " holds the results, and is no place for the drawing", true);
}

template <class Finding> void draw(const Report& report, const Finding& finding) {
    const std::string figure = figure_svg(finding);
    if (figure.empty()) throw FileProblem(report.file + ": nothing to draw, since there is nothing to compare", true);
    write_text_file(report.svg, figure, report.overwrite);
}

template <class Finding> void show(const Report& report, const Finding& finding) {
    fmt::print("{}", report.format == "json" ? report_json(finding) : report_text(finding, isatty(STDOUT_FILENO) == 1));
    std::fflush(stdout); // before what the drawing has to say
    if (!report.svg.empty()) draw(report, finding);
}

Exit compare(const Report& report) {
    if (!report.svg.empty() || !report.csv.empty() || !report.xlsx.empty())
        throw FileProblem("--compare writes no files; ask for them without it", true);
    const auto before = open_results(report.compare), now = open_results(report.file);
    const Study old = stored_study(*before, report.compare), study = stored_study(*now, report.file);
    const Comparison changes = comparison_of({report.compare, *before, old}, {report.file, *now, study});
    fmt::print("{}", report.format == "json" ? comparison_json(changes) : comparison_text(changes));
    return Exit::done;
}

} // namespace

Exit perform(const Report& report) {
    if (!report.compare.empty()) return compare(report);
    if (!report.svg.empty()) spare_results(report);
    ReportFiles files(report);
    const auto results = open_results(report.file);
    const Study study = stored_study(*results, report.file);
    if (study.type == StudyType::decomposition)
        show(report, decomposition_of(*results, study));
    else
        show(report, verdict_of(*results, study));
    files.write(*results, study);
    return Exit::done;
}

} // namespace drumbeat::tools
