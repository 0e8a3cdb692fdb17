// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/tiles.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

constexpr double work_per_tile = 100'000; // firm-years; a processor does some 300,000 in a second
constexpr double bytes_per_tile = 4 * 1024 * 1024;
constexpr std::int64_t most_replications_of_a_part = 16;

// The largest part, at most `most`, that divides the whole; where only small ones do, one of equal parts.
std::int64_t part_of(std::int64_t whole, std::int64_t most) {
    most = std::min(most, whole);
    for (std::int64_t part = most; 2 * part >= most; --part)
        if (whole % part == 0) return part;
    const std::int64_t parts = (whole + most - 1) / most;
    return (whole + parts - 1) / parts;
}

// How often `cost` fits into the work of a tile, at least once.
std::int64_t times_in(double budget, double cost) {
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::min(1e15, budget / std::max(cost, 1e-9))));
}

} // namespace

Tile Grid::tile(std::int64_t index) const {
    const std::int64_t row = index / columns(), column = index % columns();
    Tile t{index, column * tile_cases, 0, row * tile_replications, 0};
    t.cases = std::min(tile_cases, cases - t.first_case);
    t.replications = std::min(tile_replications, replications - t.first_replication);
    return t;
}

Grid grid_of(std::int64_t cases, std::int64_t replications, const Cost& cost) {
    Grid grid{std::max<std::int64_t>(1, cases), std::max<std::int64_t>(1, replications), 1, 1};
    const std::int64_t group = std::clamp<std::int64_t>(cost.cases_per_world, 1, grid.cases);
    const double of_a_case = cost.firms * cost.years;
    const double of_a_world = cost.firms * cost.burn_in_years + static_cast<double>(group) * of_a_case;
    const std::int64_t most_runs = times_in(bytes_per_tile, cost.bytes_per_run);
    const std::int64_t worlds = (grid.cases + group - 1) / group;

    if (of_a_world > 2 * work_per_tile) // a world has to be cut
        grid.tile_cases = part_of(group, times_in(work_per_tile, of_a_case));
    else if (const auto most = times_in(work_per_tile, of_a_world); most >= worlds) { // all cases fit
        grid.tile_cases = grid.cases;
        grid.tile_replications = most / worlds;
    } else {
        grid.tile_replications = std::min(most, most_replications_of_a_part);
        grid.tile_cases = std::min(grid.cases, group * (most / grid.tile_replications));
    }
    grid.tile_cases = std::min(grid.tile_cases, most_runs);
    grid.tile_replications = std::clamp<std::int64_t>(most_runs / grid.tile_cases, 1, grid.tile_replications);
    return grid;
}

GridTiles::GridTiles(const Grid& grid, std::function<bool(std::int64_t)> skip) : grid_(grid), skip_(std::move(skip)) {}

std::optional<Tile> GridTiles::next() {
    const std::int64_t count = grid_.count();
    while (skip_ && index_ < count && skip_(index_)) ++index_;
    if (index_ >= count) return std::nullopt;
    return grid_.tile(index_++);
}

} // namespace drumbeat
