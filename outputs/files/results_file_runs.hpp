// SPDX-License-Identifier: Apache-2.0
// Single runs out of a sealed results file, as they were recorded: to compare them with what is computed anew, and to
// take them over into a larger study (outputs/files/hdf5/runs.cpp).
#pragma once

#include "outputs/files/manifest.hpp"
#include "sim/record/record.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace drumbeat {

class StoredRuns {
  public:
    explicit StoredRuns(const std::string& path); // throws FileProblem
    ~StoredRuns();
    StoredRuns(const StoredRuns&) = delete;
    StoredRuns& operator=(const StoredRuns&) = delete;

    const std::string& path() const { return path_; }
    const Manifest& manifest() const;
    std::int64_t replications() const; // up to the last with a run
    std::int64_t missing_runs() const; // that the study asks for and that are not there
    const std::string& content_hash() const;
    bool keeps_years(std::int64_t replication) const { return replication < manifest().yearly_replications; }
    bool keeps_firms(std::int64_t replication) const { return replication < manifest().firm_replications; }
    bool keeps_investors(std::int64_t replication) const { return replication < manifest().investor_replications; }

    // The runs of one replication of the cases from `first_case` on, each with so many rows of firms as its own panel
    // has. What the file does not keep of a run is missing. False for a run that failed, or is not there. Throws
    // FileProblem. Not for several threads at the same time.
    std::vector<bool> read(std::int64_t first_case, std::int64_t replication, std::span<const int> firm_rows,
                           std::span<RunRecord> records);

  private:
    struct Source;
    std::string path_;
    std::unique_ptr<Source> source_;
};

} // namespace drumbeat
