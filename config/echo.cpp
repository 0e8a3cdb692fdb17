// SPDX-License-Identifier: Apache-2.0
#include "config/echo.hpp"

#include "config/parameter.hpp"

#include <algorithm>
#include <fmt/core.h>

namespace drumbeat {

namespace {

std::string blanks(std::size_t count) { return std::string(count, ' '); }

bool is_plain_list(std::string_view text) {
    if (text.size() < 2 || text.front() != '[' || text.back() != ']') return false;
    const auto items = list_items(text);
    const bool plain =
        std::all_of(items.begin(), items.end(), [](std::string_view item) { return yaml_scalar(item) == item; });
    return plain && fmt::format("[{}]", joined(items, ", ")) == text;
}

// A table of years, which is a group in YAML as it stands.
bool is_year_table(std::string_view text) {
    YearTable table;
    const allowed any{-1e300, 1e300};
    return text.size() >= 2 && text.front() == '{' && !read_value(text, any, table) && value_text(table) == text;
}

} // namespace

std::string yaml_value(std::string_view text) {
    return is_plain_list(text) || is_year_table(text) ? std::string(text) : yaml_scalar(text);
}

std::string nested_yaml(std::span<const Setting> settings, int indent) {
    std::string out;
    std::vector<std::string_view> open; // the groups that the last line stood in
    for (const Setting& setting : settings) {
        auto words = split(setting.path, '.');
        const std::string_view last = words.back();
        words.pop_back();
        const auto same = std::mismatch(words.begin(), words.end(), open.begin(), open.end()).first;
        auto margin = static_cast<std::size_t>(indent) + 2 * static_cast<std::size_t>(same - words.begin());
        for (auto word = same; word != words.end(); ++word, margin += 2)
            out += fmt::format("{}{}:\n", blanks(margin), yaml_scalar(*word));
        const bool is_words = setting.path == "name" || setting.path == "description"; // a name like a list is no list
        out += fmt::format("{}{}: {}\n", blanks(margin), yaml_scalar(last),
                           is_words ? yaml_scalar(setting.text) : yaml_value(setting.text));
        open = std::move(words);
    }
    return out;
}

std::vector<Setting> all_settings(const Scenario& s) {
    std::vector<Setting> all{{"name", s.name, {}}, {"description", s.description, {}}};
    for (const Place& place : places(s)) all.push_back({path_of(place, s), text_of(place, s), {}});
    return all;
}

std::string resolved(const Scenario& s) {
    return fmt::format("format: {}\n{}", scenario_format, nested_yaml(all_settings(s), 0));
}

} // namespace drumbeat
