// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/inert_text.hpp"

#include <algorithm>
#include <iterator>

namespace drumbeat {
namespace {

constexpr char32_t replacement = 0xFFFD;

struct Range {
    char32_t first, last;
};
constexpr Range active[] = {
    {0x0000, 0x001F},   // C0 controls
    {0x007F, 0x009F},   // delete, C1 controls
    {0x00AD, 0x00AD},   // soft hyphen
    {0x061C, 0x061C},   // Arabic letter mark
    {0x180E, 0x180E},   // Mongolian vowel separator
    {0x200B, 0x200F},   // zero width, left-to-right and right-to-left marks
    {0x2028, 0x202E},   // line and paragraph separators, bidirectional embeddings and overrides
    {0x2060, 0x206F},   // word joiner, bidirectional isolates, deprecated controls
    {0xFEFF, 0xFEFF},   // byte order mark
    {0xFFF9, 0xFFFB},   // interlinear annotation
    {0xE0000, 0xE0FFF}, // tags
};

bool is_blank(char32_t c) {
    return c == '\t' || c == '\n' || c == '\v' || c == '\f' || c == '\r' || c == 0x2028 || c == 0x2029;
}

// Bytes that follow the first one; 0 for a byte that begins nothing longer.
std::size_t following(unsigned char first) {
    if (first >= 0xC2 && first <= 0xDF) return 1;
    if (first >= 0xE0 && first <= 0xEF) return 2;
    if (first >= 0xF0 && first <= 0xF4) return 3;
    return 0;
}

// Longer than need be, a surrogate, or beyond Unicode.
bool is_no_character(char32_t c, std::size_t bytes_after) {
    constexpr char32_t least[] = {0, 0x80, 0x800, 0x10000};
    return c < least[bytes_after] || (c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF;
}

} // namespace

bool is_active(char32_t c) {
    return std::any_of(std::begin(active), std::end(active),
                       [c](const Range& range) { return c >= range.first && c <= range.last; });
}

char32_t next_character(std::string_view text, std::size_t& at) {
    const auto first = static_cast<unsigned char>(text[at]);
    ++at;
    if (first < 0x80) return first;
    const std::size_t after = following(first);
    if (after == 0 || at + after > text.size()) return replacement;
    char32_t c = first & (0x3Fu >> after);
    for (std::size_t i = 0; i < after; ++i) {
        const auto next = static_cast<unsigned char>(text[at + i]);
        if ((next & 0xC0u) != 0x80u) return replacement;
        c = (c << 6) | (next & 0x3Fu);
    }
    if (is_no_character(c, after)) return replacement;
    at += after;
    return c;
}

std::string utf8(char32_t c) {
    const auto byte = [](char32_t bits) { return static_cast<char>(static_cast<unsigned char>(bits)); };
    if (c < 0x80) return {byte(c)};
    if (c < 0x800) return {byte(0xC0 | c >> 6), byte(0x80 | (c & 0x3F))};
    if (c < 0x10000) return {byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F))};
    return {byte(0xF0 | c >> 18), byte(0x80 | (c >> 12 & 0x3F)), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F))};
}

std::string plain_text(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_character(text, at);
        plain += is_blank(c) ? " " : utf8(is_active(c) ? replacement : c);
    }
    return plain;
}

} // namespace drumbeat
