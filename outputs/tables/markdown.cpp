// SPDX-License-Identifier: Apache-2.0
#include "outputs/tables/markdown.hpp"

#include "outputs/pages/inert_text.hpp"

#include <algorithm>
#include <cctype>

namespace drumbeat {
namespace {

// An underscore between letters or digits is none of Markdown's; names are full of them.
bool inside_word(const std::string& text, std::size_t at) {
    const auto letter = [&](std::size_t i) { return std::isalnum(static_cast<unsigned char>(text[i])) != 0; };
    return at > 0 && at + 1 < text.size() && letter(at - 1) && letter(at + 1);
}

// Signs at which a line becomes a heading, a list or a quotation; ':' and '@' and '.' of "www." at which readers make
// links of plain text.
bool has_meaning(const std::string& text, std::size_t at) {
    const char c = text[at];
    if (c == '_') return !inside_word(text, at);
    if (c == ':') return text.compare(at, 3, "://") == 0;
    if (c == '.') return at >= 3 && (text.compare(at - 3, 3, "www") == 0 || text.compare(at - 3, 3, "WWW") == 0);
    if (at == 0 && (c == '-' || c == '+' || c == '=' || c == '~')) return true;
    return std::string_view("\\`*[]<>|&#!@~$").find(c) != std::string_view::npos;
}

// "1. " and "1) " begin a numbered list.
std::size_t list_number(const std::string& text) {
    std::size_t at = 0;
    while (at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) != 0) ++at;
    return at > 0 && at < text.size() && (text[at] == '.' || text[at] == ')') ? at : std::string::npos;
}

} // namespace

std::string markdown_text(std::string_view text) {
    std::string plain = plain_text(text);
    plain.erase(0, std::min(plain.find_first_not_of(' '), plain.size())); // four blanks would begin a block of code
    const std::size_t number = list_number(plain);
    std::string inert;
    for (std::size_t at = 0; at < plain.size(); ++at) {
        if (has_meaning(plain, at) || at == number) inert += '\\';
        inert += plain[at];
    }
    return inert;
}

std::string markdown_code(std::string_view text) {
    const std::string plain = plain_text(text);
    std::size_t longest = 0, now = 0;
    for (const char c : plain) {
        now = c == '`' ? now + 1 : 0;
        longest = std::max(longest, now);
    }
    const std::string ticks(longest + 1, '`'), blank = longest > 0 ? " " : "";
    return ticks + blank + plain + blank + ticks;
}

} // namespace drumbeat
