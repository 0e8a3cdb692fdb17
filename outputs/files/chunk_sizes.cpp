// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/chunk_sizes.hpp"

#include "outputs/files/even_part.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {
namespace {

constexpr double block_bytes = 16 * 1024 * 1024; // of the values that one pass of sealing holds at a time
constexpr double compact_chunk_bytes = 256 * 1024;

double fits_into(double bytes, double each) {
    return std::max(1.0, std::min(1e15, std::floor(bytes / std::max(each, 1.0))));
}

// Cases and replications of a block of tiles: what the chunks of all datasets hold but the compact ones.
struct TileBlock {
    std::int64_t cases = 1, replications = 1;
};
TileBlock block_of(const Grid& grid, double bytes_per_run) {
    const double tile_bytes = bytes_per_run * static_cast<double>(grid.tile_cases * grid.tile_replications);
    const auto tiles = static_cast<std::int64_t>(fits_into(block_bytes, tile_bytes));
    const std::int64_t columns = even_part(grid.columns(), tiles);
    const std::int64_t rows = even_part(grid.rows(), std::max<std::int64_t>(1, tiles / columns));
    return {std::min(grid.cases, columns * grid.tile_cases), rows * grid.tile_replications};
}

// Firms and investors are read run by run.
void size_compact_chunks(Dataset& d, std::size_t cases) {
    const double of_a_run = sizeof(double) * static_cast<double>(std::max<std::size_t>(d.cells, 1));
    const double runs = fits_into(compact_chunk_bytes, of_a_run);
    const double kept = static_cast<double>(std::max<std::int64_t>(d.kept, 1));
    d.chunk_rows = static_cast<std::size_t>(std::min(runs, kept));
    const double rows_that_fit = std::floor(runs / static_cast<double>(d.chunk_rows));
    d.chunk_cases = static_cast<std::size_t>(std::clamp(rows_that_fit, 1.0, static_cast<double>(cases)));
}

} // namespace

void size_chunks(std::vector<Dataset>& all, const Manifest& m) {
    double cells = 0;
    for (const Dataset& d : all)
        if (!d.is_compact()) cells += static_cast<double>(d.cells);
    const TileBlock block = block_of(grid_of(m), sizeof(double) * cells);
    for (Dataset& d : all) {
        if (d.is_compact()) {
            size_compact_chunks(d, m.cases.size());
            continue;
        }
        d.chunk_cases = static_cast<std::size_t>(block.cases);
        d.chunk_rows = static_cast<std::size_t>(std::clamp<std::int64_t>(d.kept, 1, block.replications));
    }
}

} // namespace drumbeat
