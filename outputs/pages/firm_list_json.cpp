// SPDX-License-Identifier: Apache-2.0
// The list of firms for programs.
#include "outputs/verdict/firm_list.hpp"

#include "config/text.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <cmath>

namespace drumbeat {

namespace {

// As files keep firms' numbers: in single precision.
std::string single(double value) { return fmt::format("{}", static_cast<float>(value)); }
std::string number_or_null(double value) { return std::isfinite(value) ? single(value) : "null"; }
std::string year_or_null(int year) { return year > 0 ? fmt::format("{}", year) : "null"; }

std::string year_json(const FirmYear& y) {
    return fmt::format("{{\"year\": {}, \"expanded\": {}, \"built_to_order\": {}, \"binding_constraint\": \"{}\", "
                       "\"near\": {}}}",
                       y.year, y.expanded, y.to_order, name_of(y.binding), number_or_null(y.near));
}

std::string years_json(const FirmStory& story, std::optional<int> year) {
    std::vector<std::string> years;
    for (const FirmYear& y : story.years)
        if (!year || y.year == *year) years.push_back(year_json(y));
    return fmt::format("[{}]", fmt::join(years, ", "));
}

std::string line_json(const FirmList& list, const FirmLine& line) {
    const FirmStory& story = line.story;
    std::string text = fmt::format(
        "{{\"firm\": {}, \"area\": {}, \"size_class\": \"{}\", \"weight\": {}, \"birth_year\": {}, \"scaled_up\": {}, "
        "\"years\": {}",
        story.row, json_string(list.areas[static_cast<std::size_t>(story.key.segment)]), name_of(story.size_class),
        single(story.weight), year_or_null(story.key.cohort), year_or_null(story.scaled_up),
        years_json(story, list.year));
    if (line.control)
        text += fmt::format(", \"turned\": \"{}\", \"control\": {{\"firm\": {}, \"scaled_up\": {}, \"years\": {}}}",
                            line.with_policy ? "with" : "without", line.control->row,
                            year_or_null(line.control->scaled_up), years_json(*line.control, list.year));
    return text + "}";
}

std::string text_or_null(const std::string& text) { return text.empty() ? "null" : json_string(text); }

} // namespace

std::string firm_list_json(const FirmList& list) {
    std::vector<std::string> lines;
    for (const FirmLine& line : list.lines) lines.push_back(line_json(list, line));
    return fmt::format(
        "{{\n  \"study\": {},\n  \"case\": {},\n  \"control\": {},\n  \"contrast\": {},\n  \"seed\": {},\n"
        "  \"replication\": {},\n  \"area\": {},\n  \"year\": {},\n  \"firms\": [{}{}{}]\n}}\n",
        json_string(list.study), json_string(list.case_name), text_or_null(list.control_name),
        text_or_null(list.contrast), list.seed, list.replication, text_or_null(list.area),
        list.year ? fmt::format("{}", *list.year) : "null", lines.empty() ? "" : "\n    ", fmt::join(lines, ",\n    "),
        lines.empty() ? "" : "\n  ");
}

} // namespace drumbeat
