// SPDX-License-Identifier: Apache-2.0
// Names and labels come from files that others wrote. Before they are shown they lose what could act on a terminal or
// turn the order of what is read: control characters, terminal escapes, bidirectional overrides, invisible characters.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace drumbeat {

// The text on one line: line breaks, tabs and the like are blanks; what could act, and bytes that are no UTF-8, are
// U+FFFD, so that a reader sees that something stood there.
std::string plain_text(std::string_view);

// Whether a character can act on what shows it.
bool is_active(char32_t);

// The character at `at`, which moves behind it; U+FFFD for bytes that are no UTF-8.
char32_t next_character(std::string_view text, std::size_t& at);
std::string utf8(char32_t);

} // namespace drumbeat
