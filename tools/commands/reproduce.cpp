// SPDX-License-Identifier: Apache-2.0
// Runs the study that a results file holds again, and says whether the same file comes of it.
#include "outputs/files/results_file.hpp"
#include "outputs/files/results_file_runs.hpp"
#include "outputs/files/run_difference.hpp"
#include "outputs/files/study_run.hpp"
#include "outputs/pages/wording.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/cores.hpp"
#include "tools/commands/interrupt.hpp"
#include "tools/commands/progress.hpp"
#include "tools/commands/shell_word.hpp"
#include "tools/commands/stored_study.hpp"
#include "tools/commands/work.hpp"

#include <fmt/core.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <unistd.h>
#include <vector>

namespace drumbeat::tools {
namespace {

bool are_same_files(const std::string& a, const std::string& b) {
    std::ifstream one(a, std::ios::binary), other(b, std::ios::binary);
    std::vector<char> here(1 << 20), there(here.size());
    while (one && other) {
        one.read(here.data(), static_cast<std::streamsize>(here.size()));
        other.read(there.data(), static_cast<std::streamsize>(there.size()));
        if (one.gcount() != other.gcount() || !std::equal(here.begin(), here.begin() + one.gcount(), there.begin()))
            return false;
    }
    return one.eof() && other.eof();
}

// The first run that is not the same in two files of the same layout; empty where all are.
std::string first_difference(StoredRuns& old, StoredRuns& fresh, const CaseList& cases) {
    for (std::size_t c = 0; c < cases.size(); ++c) {
        const int rows = panel_rows(with_levers_of(cases.at(c).scenario, cases.study().base));
        for (std::int64_t r = 0; r < old.replications(); ++r) {
            RunRecord stored, computed;
            const auto run_case = static_cast<std::int64_t>(c);
            const bool was_there = old.read(run_case, r, {&rows, 1}, {&stored, 1}).front();
            const bool is_there = fresh.read(run_case, r, {&rows, 1}, {&computed, 1}).front();
            const RunDifference found = difference(stored, computed, old.manifest(), r);
            if (was_there != is_there)
                return to_text(RunFault{run_case, r, was_there ? "it failed now" : "it failed then and not now"},
                               old.manifest());
            if (!found.none()) return to_text(RunFault{run_case, r, to_text(found)}, old.manifest());
        }
    }
    return {};
}

// Why two files of one study are not the same.
std::string why(const std::string& file, const std::string& made, const CaseList& cases) {
    StoredRuns old(file), fresh(made);
    if (old.manifest().recorded != fresh.manifest().recorded)
        return "another version of the program wrote it, which recorded other quantities; verify compares what it has";
    if (std::string other = difference(old.manifest(), fresh.manifest()); !other.empty())
        return "the study is written otherwise: " + other;
    if (std::string run = first_difference(old, fresh, cases); !run.empty()) return run;
    return "every value is the same, and the bytes are not: another version of the program or of HDF5 wrote it";
}

void spare_input(const Reproduce& asked) {
    std::error_code ignored;
    if (std::filesystem::equivalent(asked.output, asked.file, ignored))
        throw FileProblem(asked.output + " is read, and is no place for the results", true);
}

Progress::Where where_to_tell(const Reproduce& asked) {
    if (asked.quiet) return Progress::Where::nowhere;
    return isatty(STDERR_FILENO) == 1 ? Progress::Where::terminal : Progress::Where::log;
}

RunOptions options_of(const Reproduce& asked, const Results& results) {
    RunOptions options;
    options.path = asked.output;
    options.threads = asked.threads > 0 ? asked.threads : cores();
    options.overwrite = asked.overwrite;
    options.resume = asked.resume;
    options.model_signature = results.origin().model_signature;
    options.warnings = results.warnings();
    return options;
}

Exit stopped(const Reproduce& asked) {
    std::fputs(fmt::format("Stopped. To go on: drumbeat reproduce {} -o {} --resume\n", shell_file(asked.file),
                           shell_file(asked.output))
                   .c_str(),
               stderr);
    return Exit::interrupted;
}

Exit compared(const Reproduce& asked, const RunSummary& summary, const CaseList& cases) {
    const std::string made =
        fmt::format("{}: {} in {}", asked.output, plural(summary.runs, "run"), duration(summary.seconds));
    if (are_same_files(asked.file, asked.output)) {
        fmt::print("{}; the same as {}, byte for byte\n", made, asked.file);
        return Exit::done;
    }
    fmt::print("{}; not the same as {}: {}\n", made, asked.file, why(asked.file, asked.output, cases));
    return Exit::environment;
}

} // namespace

Exit perform(const Reproduce& asked) {
    std::signal(SIGXFSZ, SIG_IGN);
    const auto results = open_results(asked.file);
    check_signature(*results, asked.file);
    if (!results->complete())
        throw FileProblem(asked.file + " holds a part of its study; run --resume or merge completes it", true);
    spare_input(asked);
    const Study study = stored_study(*results, asked.file);
    const StudyWork work = make_ready(study, stored_survey(study, asked.file));
    const Interrupt interrupt([] { std::fputs("Stopping; a second Ctrl-C stops at once.\n", stderr); },
                              [&] { std::remove(sealing_path(asked.output).c_str()); });
    RunOptions options = options_of(asked, *results);
    options.stop = interrupt.token();
    Progress progress(where_to_tell(asked));
    options.progress = [&](std::int64_t done, std::int64_t total) { progress.heard(done, total); };
    const RunSummary summary = run_study(study, work.cases, work.shape, replicate_of(work, options.threads), options);
    progress.clear();
    return summary.interrupted() ? stopped(asked) : compared(asked, summary, work.shelf->cases());
}

} // namespace drumbeat::tools
