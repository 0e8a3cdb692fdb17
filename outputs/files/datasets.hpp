// SPDX-License-Identifier: Apache-2.0
// The datasets of a set of results: what is recorded of a run, cut into pieces of one shape each.
#pragma once

#include "outputs/files/manifest.hpp"
#include "sim/record/record.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace drumbeat {

// One dataset of doubles. Its first two dimensions are case and replication; `inner` names the others.
enum class Dimension : std::uint8_t { year, segment, size_class, firm, sector, purpose, investor };
struct Dataset {
    enum class Group : std::uint8_t { root, areas, sizes, yearly, institutions, accounts, firms, investors } group;
    Quantity quantity;
    std::vector<Dimension> inner;
    std::size_t cells = 1; // values per run
    // Values of firms and investors are kept in single precision, and compressed in the results file: most rows stay
    // empty, and a panel is a hundred times the rest of a run.
    bool is_compact() const { return group == Group::firms || group == Group::investors; }
    std::int64_t kept = 0; // replications
    // Of a chunk in the results file, which holds the values of many tiles.
    std::size_t chunk_cases = 1, chunk_rows = 1;
    std::size_t chunk_values() const { return chunk_cases * chunk_rows * cells; }
};

inline constexpr Quantity ledger_residual_quantity = {"ledger_residual_meur", "meur",
                                                      "what the year's books fail to close by: largest over accounts"};

// As a compact dataset keeps a value.
inline double in_single(double value) { return static_cast<double>(static_cast<float>(value)); }

// The dimensions of a group's quantities, beside case and replication.
std::vector<Dimension> inner_of(Dataset::Group);

// The group's name in the file.
std::string_view name_of(Dataset::Group);

// In the order of a tile's values. Quantities that a manifest names and this program does not declare are there without
// a name.
std::vector<Dataset> datasets_of(const Manifest&);

// How many replications of a tile a dataset keeps, how many values that are, and all of a tile.
std::int64_t rows_in(const Dataset&, const Tile&);
std::uint64_t value_count(const Dataset&, const Tile&);
std::uint64_t value_count(const std::vector<Dataset>&, const Tile&);

std::string_view name_of(Dimension);
std::size_t extent(Dimension, const Manifest&);

} // namespace drumbeat
