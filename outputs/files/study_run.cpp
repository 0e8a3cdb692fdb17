// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/study_run.hpp"

#include "outputs/files/journal.hpp"
#include "outputs/files/recording.hpp"
#include "outputs/files/results_file.hpp"
#include "outputs/files/run_log.hpp"
#include "sim/tiles.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
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

void check_target(const std::string& path, bool overwrite) {
    std::error_code error;
    if (!fs::path(path).has_filename()) throw FileProblem("'" + path + "' names no file that can be written", true);
    if (path.ends_with(".part"))
        throw FileProblem(path + ": names ending in .part are for unfinished runs; name the results file .h5", true);
    const auto status = fs::status(path, error);
    if (fs::exists(status) && !fs::is_regular_file(status))
        throw FileProblem(path + " is no file that can be written", true);
    const bool is_there =
        fs::exists(status) || fs::is_symlink(fs::symlink_status(path, error)); // a link to nothing as well
    if (is_there && !overwrite) throw FileProblem(path + " exists; --overwrite replaces it", true);
    const fs::path folder = fs::path(path).parent_path();
    if (!folder.empty() && !fs::is_directory(folder, error))
        throw FileProblem(path + ": cannot write: there is no folder " + folder.string(), true);
    check_names(path);
    if (const std::string log = log_path(path); fs::exists(log, error) && !overwrite)
        throw FileProblem(log + " exists, the log of other results; --overwrite replaces it", true);
}

// What a worker keeps between tiles.
struct Worker {
    explicit Worker(const Manifest& manifest) : recorder(manifest), records(manifest.cases.size()) {}
    TileRecorder recorder;
    std::vector<RunRecord> records;

    void run(std::int64_t replication, int number, const Replicate& replicate) {
        try {
            for (auto& record : records) record.keep_firms = recorder.keeps_firms(replication);
            replicate(replication, number, records);
            recorder.add(replication, records);
        } catch (const std::bad_alloc&) {
            throw;
        } catch (const std::exception& error) {
            recorder.fail(replication, error.what());
        }
    }
};

class Run {
  public:
    Run(const Manifest& manifest, const Replicate& replicate, const RunOptions& options)
        : manifest_(manifest), replicate_(replicate), options_(options),
          journal_(options.path + ".part", manifest, options.overwrite),
          workers_(static_cast<std::size_t>(std::max(options.threads, 1))) {}

    RunSummary perform() {
        try {
            if (options_.progress) options_.progress(0, manifest_.replications);
            ReplicationTiles plan(manifest_.replications, manifest_.tile_replications);
            run_tiles(
                plan, [this](const Tile& tile, int worker) { return simulate(tile, worker); },
                [this](TileRecord&& record) { keep(record); }, options_.threads, options_.stop);
        } catch (const FileProblem&) {
            journal_.discard();
            throw;
        } catch (...) {
            if (summary_.replications_done == 0) journal_.discard();
            throw;
        }
        workers_.clear(); // their memory is not needed for the file
        summary_.interrupted = summary_.replications_done < manifest_.replications;
        summary_.path = options_.path;
        if (summary_.replications_done == 0)
            journal_.discard();
        else if (summary_.interrupted && options_.overwrite && fs::exists(options_.path))
            leave_journal();
        else
            finish(options_.path, options_.overwrite);
        return summary_;
    }

  private:
    TileRecord simulate(const Tile& tile, int number) {
        auto& worker = workers_[static_cast<std::size_t>(number)];
        if (!worker) worker = std::make_unique<Worker>(manifest_);
        worker->recorder.begin(tile);
        for (int i = 0; i < tile.replications; ++i) worker->run(tile.first_replication + i, number, replicate_);
        return worker->recorder.finish();
    }
    void keep(const TileRecord& record) {
        journal_.append(record);
        summary_.replications_done += record.tile.replications;
        summary_.failed_replications += static_cast<std::int64_t>(record.failures.size());
        for (const auto& failure : record.failures)
            if (summary_.failures.size() < listed_failures) summary_.failures.push_back(failure);
        if (options_.progress) options_.progress(summary_.replications_done, manifest_.replications);
    }
    void leave_journal() {
        summary_.path = journal_.path();
        if (!journal_.is_in_place()) finish(summary_.path, false);
    }
    void finish(const std::string& path, bool overwrite) {
        try {
            const JournalReader reader(journal_);
            summary_.content_hash = seal({&reader}, path, overwrite).content_hash;
        } catch (const FileProblem& problem) {
            const std::string left =
                journal_.is_in_place() ? "; the results so far stay readable in " + journal_.path() : "";
            throw FileProblem(problem.what() + left, problem.input);
        }
        journal_.discard();
    }

    const Manifest& manifest_;
    const Replicate& replicate_;
    const RunOptions& options_;
    JournalWriter journal_;
    std::vector<std::unique_ptr<Worker>> workers_;
    RunSummary summary_;
};

} // namespace

RunSummary run_study(const Study& study, const std::vector<CaseName>& cases, const Shape& shape,
                     const Replicate& replicate, const RunOptions& options) {
    const auto start = std::chrono::steady_clock::now();
    check_target(options.path, options.overwrite);
    const Manifest manifest = manifest_of(study, cases, shape, options.model_signature, options.warnings);
    RunSummary summary = Run(manifest, replicate, options).perform();
    summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return summary;
}

} // namespace drumbeat
