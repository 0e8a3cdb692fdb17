// SPDX-License-Identifier: Apache-2.0
// Rows of panels: the firms, their accounts and their orders have a row for each firm, at the same place.
#pragma once

#include "agents/columns.hpp"

#include <span>
#include <type_traits>
#include <vector>

namespace drumbeat {

// What is done to a row is done in every column of a panel: a struct that shows all of its columns by
// `for_each_column`, to Rows alone if nobody else may write them.
struct Rows {
    // Adds a row of zeros.
    template <class Panel> static void add(Panel& panel) {
        panel.for_each_column([](auto& column) { column.emplace_back(); });
    }
    template <class Panel> static void remove_last(Panel& panel) {
        panel.for_each_column([](auto& column) { column.pop_back(); });
    }
    // Keeps the memory.
    template <class Panel> static void clear(Panel& panel) {
        panel.for_each_column([](auto& column) { column.clear(); });
    }
    template <class Panel> static void reserve(Panel& panel, int count) {
        panel.for_each_column([count](auto& column) { column.reserve(static_cast<std::size_t>(count)); });
    }
    // Writes all rows of one panel into given rows of another, column by column in the order in which both know them.
    template <class Panel> static void copy(Panel& to, std::span<const Row> rows, const Panel& from) {
        std::vector<const void*> columns;
        auto& source = const_cast<Panel&>(from); // nothing is written
        source.for_each_column([&](const auto& column) { columns.push_back(&column); });
        std::size_t next = 0;
        to.for_each_column([&](auto& column) {
            using Same = std::remove_reference_t<decltype(column)>;
            const auto& values = *static_cast<const Same*>(columns[next++]);
            for (const Row row : values.keys()) column[rows[row.index()]] = values[row];
        });
    }
};

} // namespace drumbeat
