// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/study_run.hpp"

#include "outputs/files/journal.hpp"
#include "outputs/files/recording.hpp"
#include "outputs/files/results_file.hpp"
#include "outputs/files/run_log.hpp"
#include "sim/batch/tiles.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <new>
#include <unistd.h>

namespace drumbeat {
namespace {

constexpr std::size_t listed_failures = 100;

namespace fs = std::filesystem;

// A name that the file system refuses would be found out only when the study has been computed.
void check_names(const std::string& path) {
    const fs::path target(path);
    const std::string folder = target.has_parent_path() ? target.parent_path().string() : ".";
    const long longest = ::pathconf(folder.c_str(), _PC_NAME_MAX);
    for (const std::string& made : {sealing_path(path), log_path(path) + ".writing"})
        if (longest > 0 && fs::path(made).filename().string().size() > static_cast<std::size_t>(longest))
            throw FileProblem(path + ": cannot write: " + std::strerror(ENAMETOOLONG), true);
}

void check_target(const RunOptions& options) {
    const std::string& path = options.path;
    const bool may_be_there = options.overwrite || options.resume; // what is there is then looked at
    std::error_code error;
    if (!fs::path(path).has_filename()) throw FileProblem("'" + path + "' names no file that can be written", true);
    if (path.ends_with(".part"))
        throw FileProblem(path + ": names ending in .part are for unfinished runs; name the results file .h5", true);
    const auto status = fs::status(path, error);
    if (fs::exists(status) && !fs::is_regular_file(status))
        throw FileProblem(path + " is no file that can be written", true);
    const bool is_there =
        fs::exists(status) || fs::is_symlink(fs::symlink_status(path, error)); // a link to nothing as well
    if (is_there && !may_be_there) throw FileProblem(path + " exists; --overwrite replaces it", true);
    const fs::path folder = fs::path(path).parent_path();
    if (!folder.empty() && !fs::is_directory(folder, error))
        throw FileProblem(path + ": cannot write: there is no folder " + folder.string(), true);
    check_names(path);
    if (const std::string log = log_path(path); fs::exists(log, error) && !may_be_there)
        throw FileProblem(log + " exists, the log of other results; --overwrite replaces it", true);
}

// What a worker keeps between tiles.
struct Worker {
    explicit Worker(const Manifest& manifest) : recorder(manifest) {}
    TileRecorder recorder;
    std::vector<RunRecord> records;

    void run(const Tile& tile, std::int64_t replication, int number, const Replicate& replicate) {
        records.resize(static_cast<std::size_t>(tile.cases));
        for (auto& record : records) {
            record.keep_firms = recorder.keeps_firms(replication);
            record.keep_investors = recorder.keeps_investors(replication);
        }
        std::vector<std::string> faults(records.size());
        const auto failed = [&](std::size_t i, const std::string& what) { faults[i] = what; };
        try {
            replicate(replication, static_cast<std::size_t>(tile.first_case), number, records, failed);
        } catch (const std::bad_alloc&) {
            throw;
        } catch (const std::exception& error) {
            faults.assign(records.size(), error.what());
        }
        for (std::size_t i = 0; i < records.size(); ++i)
            keep(tile.first_case + static_cast<std::int64_t>(i), replication, records[i], faults[i]);
    }

  private:
    void keep(std::int64_t run_case, std::int64_t replication, const RunRecord& record, std::string fault) {
        try {
            if (fault.empty()) return recorder.add(run_case, replication, record);
        } catch (const std::logic_error& error) {
            fault = error.what();
        }
        recorder.fail(run_case, replication, fault);
    }
};

class Run {
  public:
    Run(const Manifest& manifest, const Replicate& replicate, const RunOptions& options)
        : manifest_(manifest), grid_(grid_of(manifest)), replicate_(replicate), options_(options),
          journal_(opened_journal()), done_(static_cast<std::size_t>(grid_.count()), false),
          workers_(static_cast<std::size_t>(std::max(options.threads, 1))) {}

    RunSummary perform() {
        find_what_is_there();
        try {
            if (options_.progress) options_.progress(summary_.runs, summary_.planned);
            GridTiles plan(grid_, [this](std::int64_t i) {
                return done_[static_cast<std::size_t>(i)] || !options_.shard.has(grid_, i);
            });
            run_tiles(
                plan, [this](const Tile& tile, int worker) { return simulate(tile, worker); },
                [this](TileRecord&& record) { keep(record); }, options_.threads, options_.stop);
        } catch (const FileProblem& problem) {
            give_up(problem);
        } catch (...) {
            if (summary_.runs == 0) journal_.discard();
            throw;
        }
        workers_.clear(); // their memory is not needed for the file
        summary_.path = journal_.path();
        if (summary_.runs == 0)
            journal_.discard();
        else if (!summary_.interrupted() && options_.shard.of == 1)
            finish(options_.path, options_.overwrite);
        else
            leave_journal();
        return summary_;
    }

  private:
    JournalWriter opened_journal() const {
        const std::string path = journal_path(options_.path, options_.shard);
        if (!options_.resume) return JournalWriter(path, manifest_, options_.overwrite);
        try {
            return JournalWriter::resume(path, manifest_);
        } catch (const AnotherJournal&) {
            if (!options_.overwrite) throw;
            return JournalWriter(path, manifest_, true);
        }
    }
    void find_what_is_there() {
        for (std::int64_t i = 0; i < grid_.count(); ++i)
            if (options_.shard.has(grid_, i)) summary_.planned += grid_.tile(i).runs();
        if (!options_.resume) return;
        const JournalReader reader(journal_);
        for (const JournalEntry& entry : reader.entries()) {
            const auto i = static_cast<std::size_t>(entry.index);
            if (done_[i]) continue;
            done_[i] = true;
            summary_.runs += grid_.tile(entry.index).runs();
            summary_.failed += reader.failures(entry);
            summary_.replications = std::max(summary_.replications, end_of(grid_.tile(entry.index)));
        }
        summary_.found = summary_.runs;
    }
    static std::int64_t end_of(const Tile& tile) { return tile.first_replication + tile.replications; }

