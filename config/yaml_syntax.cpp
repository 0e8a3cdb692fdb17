// SPDX-License-Identifier: Apache-2.0
#include "config/yaml_syntax.hpp"

#include "config/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace drumbeat {

namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    for (;;) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return lines;
        text.remove_prefix(end + 1);
    }
}

// "question: Does it help: yes" needs quotes around what follows the first colon.
std::string quotes_advice(std::string_view line) {
    constexpr std::string_view colon = ": ";
    const auto first = line.find(colon);
    if (first == std::string_view::npos || !has(line.substr(first + colon.size()), colon)) return {};
    const auto key = trimmed(line.substr(0, first)), value = trimmed(line.substr(first + colon.size()));
    if (has(key, "{") || value.find_first_of("\"{[") != std::string_view::npos) return {};
    return fmt::format("a text that holds a colon takes quotes: {}: \"{}\"", shown(key, 40), shown(value, 60));
}

// The last line above that says something has no colon, nor is it an item of a list.
std::string colon_advice(const std::vector<std::string_view>& lines, std::size_t below) {
    for (std::size_t i = below; i-- > 0;) {
        const std::string_view said = trimmed(lines[i]);
        if (said.empty() || said[0] == '#') continue;
        if (has(said, ":") || said[0] == '-') return {};
        return fmt::format("a colon is missing in line {}: {}", i + 1, in_quotes(said));
    }
    return {};
}

} // namespace

std::string syntax_advice(std::string_view text, int line, std::string_view message) {
    constexpr std::array<std::string_view, 3> of_escapes{"bad character found while scanning hex number",
                                                         "invalid unicode", "unknown escape character"};
    const auto begins = [&](std::string_view start) { return message.starts_with(start); };
    if (std::any_of(of_escapes.begin(), of_escapes.end(), begins))
        return "in double quotes \\ begins an escape; write / in a path";
    const auto lines = lines_of(text);
    if (!begins("illegal map value") || line < 1 || static_cast<std::size_t>(line) > lines.size())
        return std::string(message);
    const auto at = static_cast<std::size_t>(line) - 1;
    if (std::string advice = quotes_advice(lines[at]); !advice.empty()) return advice;
    if (std::string advice = colon_advice(lines, at); !advice.empty()) return advice;
    return "a colon stands where none can";
}

} // namespace drumbeat
