// SPDX-License-Identifier: Apache-2.0
// The values of a chunk of the results file, out of the tiles of journals.
#pragma once

#include "outputs/files/datasets.hpp"
#include "outputs/files/journal.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace drumbeat {

// The runs from the first replication and case up to the last, which is not among them.
struct RunRange {
    std::int64_t row = 0, end_row = 0;
    std::int64_t first_case = 0, end_case = 0;
};

// Calls `visit(tile)` for the tiles that are there and hold such runs, in their order.
template <class Visit> void for_each_tile(const TileIndex& index, const RunRange& runs, Visit&& visit) {
    const Grid& grid = index.grid();
    const std::int64_t height = grid.tile_replications;
    const std::int64_t width = grid.tile_cases;
    for (std::int64_t r = runs.row / height; r < grid.rows() && r * height < runs.end_row; ++r)
        for (std::int64_t c = runs.first_case / width; c < grid.columns() && c * width < runs.end_case; ++c)
            if (const std::int64_t i = r * grid.columns() + c; index.has(i)) visit(grid.tile(i));
}

// The values of a block of tiles, gathered dataset by dataset: all but the compact ones.
class BlockOfTiles {
  public:
    BlockOfTiles(const std::vector<Dataset>&, std::int64_t first_case, std::int64_t first_replication);
    void add(const Tile&, std::string_view values);
    const std::vector<double>& values(std::size_t dataset) const { return values_[dataset]; } // empty: none kept

  private:
    void place(const Dataset&, const Tile&, std::string_view values, std::vector<double>& chunk) const;

    const std::vector<Dataset>& datasets_;
    std::int64_t first_case_, first_replication_;
    std::vector<std::vector<double>> values_; // [dataset], padded to a whole chunk
};

// A compact chunk, read run by run: so large that it does not lie in memory with the rest of its tiles.
std::vector<double> compact_chunk(const TileIndex&, const std::vector<Dataset>&, std::size_t which,
                                  std::int64_t first_case, std::int64_t first_row);

} // namespace drumbeat