    TileRecord simulate(const Tile& tile, int number) {
        auto& worker = workers_[static_cast<std::size_t>(number)];
        if (!worker) worker = std::make_unique<Worker>(manifest_);
        worker->recorder.begin(tile);
        for (std::int64_t i = 0; i < tile.replications; ++i) {
            if (options_.stop.stop_requested()) {
                TileRecord nothing;
                nothing.tile = tile;
                nothing.abandoned = true;
                return nothing;
            }
            worker->run(tile, tile.first_replication + i, number, replicate_);
        }
        return worker->recorder.finish();
    }
    void keep(const TileRecord& record) {
        if (record.abandoned) return;
        journal_.append(record);
        summary_.runs += record.tile.runs();
        summary_.replications = std::max(summary_.replications, end_of(record.tile));
        summary_.failed += static_cast<std::int64_t>(record.failures.size());
        for (const auto& fault : record.failures)
            if (summary_.failures.size() < listed_failures) summary_.failures.push_back(to_text(fault, manifest_));
        if (options_.progress) options_.progress(summary_.runs, summary_.planned);
    }
    // Nothing more can be written. What is complete stays.
    [[noreturn]] void give_up(const FileProblem& problem) {
        if (summary_.runs == 0) {
            journal_.discard();
            throw problem;
        }
        throw FileProblem(fmt::format("{}; {} of {} runs are kept in it, and --resume goes on from there",
                                      problem.what(), summary_.runs, summary_.planned),
                          problem.input);
    }
    // Where somebody took the journal away, what is there is made a file.
    void leave_journal() {
        journal_.synchronise();
        if (!journal_.is_in_place()) finish(journal_.path(), false);
    }
    void finish(const std::string& path, bool overwrite) {
        // A stop leaves the journal, if that is still there to be left.
        const std::stop_token stop = journal_.is_in_place() ? options_.stop : std::stop_token{};
        try {
            const JournalReader reader(journal_);
            summary_.content_hash = seal({&reader}, path, overwrite, stop).content_hash;
        } catch (const SealStopped&) {
            summary_.stopped_sealing = true;
            journal_.synchronise();
            return;
        } catch (const FileProblem& problem) {
            const std::string left = journal_.is_in_place() ? "; the results stay readable in " + journal_.path() : "";
            throw FileProblem(problem.what() + left, problem.input);
        }
        summary_.path = path;
        summary_.sealed = true;
        journal_.discard();
    }

    const Manifest& manifest_;
    const Grid grid_;
    const Replicate& replicate_;
    const RunOptions& options_;
    JournalWriter journal_;
    std::vector<bool> done_; // [tile]
    std::vector<std::unique_ptr<Worker>> workers_;
    RunSummary summary_;
};

// A run that was killed when it had sealed leaves its journal, and what else is removed after it. Another that writes
// the same name by now keeps its own.
void clear_after_a_kill(const std::string& path) {
    const std::string journal = journal_path(path);
    std::error_code error;
    const auto is_there = [&](const std::string& name) { return fs::exists(fs::symlink_status(name, error)); };
    if (!is_there(journal) && !is_there(sealing_path(path)) && !is_there(WriteLock::file_of(journal))) return;
    try {
        const File left(::open(journal.c_str(), O_RDWR | O_CLOEXEC));
        const WriteLock lock(left.get(), journal);
        ::unlink(journal.c_str());
        ::unlink(sealing_path(path).c_str());
    } catch (const FileProblem&) {
        // It is being written, or the folder is not ours to tidy.
    }
}

// A results file of the same study, complete: there is nothing to do.
bool is_done_already(const Manifest& manifest, const RunOptions& options, RunSummary& summary) {
    std::error_code error;
    if (!options.resume || options.shard.of > 1 || !fs::exists(options.path, error)) return false;
    const auto results = open_results(options.path);
    const bool is_other =
        results->study_text() != manifest.study_text || results->origin().model_signature != manifest.model_signature;
    if ((is_other || !results->complete()) && options.overwrite) return false;
    if (is_other)
        throw FileProblem(options.path + " exists, and holds the results of another study; --overwrite replaces it",
                          true);
    if (!results->complete())
        throw FileProblem(options.path + " exists, and holds a part of this study; --overwrite replaces it", true);
    summary.runs = summary.found = summary.planned = planned_runs(manifest);
    summary.replications = manifest.replications;
    summary.path = options.path;
    summary.sealed = true;
    clear_after_a_kill(options.path);
    return true;
}

} // namespace

std::string journal_path(const std::string& path, const Shard& shard) {
    return shard.of > 1 ? fmt::format("{}.{}-of-{}.part", path, shard.number, shard.of) : path + ".part";
}

RunSummary run_study(const Study& study, const CaseNames& cases, const Shape& shape, const Replicate& replicate,
                     const RunOptions& options) {
    const auto start = std::chrono::steady_clock::now();
    const Manifest manifest = manifest_of(study, cases, shape, options.model_signature, options.warnings);
    check_target(options);
    RunSummary summary;
    if (!is_done_already(manifest, options, summary)) summary = Run(manifest, replicate, options).perform();
    summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return summary;
}

} // namespace drumbeat
