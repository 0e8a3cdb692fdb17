// SPDX-License-Identifier: Apache-2.0
// An event as it is stored: seven integers and a number, each a column of the results file.
#pragma once

#include "sim/record/record.hpp"

#include <cstddef>

namespace drumbeat {

inline constexpr std::size_t event_integers = 7; // the first columns; the last is a number
inline constexpr std::size_t event_segment_column = 3;
inline constexpr std::size_t event_kind_column = 5;
inline constexpr std::size_t stored_event_bytes = event_integers * 4 + 8;
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

} // namespace drumbeat
