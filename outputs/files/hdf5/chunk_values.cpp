// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/hdf5/chunk_values.hpp"

#include <algorithm>
#include <cstring>

namespace drumbeat {
namespace {

// Where a run's values begin in a chunk that begins with another run.
std::size_t place_in_chunk(const Dataset& d, std::int64_t cases_on, std::int64_t rows_on) {
    return (static_cast<std::size_t>(cases_on) * d.chunk_rows + static_cast<std::size_t>(rows_on)) * d.cells;
}

// Where a dataset's values begin in those of a tile.
std::uint64_t first_value(const std::vector<Dataset>& datasets, std::size_t which, const Tile& tile) {
    std::uint64_t first = 0;
    for (std::size_t i = 0; i < which; ++i) first += value_count(datasets[i], tile);
    return first;
}

// What of a compact chunk stands in a tile.
RunRange common_runs(const Dataset& d, const Tile& tile, const RunRange& chunk) {
    return {std::max(tile.first_replication, chunk.row),
            std::min(tile.first_replication + rows_in(d, tile), chunk.end_row),
            std::max(tile.first_case, chunk.first_case), std::min(tile.first_case + tile.cases, chunk.end_case)};
}

// A case's values of these replications, out of a tile in which those of the dataset begin at `first`.
std::vector<double> values_of_case(const TileIndex& index, const Tile& tile, const Dataset& d, std::uint64_t first,
                                   std::int64_t run_case, const RunRange& runs) {
    const std::int64_t run = (run_case - tile.first_case) * rows_in(d, tile) + runs.row - tile.first_replication;
    const auto rows = static_cast<std::uint64_t>(runs.end_row - runs.row);
    const JournalReader& journal = index.journal(tile.index);
    return journal.values(index.entry(tile.index), first + static_cast<std::uint64_t>(run) * d.cells, rows * d.cells);
}

} // namespace

BlockOfTiles::BlockOfTiles(const std::vector<Dataset>& datasets, std::int64_t first_case,
                           std::int64_t first_replication)
    : datasets_(datasets), first_case_(first_case), first_replication_(first_replication) {
    for (const Dataset& d : datasets_) {
        const bool is_in = !d.is_compact() && first_replication < d.kept;
        values_.emplace_back(is_in ? d.chunk_values() : 0, missing);
    }
}

void BlockOfTiles::add(const Tile& tile, std::string_view values) {
    for (std::size_t i = 0; i < datasets_.size(); ++i) {
        const Dataset& d = datasets_[i];
        const std::size_t bytes = value_count(d, tile) * sizeof(double);
        if (!values_[i].empty()) place(d, tile, values.substr(0, bytes), values_[i]);
        values.remove_prefix(bytes);
    }
}

// A case's replications follow each other in the tile and in the chunk.
void BlockOfTiles::place(const Dataset& d, const Tile& tile, std::string_view values,
                         std::vector<double>& chunk) const {
    const std::size_t bytes = static_cast<std::size_t>(rows_in(d, tile)) * d.cells * sizeof(double);
    if (bytes == 0) return;
    for (std::int64_t c = 0; c < tile.cases; ++c) {
        const std::size_t place =
            place_in_chunk(d, tile.first_case + c - first_case_, tile.first_replication - first_replication_);
        std::memcpy(chunk.data() + place, values.data() + static_cast<std::size_t>(c) * bytes, bytes);
    }
}

std::vector<double> compact_chunk(const TileIndex& index, const std::vector<Dataset>& datasets, std::size_t which,
                                  std::int64_t first_case, std::int64_t first_row) {
    const Dataset& d = datasets[which];
    const RunRange wanted{first_row, std::min(first_row + static_cast<std::int64_t>(d.chunk_rows), d.kept), first_case,
                          first_case + static_cast<std::int64_t>(d.chunk_cases)};
    std::vector<double> chunk(d.chunk_values(), missing);
    for_each_tile(index, wanted, [&](const Tile& tile) {
        const RunRange runs = common_runs(d, tile, wanted);
        if (runs.row >= runs.end_row) return;
        const std::uint64_t first = first_value(datasets, which, tile);
        for (std::int64_t c = runs.first_case; c < runs.end_case; ++c) {
            const std::vector<double> values = values_of_case(index, tile, d, first, c, runs);
            const std::size_t place = place_in_chunk(d, c - first_case, runs.row - first_row);
            std::copy(values.begin(), values.end(), chunk.begin() + static_cast<std::ptrdiff_t>(place));
        }
    });
    return chunk;
}

} // namespace drumbeat
