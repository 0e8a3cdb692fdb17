// SPDX-License-Identifier: Apache-2.0
// How a study's runs are cut into tiles. The cut follows from the study alone, never from threads, machine or the
// number of replications: tiles are what is resumed, extended and dealt out to shards.
#pragma once

#include "sim/batch/batch.hpp"

namespace drumbeat {

// Cases times replications in tiles of equal size; those at the edges may be smaller. Tiles are numbered from the first
// replications on, all cases of them before the next.
struct Grid {
    std::int64_t cases = 1, replications = 1;
    std::int64_t tile_cases = 1, tile_replications = 1;

    std::int64_t columns() const { return (cases + tile_cases - 1) / tile_cases; }
    std::int64_t rows() const { return (replications + tile_replications - 1) / tile_replications; }
    std::int64_t count() const { return columns() * rows(); }
    Tile tile(std::int64_t index) const;
    friend bool operator==(const Grid&, const Grid&) = default;
};

// What a study's runs cost, counted.
struct Cost {
    double firms = 1;                    // rows of the panel
    double burn_in_years = 0, years = 1; // before the policy, once for each world; and of each run
    std::int64_t cases_per_world = 1;    // that follow each other and share their years before the policy
    double bytes_per_run = 0;            // of what is recorded of most runs
};

// About a third of a second of work, whole worlds of cases as long as they fit, and at most four megabytes. Where not
// all cases fit, up to sixteen replications come first, since a case has to be made ready before it runs.
Grid grid_of(std::int64_t cases, std::int64_t replications, const Cost&);

// The tiles of a grid in their order; those for which `skip` is true are left out.
class GridTiles : public Plan {
  public:
    explicit GridTiles(const Grid&, std::function<bool(std::int64_t index)> skip = {});
    std::optional<Tile> next() override;

  private:
    Grid grid_;
    std::function<bool(std::int64_t)> skip_;
    std::int64_t index_ = 0;
};

// One tile for each of `count` pieces of work, numbered as cases.
inline GridTiles pieces(std::int64_t count) { return GridTiles(Grid{count, 1, 1, 1}); }

} // namespace drumbeat
