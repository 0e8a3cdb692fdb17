// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/report.hpp"

#include "config/yaml.hpp"
#include "outputs/files/results.hpp"
#include "outputs/pages/comparison_report.hpp"
#include "outputs/verdict/decomposition.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/report_files.hpp"
#include "tools/commands/stored_study.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <unistd.h>

namespace drumbeat::tools {
namespace {

template <class Finding> void show(const Report& report, const Finding& finding) {
    fmt::print("{}", report.format == "json" ? report_json(finding) : report_text(finding, isatty(STDOUT_FILENO) == 1));
    std::fflush(stdout); // before what files have to say
}

Exit compare(const Report& report) {
    if (!report.html.empty() || !report.figures.empty() || !report.csv.empty() || !report.xlsx.empty())
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
