// SPDX-License-Identifier: Apache-2.0
// Events and deals as they are stored: a list of rows, each of so many integers, then numbers, a column of the results
// file each.
#pragma once

#include "outputs/files/bytes.hpp"
#include "outputs/files/results.hpp"
#include "sim/record/record.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace drumbeat {

inline constexpr std::size_t list_integers = 7; // the first columns; the others are numbers
inline constexpr std::size_t most_list_numbers = 3;
inline constexpr std::size_t list_segment_column = 3;

inline constexpr Quantity event_columns[] = {
    {"case", "-", "case of the run"},
    {"replication", "-", "replication of the run"},
    {"year", "year", "calendar year"},
    {"segment", "-", "position of the segment in the study's list of segments"},
    {"firm", "-", "row of the firm panel"},
    {"kind", "-", "what happened"},
    {"reason", "-", "for a refusal the binding constraint, else 0"},
    {"amount_meur", "meur", "money of the event"},
};

inline constexpr Quantity deal_columns[] = {
    {"case", "-", "case of the run"},
    {"replication", "-", "replication of the run"},
    {"year", "year", "calendar year"},
    {"segment", "-", "position of the segment in the study's list of segments"},
    {"firm", "-", "row of the firm panel; -1: founders, whose firm was not founded"},
    {"investor", "-", "row of the investors; -1: private investors as a whole, or a bank"},
    {"kind", "-", "what was done"},
    {"amount_meur", "meur",
     "money put in, of all firms that the row stands for; brought by an exit; lost; or not put in"},
    {"stake", "1", "part of the firm that was bought, sold or lost; missing where nothing is priced"},
    {"multiple", "1", "of a stake that ended: all that it brought over what it cost; else missing"},
};

struct ListOfRows {
    std::string_view group;
    const char* dimension;
    const char* meaning; // of the dimension
    std::span<const Quantity> columns;
    std::size_t kind_column;
    std::span<const std::string_view> kinds;

    constexpr std::size_t numbers() const { return columns.size() - list_integers; }
    constexpr std::size_t row_bytes() const { return 4 * list_integers + 8 * numbers(); }
};

inline constexpr ListOfRows event_list = {
    "events", "event", "events, by replication, case and order within the run", event_columns, 5, event_kinds};
inline constexpr ListOfRows deal_list = {"deals",      "deal", "deals, by replication, case and order within the run",
                                         deal_columns, 6,      deal_kinds};

// A row of one of the lists, and what it tells.
struct ListRow {
    std::array<std::int32_t, list_integers> integers{};
    std::array<double, most_list_numbers> numbers{};
};

inline ListRow row_of(const Event& e, std::int32_t run_case, std::int32_t replication) {
    return {{run_case, replication, e.year, e.segment, e.firm, static_cast<std::int32_t>(e.kind), e.reason},
            {e.amount_meur}};
}
inline ListRow row_of(const Deal& d, std::int32_t run_case, std::int32_t replication) {
    return {{run_case, replication, d.year, d.segment, d.firm, d.investor, static_cast<std::int32_t>(d.kind)},
            {d.amount_meur, d.stake, d.multiple}};
}

inline Event event_of(const ListRow& row) {
    const auto& n = row.integers;
    return {n[2], n[3], n[4], static_cast<EventKind>(n[5]), n[6], row.numbers[0]};
}
inline Deal deal_of(const ListRow& row) {
    const auto& n = row.integers;
    Deal deal;
    deal.year = n[2];
    deal.segment = n[3];
    deal.firm = n[4];
    deal.investor = n[5];
    deal.kind = static_cast<DealKind>(n[6]);
    deal.amount_meur = row.numbers[0];
    deal.stake = row.numbers[1];
    deal.multiple = row.numbers[2];
    return deal;
}

inline DealOfRun deal_of_run(const ListRow& row) {
    return {static_cast<std::size_t>(row.integers[0]), row.integers[1], deal_of(row)};
}

// Rows as a tile holds them; a torn one at the end is left out.
inline std::vector<ListRow> rows_in_bytes(const ListOfRows& list, std::string_view bytes) {
    std::vector<ListRow> rows;
    for (; bytes.size() >= list.row_bytes(); bytes.remove_prefix(list.row_bytes())) {
        ByteReader in(bytes);
        ListRow& row = rows.emplace_back();
        for (auto& number : row.integers) number = in.get<std::int32_t>();
        for (std::size_t i = 0; i < list.numbers(); ++i) row.numbers[i] = in.get<double>();
    }
    return rows;
}

} // namespace drumbeat
