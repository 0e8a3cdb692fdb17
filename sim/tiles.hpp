// SPDX-License-Identifier: Apache-2.0
// How a study's replications are cut into tiles. The cut depends on the study alone, never on threads or machine:
// it is part of the results file's layout.
#pragma once

#include "sim/batch.hpp"

namespace drumbeat {

// Replications per tile: about 512 KiB of values or 1,000 runs, whichever is less; at least 16 tiles where there are
// so many replications. `values_per_run` counts what is recorded of most runs.
int tile_size(std::size_t cases, std::size_t values_per_run, std::int64_t replications);

// Replications 0 .. replications-1 in tiles of `size`; the last may be smaller. Tiles for which `done` is true are
// left out.
class ReplicationTiles : public Plan {
  public:
    ReplicationTiles(std::int64_t replications, int size, std::function<bool(std::int64_t index)> done = {});
    std::optional<Tile> next() override;
    std::int64_t count() const; // of all tiles, done or not

  private:
    std::int64_t replications_;
    int size_;
    std::function<bool(std::int64_t)> done_;
    std::int64_t index_ = 0;
};

} // namespace drumbeat
