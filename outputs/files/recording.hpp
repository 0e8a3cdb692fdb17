// SPDX-License-Identifier: Apache-2.0
// From the records of runs to the values of a tile, in the worker.
#pragma once

#include "outputs/files/bytes.hpp"
#include "outputs/files/datasets.hpp"
#include "outputs/files/lists.hpp"
#include "outputs/files/manifest.hpp"
#include "sim/batch/batch.hpp"
#include "sim/record/record.hpp"

#include <span>
#include <vector>

namespace drumbeat {

// Collects one tile at a time; its memory is that of one tile and is used again. One per worker.
class TileRecorder {
  public:
    explicit TileRecorder(const Manifest&); // keeps a reference

    void begin(const Tile&);
    // A run of the tile. Throws std::logic_error when its record has another shape.
    void add(std::int64_t run_case, std::int64_t replication, const RunRecord&);
    // A run that failed: its values stay missing.
    void fail(std::int64_t run_case, std::int64_t replication, const std::string& what);
    TileRecord finish();

    bool keeps_firms(std::int64_t replication) const { return replication < manifest_.firm_replications; }
    bool keeps_investors(std::int64_t replication) const { return replication < manifest_.investor_replications; }

  private:
    void add_values(std::size_t dataset, std::span<const double>, Hash&, std::size_t offset = 0);
    // A part for each of so many datasets, which follow one another. Returns the dataset after them.
    std::size_t add_parts(std::size_t dataset, std::span<const double>, std::size_t parts, Hash&);
    void add_kept(std::size_t dataset, std::int64_t replication, const RunRecord&, Hash&);
    struct Panel { // [column][year][row], of a run
        std::span<const double> values;
        std::size_t columns = 0, rows = 0;
        Dimension dimension = Dimension::firm;
    };
    void add_panel(std::size_t dataset, const Panel&, Hash&);
    template <class Happening>
    void add_list(const std::vector<Happening>&, const ListOfRows&, std::string& to, Hash&) const;
    void check(const RunRecord&) const;

    const Manifest& manifest_;
    std::vector<Dataset> datasets_;
    std::vector<double> values_;      // of all datasets, as the tile stores them
    std::vector<std::size_t> begins_; // [dataset]: where its values begin
    TileRecord record_;
    std::int64_t case_ = 0, row_ = 0; // of the run that is added, in the tile
    Hash unhashed_;                   // where rounding goes
};

} // namespace drumbeat
