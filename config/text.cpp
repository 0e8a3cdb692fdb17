// SPDX-License-Identifier: Apache-2.0
#include "config/text.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>

namespace drumbeat {

namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The length of the UTF-8 sequence at the front of `text`, 0 when it is not valid (overlong, surrogate, too large).
std::size_t sequence_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const unsigned lead = byte(0);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC2 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF5 ? 4
                                             : 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0U) != 0x80U) return 0;
    const bool overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
    const bool outside = (lead == 0xED && byte(1) >= 0xA0) || (lead == 0xF4 && byte(1) >= 0x90);
    return overlong || outside ? 0 : length;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

std::string escaped(char c) {
    switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default:
        return is_control(c) ? fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)))
                             : std::string(1, c);
    }
}

// Letters, digits and a few signs that mean nothing to YAML, and no word that YAML reads as "nothing".
bool is_plain(std::string_view text) {
    if (text.empty() || text == "null" || text == "Null" || text == "NULL") return false;
    const auto harmless = [](char c) {
        return is_lower(c) || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '.' || c == '+';
    };
    const bool front = harmless(text[0]) || (text[0] == '-' && text.size() > 1 && is_digit(text[1]));
    return front &&
           std::all_of(text.begin() + 1, text.end(), [&](char c) { return harmless(c) || c == '-' || c == '*'; });
}

} // namespace

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= 40 && is_lower(text[0]) &&
           std::all_of(text.begin(), text.end(), [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, last), std::swap(last, row);
    }
    return last[b.size()];
}

std::string_view nearest(std::string_view name, std::span<const std::string_view> known) {
    constexpr std::size_t longest = 60; // no name is longer, and a megabyte of key shall not cost minutes
    if (name.empty() || name.size() > longest) return {};
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(1, name.size() / 3) + 1;
    for (const std::string_view candidate : known) {
        const std::size_t distance = edit_distance(name, candidate);
        if (distance < best_distance) best = candidate, best_distance = distance;
    }
    return best;
}

std::string suggestion(std::string_view name, std::span<const std::string_view> known) {
    if (const auto near = nearest(name, known); !near.empty()) return fmt::format("; did you mean {}?", near);
    if (known.empty()) return {};
    constexpr std::size_t most = 24;
    const auto shown = known.first(std::min(known.size(), most));
    return fmt::format("; known: {}{}", joined(shown, ", "), known.size() > most ? ", ..." : "");
}

std::string shown(std::string_view text, std::size_t most) {
    std::string all;
    while (!text.empty() && all.size() < most) {
        const std::size_t length = sequence_length(text);
        if (length == 0 || is_control(text[0]))
            all += '?';
        else
            all += text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(1, length));
    }
    return text.empty() ? all : all + "...";
}

std::string in_quotes(std::string_view text) { return fmt::format("'{}'", shown(text, 60)); }

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto at = text.find(separator);
        parts.push_back(trimmed(text.substr(0, at)));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

int unreadable_line(std::string_view text) {
    int line = 1;
    while (!text.empty()) {
        const char c = text[0];
        const std::size_t length = sequence_length(text);
        if (length == 0 || (is_control(c) && c != '\n' && c != '\r' && c != '\t')) return line;
        if (c == '\n') ++line;
        text.remove_prefix(length);
    }
    return 0;
}

std::string json_string(std::string_view text) {
    std::string all = "\"";
    for (const char c : text) all += escaped(c);
    return all + '"';
}

// A string of JSON is a double-quoted scalar of YAML.
std::string yaml_scalar(std::string_view text) { return is_plain(text) ? std::string(text) : json_string(text); }

} // namespace drumbeat
