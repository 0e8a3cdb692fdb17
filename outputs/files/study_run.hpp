// SPDX-License-Identifier: Apache-2.0
// A study from its plan to its results file: tiles in parallel, journal, seal.
#pragma once

#include "config/bilingual.hpp"
#include "config/study.hpp"
#include "outputs/files/manifest.hpp"
#include "outputs/files/results.hpp"
#include "sim/record.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace drumbeat {

struct RunOptions {
    std::string path; // of the results file
    int threads = 1;
    bool overwrite = false;
    std::stop_token stop;
    std::function<void(std::int64_t done, std::int64_t total)>
        progress; // replications, from 0 when the journal is begun; in one thread at a time
    std::string model_signature;
    std::vector<Bilingual> warnings; // each "code: where: text"
};

struct RunSummary {
    std::int64_t replications_done = 0; // in the file, failed ones included
    std::int64_t failed_replications = 0;
    std::vector<std::string> failures; // the first hundred, each "replication 17: what went wrong"
    bool interrupted = false;          // the file holds fewer replications than the study asks for
    double seconds = 0;
    std::uint64_t content_hash = 0;
    std::string path; // where it stands; the journal when an incomplete run would have replaced an older file
};

// Fills one record per case. `worker` is 0 .. threads-1. An exception is kept as a failure of that replication, whose
// values are then missing; only a lack of memory ends the run.
using Replicate = std::function<void(std::int64_t replication, int worker, std::span<RunRecord>)>;

// A run that was stopped replaces no older file: that stays, and the journal is left beside it.
// Throws FileProblem before any work when the file exists and may not be overwritten, or cannot be written. A journal
// that cannot be written leaves nothing behind; a results file that cannot leaves the complete journal and says so.
// The caller should ignore SIGXFSZ, so that a limit on file size is an error like a full disk.
RunSummary run_study(const Study&, const std::vector<CaseName>&, const Shape&, const Replicate&, const RunOptions&);

} // namespace drumbeat
