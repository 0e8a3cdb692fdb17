// SPDX-License-Identifier: Apache-2.0
#include "config/advice.hpp"
#include "config/text.hpp"
#include "config/warnings.hpp"
#include "config/yaml.hpp"
#include "outputs/files/results_file.hpp"
#include "outputs/files/run_log.hpp"
#include "outputs/files/study_run.hpp"
#include "outputs/pages/wording.hpp"
#include "outputs/verdict/outcome_names.hpp"
#include "tools/commands/balance.hpp"
#include "tools/commands/calibration.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/cores.hpp"
#include "tools/commands/data_folder.hpp"
#include "tools/commands/extend.hpp"
#include "tools/commands/interrupt.hpp"
#include "tools/commands/progress.hpp"
#include "tools/commands/shell_word.hpp"
#include "tools/commands/single_run.hpp"
#include "tools/commands/stopping.hpp"
#include "tools/commands/typed_settings.hpp"
#include "tools/commands/validation.hpp"
#include "tools/commands/version.hpp"
#include "tools/commands/work.hpp"

#include <model_signature.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <unistd.h>
#include <utility>

namespace drumbeat::tools {
namespace {

struct Asked {
    Study study;
    Survey survey;                  // of its cases
    std::vector<std::string> files; // what the study was read from
    std::vector<Bilingual> warnings;
};

std::vector<Bilingual> warnings_in(const std::vector<Problem>& problems) {
    std::vector<Bilingual> warnings;
    for (const Problem& p : problems)
        if (p.severity == Severity::warning)
            warnings.emplace_back(p.code + ": " + to_text(p), p.code + ": " + to_dutch(p));
    return warnings;
}

// The study as the command line wants it; problems are told.
Exit read(const Run& run, Asked& asked) {
    std::vector<Problem> problems;
    const std::vector<Setting> settings = settings_of(run.set, problems);
    StudyFile file = read_study(run.study, data_folders(), problems, settings, run.over);
    asked.study = std::move(file.study);
    asked.files = std::move(file.files);
    if (run.replications) asked.study.replications = *run.replications;
    if (run.seed) asked.study.seed = *run.seed;
    const std::string& source = asked.files.empty() ? run.study : asked.files.front();
    for (Problem& p : unknown_outcomes(asked.study, source, file.outcome_lines)) problems.push_back(std::move(p));
    if (!has_errors(problems)) asked.survey = survey_of(asked.study, problems);
    if (!has_errors(problems))
        for (Problem& p : advice_on(asked.study, asked.survey.first, file.base)) problems.push_back(std::move(p));
    asked.warnings = warnings_in(problems);
    return told(problems, run.strict);
}

std::string default_output(const std::string& study) { return std::filesystem::path(study).stem().string() + ".h5"; }

int threads_of(const Run& run) { return run.threads > 0 ? run.threads : cores(); }

std::string now_text() {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm utc{};
    gmtime_r(&now, &utc);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text;
}

std::string host_name() {
    char name[256] = {};
    return gethostname(name, sizeof name - 1) == 0 ? name : "unknown";
}

// --overwrite is for results, not for what they are made from.
void spare_inputs(const std::string& output, const std::vector<std::string>& inputs) {
    std::error_code ignored;
    for (const std::string& input : inputs)
        for (const std::string& written : {output, log_path(output)})
            if (std::filesystem::equivalent(written, input, ignored))
                throw FileProblem(fmt::format("{} is read for this study, and is no place for its results", written),
                                  true);
}

RunLog log_of(const Run& run, const RunOptions& options, const RunSummary& summary, const std::string& started) {
    RunLog log = build_log();
    log.host = host_name();
    log.started = started;
    log.command = run.command;
    log.threads = options.threads;
    log.seconds = summary.seconds;
    log.replications = summary.replications;
    log.runs = summary.runs;
    log.failed_runs = summary.failed;
    log.interrupted = summary.interrupted();
    log.content_hash = summary.content_hash;
    log.model_signature = options.model_signature;
    return log;
}

// What a stop has to know of a run under way.
struct UnderWay {
    static constexpr std::int64_t not_begun = -1;
    std::string path, journal;                      // of the results
    std::atomic<std::int64_t> complete = not_begun; // runs in the journal

