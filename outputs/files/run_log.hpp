// SPDX-License-Identifier: Apache-2.0
// FILE.log.json: how a results file came about, as far as it does not determine the numbers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace drumbeat {

struct RunLog {
    std::string version, commit, compiler, host, started; // started: "2026-03-01T12:00:00Z"
    std::vector<std::string> command, libraries;
    int threads = 0;
    double seconds = 0;
    std::int64_t replications = 0, runs = 0, failed_runs = 0;
    bool interrupted = false;
    std::uint64_t content_hash = 0;
    std::string model_signature;
};

std::string to_json(const RunLog&);

// "results.h5" -> "results.log.json"
std::string log_path(const std::string& results_path);

// Throws FileProblem, and then leaves no half-written log.
void write_run_log(const std::string& results_path, const RunLog&);

} // namespace drumbeat
