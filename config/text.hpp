// SPDX-License-Identifier: Apache-2.0
// Small helpers on text that readers, messages and documents share.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

// Between 1 and 40 characters, [a-z][a-z0-9_]*: names of segments, arms, factors, levels, behaviours.
bool is_name(std::string_view);
inline constexpr std::string_view name_rule = "lower-case letters, digits and _, a letter first, at most 40";

// Insertions, deletions, changes and swaps of neighbours that turn one text into the other.
std::size_t edit_distance(std::string_view, std::string_view);

// Whether one name can be a slip of the other: the same but for case, blanks and dashes; at most one change in three
// letters of the shorter (one in a name of two); or the words of one are words of the other ("investment" and
// "investment_meur"); or one begins the other and is half of it at least.
bool is_like(std::string_view, std::string_view);

// The known name that was probably meant: the likest, never one that is not like it; empty when there is none.
std::string_view nearest(std::string_view name, std::span<const std::string_view> known);

// "; did you mean cv?", or "; known: cv, phi, ..." when nothing is near.
std::string suggestion(std::string_view name, std::span<const std::string_view> known);

// What somebody wrote, for a message: cut to a bearable length; control characters, bidirectional overrides and broken
// bytes as '?'.
std::string shown(std::string_view, std::size_t most);
std::string in_quotes(std::string_view); // the same in quotes

// Text without blanks at either end; parts between separators, each trimmed; parts with a separator between.
std::string_view trimmed(std::string_view);
std::vector<std::string_view> split(std::string_view, char separator);
template <class Parts> std::string joined(const Parts& parts, std::string_view separator) {
    std::string all;
    bool first = true;
    for (const auto& part : parts) {
        if (!first) all += separator;
        all += part;
        first = false;
    }
    return all;
}

// The line (from 1) of the first byte that is not valid UTF-8, or a control character other than tab and line ends
// (C1 controls, U+0080 to U+009F, included); 0 when there is none.
int unreadable_line(std::string_view);

// Whether it holds bidirectional embeddings, overrides or isolates, which make a text read as another.
bool turns_order(std::string_view);

// A text as a scalar of YAML that reads back the same, and as a string of JSON.
std::string yaml_scalar(std::string_view);
std::string json_string(std::string_view);

} // namespace drumbeat
