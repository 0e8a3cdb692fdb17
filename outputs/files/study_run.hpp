// SPDX-License-Identifier: Apache-2.0
// A study from its plan to its results file: tiles in parallel, journal, seal.
#pragma once

#include "config/bilingual.hpp"
#include "config/study.hpp"
#include "outputs/files/manifest.hpp"
#include "outputs/files/results.hpp"
#include "sim/batch/batch.hpp"
#include "sim/record/record.hpp"

#include <cstdint>
#include <functional>
#include <numeric>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace drumbeat {

// Which part of a study's tiles is run: the k-th of K, dealt out in turn. Where that would give a part the same cases
// again and again, the turn moves on by one whenever it would repeat itself.
struct Shard {
    static constexpr std::int64_t most = 100000;
    std::int64_t number = 1, of = 1;
    bool has(const Grid& grid, std::int64_t tile) const { return number_of(grid, tile, of) == number; }
    // The number of the part that a tile belongs to.
    static std::int64_t number_of(const Grid& grid, std::int64_t tile, std::int64_t of) {
        return (tile + tile / std::lcm(grid.columns(), of)) % of + 1;
    }
};

struct RunOptions {
    std::string path; // of the results file
    int threads = 1;
    bool overwrite = false;
    bool resume = false; // go on with what is there of this study, if anything; overwrite then replaces what is not
    Shard shard{};
    std::stop_token stop{};
    std::function<void(std::int64_t done, std::int64_t total)>
        progress{}; // runs, from those that were there when the journal is opened; in one thread at a time
    std::string model_signature{};
    std::vector<Bilingual> warnings{}; // each "code: where: text"
};

struct RunSummary {
    std::int64_t replications = 0;       // in the file: up to the last with a run
    std::int64_t runs = 0;               // in the file, failed ones included, and of them
    std::int64_t found = 0;              // those that were there before,
    std::int64_t taken = 0;              // those that were taken over from another file,
    std::int64_t failed = 0;             // and those that failed
    std::int64_t planned = 0;            // of the shard
    std::vector<std::string> failures{}; // the first hundred of those that failed now: case, replication, what
    bool stopped_sealing = false;        // all are complete, in the journal
    bool interrupted() const { return runs < planned || stopped_sealing; }
    double seconds = 0;
    std::uint64_t content_hash = 0; // of a sealed file
    std::string path{};             // where it stands: a results file, or the journal of a part
    bool sealed = false;
};

// Fills a record for each of the cases from `first_case` on. `worker` is 0 .. threads-1. An exception is kept as a
// failure of all of them; only a lack of memory ends the run.
using Replicate = std::function<void(std::int64_t replication, std::size_t first_case, int worker, std::span<RunRecord>,
                                     const RunFailed&)>;

// A study that is done ends in its results file. One that is stopped, and a shard, ends in its journal, from which
// `resume` goes on; before a tile is complete, it leaves nothing.
// Throws FileProblem before any work when the file exists and may not be overwritten, or cannot be written. Where
// nothing more can be written, the journal keeps what was complete, and the message says how much.
// The caller should ignore SIGXFSZ, so that a limit on file size is an error like a full disk.
RunSummary run_study(const Study&, const CaseNames&, const Shape&, const Replicate&, const RunOptions&);

// The journal of a results file, and of a shard of it: "a.h5.part", "a.h5.2-of-8.part".
std::string journal_path(const std::string& path, const Shard& = {});

} // namespace drumbeat
