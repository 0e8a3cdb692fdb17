// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/report_files.hpp"

#include "outputs/tables/csv.hpp"
#include "outputs/tables/sheet.hpp"

#include <csignal>
#include <filesystem>

namespace drumbeat::tools {

ReportFiles::ReportFiles(const Report& report)
    : report_(report), files_(report.overwrite, {report.file, report.file + ".part"}) {
    std::signal(SIGXFSZ, SIG_IGN); // a file that grows too large is then an error like a full disk
    if (!report.csv.empty()) files_.announce_in(report.csv, csv_files());
    if (!report.xlsx.empty()) files_.announce(report.xlsx);
}

void ReportFiles::write(const Results& results, const Study& study) {
    if (report_.csv.empty() && report_.xlsx.empty()) return;
    const Verdict verdict = verdict_of(results, study);
    const Answers answers{results, study, verdict};
    if (!report_.csv.empty())
        write_csv(answers, {}, [&](const std::string& file) {
            return files_.beside((std::filesystem::path(report_.csv) / file).string());
        });
    if (!report_.xlsx.empty()) write_sheet(answers, files_.beside(report_.xlsx));
    files_.put_in_place();
}

} // namespace drumbeat::tools
