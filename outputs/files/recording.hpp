// SPDX-License-Identifier: Apache-2.0
// From the records of runs to the chunks of a tile, in the worker.
#pragma once

#include "outputs/files/bytes.hpp"
#include "outputs/files/manifest.hpp"
#include "sim/batch.hpp"
#include "sim/record.hpp"

#include <span>
#include <vector>

namespace drumbeat {

// Collects one tile at a time; its memory is that of one tile and is used again. One per worker.
class TileRecorder {
  public:
    explicit TileRecorder(const Manifest&); // keeps a reference

    void begin(const Tile&);
    // All cases of one replication, in case order. Throws std::logic_error when a record has another shape.
    void add(std::int64_t replication, std::span<const RunRecord> cases);
    // A replication that failed: its values stay missing.
    void fail(std::int64_t replication, const std::string& what);
    TileRecord finish();

    bool keeps_firms(std::int64_t replication) const { return replication < manifest_.firm_replications; }

  private:
    void add_run(std::size_t run_case, std::int64_t replication, const RunRecord&);
    void add_values(std::size_t dataset, std::size_t run_case, std::size_t row, std::size_t offset,
                    std::span<const double>, Hash&);
    void add_events(std::size_t run_case, std::int64_t replication, const RunRecord&, Hash&);
    void check(const RunRecord&) const;

    const Manifest& manifest_;
    std::vector<Dataset> datasets_;
    std::vector<std::vector<double>> values_; // [dataset][case, padded][row][cell]
    TileRecord record_;
    std::string events_;
};

} // namespace drumbeat
