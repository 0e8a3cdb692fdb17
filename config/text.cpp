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

// Of a valid UTF-8 sequence: the controls of ASCII, and those from U+0080 to U+009F, which a terminal obeys as well.
bool is_control(std::string_view sequence) {
    return is_control(sequence[0]) || (sequence[0] == '\xC2' && static_cast<unsigned char>(sequence[1]) < 0xA0);
}

// Of a valid UTF-8 sequence: an embedding, override or isolate, which turns the order in which text is shown.
bool is_turn(std::string_view sequence) {
    return (sequence >= "\u202A" && sequence <= "\u202E") || (sequence >= "\u2066" && sequence <= "\u2069");
}

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

// Lower case, and one sign between words.
std::string folded(std::string_view name) {
    std::string all(name);
    for (char& c : all) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == '-' || c == ' ') c = '_';
    }
    return all;
}

// Words that say the unit of a name, not what it names.
bool is_unit(std::string_view word) {
    constexpr std::array<std::string_view, 5> units{"meur", "years", "year", "share", "points"};
    return std::find(units.begin(), units.end(), word) != units.end();
}

// Whether each word of one name, one of them no unit, is a word of the other.
bool holds_words(std::string_view all, std::string_view some) {
    const auto there = split(all, '_');
    const auto asked = split(some, '_');
    const auto is_there = [&](std::string_view word) {
        return std::find(there.begin(), there.end(), word) != there.end();
    };
    return std::all_of(asked.begin(), asked.end(), is_there) && !std::all_of(asked.begin(), asked.end(), is_unit);
}

constexpr std::size_t longest_name = 60;   // a megabyte of key shall not cost minutes
constexpr std::size_t quite_unlike = 1000; // above every measure of what is like

// 0 for the same name; then few changes of letters, then shared words, then a common beginning.
std::size_t unlikeness(std::string_view typed, std::string_view known) {
    constexpr std::size_t by_words = 100, by_beginning = 200;
    const std::size_t shorter = std::min(typed.size(), known.size()), longer = std::max(typed.size(), known.size());
    if (shorter == 0 || longer > longest_name) return quite_unlike;
    const std::string a = folded(typed), b = folded(known);
    const std::size_t changes = edit_distance(a, b);
    const std::size_t bearable = shorter == 2 ? 1 : shorter / 3;
    if (changes <= bearable) return changes;
    if (shorter >= 3 && (holds_words(b, a) || holds_words(a, b))) return by_words + longer - shorter;
    const bool begins = a.starts_with(b) || b.starts_with(a);
    if (begins && shorter >= 4 && 2 * shorter >= longer) return by_beginning + longer - shorter;
    return quite_unlike;
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

bool is_like(std::string_view a, std::string_view b) { return unlikeness(a, b) < quite_unlike; }

std::string_view nearest(std::string_view name, std::span<const std::string_view> known) {
    std::string_view best;
    std::size_t least = quite_unlike;
    for (const std::string_view candidate : known) {
        const std::size_t found = unlikeness(name, candidate);
        if (found < least) {
            best = candidate;
            least = found;
        }
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
        if (length == 0 || is_control(text.substr(0, length)) || is_turn(text.substr(0, length)))
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
        const bool blank = c == '\n' || c == '\r' || c == '\t' || text.starts_with("\u0085"); // a line end as well
        if (length == 0 || (is_control(text.substr(0, length)) && !blank)) return line;
        if (c == '\n') ++line;
        text.remove_prefix(length);
    }
    return 0;
}

bool turns_order(std::string_view text) {
    for (; !text.empty(); text.remove_prefix(std::max<std::size_t>(1, sequence_length(text))))
        if (is_turn(text.substr(0, sequence_length(text)))) return true;
    return false;
}

std::string json_string(std::string_view text) {
    std::string all = "\"";
    for (const char c : text) all += escaped(c);
    return all + '"';
}

// A string of JSON is a double-quoted scalar of YAML.
std::string yaml_scalar(std::string_view text) { return is_plain(text) ? std::string(text) : json_string(text); }

} // namespace drumbeat
