// SPDX-License-Identifier: Apache-2.0
// Takes the runs of an earlier results file over into a larger study, so that only the others are computed. The file
// that comes of it has the bytes of one that was computed as a whole.
#pragma once

#include "outputs/files/results_file_runs.hpp"
#include "outputs/files/study_run.hpp"

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace drumbeat {

class Extension {
  public:
    // For each case of the larger study, which case of the file it is (`none` where it has no such case), and how many
    // rows its own panel of firms has. Throws FileProblem.
    static constexpr std::int64_t none = -1;
    Extension(const std::string& path, std::vector<std::int64_t> stored_case, std::vector<int> firm_rows,
              const Recording& wanted);

    // What runs the larger study: runs that the file has, with all that is wanted of them, are read; `compute` runs
    // the others. A run that failed is computed again, since the file does not hold its message. Use it while this
    // object lives.
    Replicate over(Replicate compute);

    std::int64_t taken() const { return taken_; }       // runs so far that were read
    std::int64_t computed() const { return computed_; } // and that were not
    const Manifest& manifest() const { return stored_.manifest(); }

  private:
    // Which of the records were filled.
    std::vector<bool> take(std::int64_t replication, std::size_t first_case, std::span<RunRecord> records);
    bool is_kept(std::int64_t replication) const;

    StoredRuns stored_;
    std::vector<std::int64_t> stored_case_;
    std::vector<int> firm_rows_;
    Recording wanted_;
    std::mutex mutex_;
    std::atomic<std::int64_t> taken_ = 0, computed_ = 0;
};

} // namespace drumbeat
