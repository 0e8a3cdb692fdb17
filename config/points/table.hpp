// SPDX-License-Identifier: Apache-2.0
// Points that a file gives: comma-separated values, a column for each parameter and a row for each point.
#pragma once

#include "config/setting.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

inline constexpr std::size_t largest_table = 64 << 20; // bytes

struct PointTable {
    std::string source; // the file, in messages
    int header_line = 0;
    std::vector<std::string> paths; // of the columns: "tender.noise", "segments.*.orders.cv"
    std::vector<std::string> cells; // [row][column]
    std::vector<int> lines;         // [row]: where it stands in the file
    std::size_t rows() const { return paths.empty() ? 0 : cells.size() / paths.size(); }
    const std::string& cell(std::size_t row, std::size_t column) const { return cells[row * paths.size() + column]; }
    // Where it was read is no part of what it says.
    friend bool operator==(const PointTable& a, const PointTable& b) {
        return a.paths == b.paths && a.cells == b.cells;
    }
};

// The table in a text. Lines that are empty or begin with # are none of its rows; a cell with a comma stands in double
// quotes. The header is checked like `--set`: unknown paths, groups, parameters that two columns name; every cell
// against its parameter in `base`. Every mistake is told with its line, its row (from 1) and its column, up to
// `most_table_problems`; a table with a mistake has no rows.
inline constexpr std::size_t most_table_problems = 50;
PointTable read_table(std::string_view csv, const std::string& source, const Scenario& base, std::vector<Problem>&);

// What reads back to the same table.
std::string to_csv(const PointTable&);

} // namespace drumbeat
