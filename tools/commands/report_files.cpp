// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/report_files.hpp"

#include "outputs/pages/chart_assets.hpp"
#include "outputs/pages/html_page.hpp"
#include "outputs/tables/brief.hpp"
#include "outputs/tables/csv.hpp"
#include "outputs/tables/sheet.hpp"
#include "outputs/verdict/decomposition.hpp"
#include "outputs/verdict/over_points.hpp"
#include "tools/commands/figures.hpp"
#include "tools/commands/shell_word.hpp"
#include "tools/commands/text_file.hpp"
#include "tools/commands/version.hpp"

#include <csignal>
#include <filesystem>
#include <optional>

namespace drumbeat::tools {
namespace {

void check_charts(const Report& report) {
    if (report.html.empty() && report.figures.empty()) return;
    if (!chart_assets().present())
        throw FileProblem("this program was built without charts (DRUMBEAT_CHARTS=OFF): no page, no figures", false);
    if (!report.figures.empty()) check_can_draw();
}

} // namespace

ReportFiles::ReportFiles(const Report& report)
    : report_(report), files_(report.overwrite, {report.file, report.file + ".part"}) {
    std::signal(SIGXFSZ, SIG_IGN); // a file that grows too large is then an error like a full disk
    check_charts(report);
    if (!report.html.empty()) files_.announce(report.html);
    if (!report.csv.empty()) files_.announce_in(report.csv, csv_files());
    if (!report.xlsx.empty()) files_.announce(report.xlsx);
    if (!report.brief.empty()) files_.announce(report.brief);
}

void ReportFiles::write_tables(const Results& results, const Study& study, const Verdict& verdict) {
    const Language language = language_named(report_.language).value_or(Language::en);
    const Answers answers{results, study, verdict, language};
    if (!report_.csv.empty())
        write_csv(answers, language == Language::nl ? csv_with_commas : CsvStyle{}, [&](const std::string& file) {
            return files_.beside((std::filesystem::path(report_.csv) / file).string());
        });
    if (!report_.xlsx.empty()) write_sheet(answers, files_.beside(report_.xlsx));
    if (!report_.brief.empty())
        write_text_file(files_.beside(report_.brief), brief_markdown(answers, shell_file(report_.file)), true);
}

void ReportFiles::write_charts(const Results& results, const Study& study, const Verdict& verdict) {
    if (report_.html.empty() && report_.figures.empty()) return;
    std::optional<DecompositionFinding> parts;
    if (is_a<Decomposition>(study)) parts = decomposition_of(results, study);
    const Charts charts = charts_of(results, study, verdict);
    const std::string version = version_text();
    const Shown shown{study,
                      parts ? parts->whole : verdict,
                      charts,
                      parts ? &*parts : nullptr,
                      language_named(report_.language).value_or(Language::en),
                      std::filesystem::path(report_.file).filename().string(),
                      version.substr(0, version.find('\n')),
                      results.study_text()};
    if (!report_.html.empty()) write_text_file(files_.beside(report_.html), html_page(shown), true);
    if (!report_.figures.empty()) write_figures(draw_figures(chart_data_json(shown)));
}

void ReportFiles::write_figures(const std::map<std::string, std::string>& figures) {
    std::vector<std::string> names;
    for (const auto& figure : figures) names.push_back(figure.first);
    files_.announce_in(report_.figures, names);
    for (const auto& [name, content] : figures)
        write_text_file(files_.beside((std::filesystem::path(report_.figures) / name).string()), content, true);
}

void ReportFiles::write(const Results& results, const Study& study, const Selection& selection,
                        const AcceptedRanges& ranges) {
    const bool nothing = report_.csv.empty() && report_.xlsx.empty() && report_.brief.empty() && report_.html.empty() &&
                         report_.figures.empty();
    if (nothing) return;
    const Verdict verdict = verdict_of(results, study, selection, &ranges);
    try {
        if (point_count(study) > 0) { // tables and charts are of averages over points, as the report is
            const OverPoints averages(results, study);
            write_tables(averages, averages.comparison(), verdict);
            write_charts(averages, averages.comparison(), verdict);
        } else {
            write_tables(results, study, verdict);
            write_charts(results, study, verdict);
        }
    } catch (const FileProblem& problem) {
        throw FileProblem(files_.in_their_names(problem.what()), problem.input);
    }
    files_.put_in_place();
}

} // namespace drumbeat::tools