    void stops_at_once() const {
        if (complete == not_begun) return;
        std::remove(sealing_path(path).c_str());
        if (complete == 0) std::remove(journal.c_str());
    }
};

RunSummary carry_out(const Run& run, const Asked& asked, RunOptions& options, UnderWay& way) {
    const StudyWork work = make_ready(asked.study, asked.survey);
    Progress progress(progress_of(run));
    options.progress = [&](std::int64_t done, std::int64_t total) {
        way.complete = done;
        progress.heard(done, total);
    };
    Replicate replicate = replicate_of(work, options.threads);
    std::unique_ptr<Extension> extension;
    if (!run.extend.empty()) {
        extension = extension_of(run.extend, work.shelf->cases());
        replicate = extension->over(std::move(replicate));
    }
    RunSummary summary = run_study(asked.study, work.cases, work.shape, replicate, options);
    if (extension) summary.taken = extension->taken();
    return summary;
}

std::string count_text(const RunSummary& summary) {
    const std::string failed = summary.failed > 0 ? fmt::format(", {} of them failed", summary.failed) : "";
    const std::string found =
        summary.found > 0 ? fmt::format(", {} of them from before", grouped(static_cast<double>(summary.found))) : "";
    const std::string taken =
        summary.taken > 0 ? fmt::format(", {} of them taken over", grouped(static_cast<double>(summary.taken))) : "";
    const std::string of =
        summary.interrupted() ? fmt::format(" of {}", grouped(static_cast<double>(summary.planned))) : "";
    return fmt::format("{}{} runs{}{}{} in {}", grouped(static_cast<double>(summary.runs)), of, found, taken, failed,
                       duration(summary.seconds));
}

std::string stopped_text(const Run& run, const RunOptions& options, const RunSummary& summary) {
    std::error_code ignored;
    const bool older = options.overwrite && std::filesystem::exists(options.path, ignored);
    const std::string as_it_was = older ? options.path + " is as it was. " : "";
    if (summary.runs == 0)
        return fmt::format("Stopped before a run was kept; {}.",
                           older ? options.path + " is as it was" : "no file is left");
    return fmt::format("Stopped. {}{} stands in {}, which report reads. To go on: {}", as_it_was, count_text(summary),
                       summary.path, resuming_line(run));
}

std::string done_text(const RunOptions& options, const RunSummary& summary) {
    const std::string next = options.shard.of > 1
                                 ? fmt::format(" Next, when all {} shards are there: drumbeat merge", options.shard.of)
                             : summary.failed < summary.runs ? " Next: drumbeat report " + shell_file(summary.path)
                                                             : "";
    if (summary.found == summary.planned)
        return fmt::format("{}: complete, nothing was left to run.{}", summary.path, next);
    return fmt::format("{}: {}.{}", summary.path, count_text(summary), next);
}

Exit outcome(const Run& run, const RunOptions& options, const RunSummary& summary) {
    for (const std::string& failure : summary.failures) say(failure);
    if (summary.interrupted()) {
        say(stopped_text(run, options, summary));
        return Exit::interrupted;
    }
    if (summary.failed == summary.runs) {
        say(done_text(options, summary));
        return Exit::failed_runs;
    }
    if (summary.failed > 0)
        say(plural(summary.failed, "run") + " failed; the report leaves out every pair that lacks one.");
    if (!run.quiet) fmt::print("{}\n", done_text(options, summary));
    return summary.failed > 0 ? Exit::failed_runs : Exit::done;
}

void check_has_runs(const char* option, const Asked& asked) {
    if (compares(asked.study)) return;
    throw FileProblem(fmt::format("{}: a study of {} has no results file", option, word_of(asked.study.design)), true);
}

RunOptions options_of(const Run& run, const Asked& asked, const UnderWay& way) {
    RunOptions options;
    options.path = way.path;
    options.threads = threads_of(run);
    options.overwrite = run.overwrite;
    options.resume = run.resume;
    options.shard = run.shard;
    options.model_signature = built_model_signature;
    options.warnings = asked.warnings;
    return options;
}

RoundsStudy in_rounds(const Run& run, const Asked& asked) {
    if (is_a<Balance>(asked.study)) return balance(run, asked.study, asked.files);
    if (is_a<Calibration>(asked.study)) return calibration(run, asked.study);
    return validation(asked.study, asked.survey.first);
}

Exit run_cases(const Run& run, const Asked& asked) {
    const std::string started = now_text();
    std::signal(SIGXFSZ, SIG_IGN); // a file that grows too large is then an error like a full disk
    UnderWay way;
    way.path = run.output.empty() ? default_output(run.study) : run.output;
    way.journal = journal_path(way.path, run.shard);
    const Interrupt interrupt([&] { say_stopping(run); }, [&] { way.stops_at_once(); });
    spare_inputs(way.path, asked.files);
    RunOptions options = options_of(run, asked, way);
    options.stop = interrupt.token();
    const RunSummary summary = carry_out(run, asked, options, way);
    std::error_code ignored;
    const bool has_log = std::filesystem::exists(log_path(options.path), ignored); // killed between the two: it has not
    if (summary.sealed && (summary.found < summary.planned || !has_log))
        write_run_log(options.path, log_of(run, options, summary, started));
    return outcome(run, options, summary);
}

} // namespace

Exit perform(const Run& run) {
    Asked asked;
    if (const Exit exit = read(run, asked); exit != Exit::done) return exit;
    if (!run.extend.empty()) check_has_runs("--extend", asked);
    if (!run.only.empty()) {
        check_has_runs("--only", asked);
        return replay_one(run, CaseList(asked.study));
    }
    if (!compares(asked.study)) return carry_out(run, asked.study, in_rounds(run, asked), asked.files, threads_of(run));
    return run_cases(run, asked);
}

} // namespace drumbeat::tools
