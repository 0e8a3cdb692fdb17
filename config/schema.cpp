// SPDX-License-Identifier: Apache-2.0
#include "config/schema.hpp"

#include "config/codebook_text.hpp"
#include "config/echo.hpp"
#include "config/needs.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace drumbeat {

namespace {

std::string value_type(const Parameter& p) {
    const auto range = [&](std::string_view low, std::string_view high) {
        return fmt::format(", \"{}\": {}, \"{}\": {}", low, p.range.low, high, p.range.high);
    };
    if (p.type == "number" || p.type == "integer")
        return fmt::format("\"type\": \"{}\"{}", p.type, range("minimum", "maximum"));
    if (p.type == "numbers")
        return "\"type\": \"array\", \"items\": {\"type\": \"number\"}" + range("minItems", "maxItems");
    if (p.type == years_type)
        return fmt::format("\"type\": [\"object\", \"string\"], \"additionalProperties\": false, "
                           "\"patternProperties\": {{\"^[0-9]{{4}}$\": {{\"type\": \"number\"{}}}}}",
                           range("minimum", "maximum"));
    if (p.type == "boolean") return "\"type\": \"boolean\"";
    if (p.type == "choice") return fmt::format("\"enum\": {}", json_list(p.choices));
    return "\"type\": \"string\"";
}

std::string item_schema(const std::string& path) {
    const Parameter* parameter = parameter_at(path);
    return parameter ? value_schema(*parameter) : group_schema(path);
}

// "name": schema, ... of everything in a group.
std::string properties(const std::string& path) {
    std::vector<std::string> items;
    for (const std::string_view word : words_after(path)) {
        const std::string below = path.empty() ? std::string(word) : fmt::format("{}.{}", path, word);
        items.push_back(fmt::format("{}: {}", json_string(word), item_schema(below)));
    }
    if (path == "firms") items.push_back(fmt::format("\"*\": {}", item_schema("firms.sme")));
    return joined(items, ",\n");
}

constexpr std::string_view dotted = ",\n\"patternProperties\": {\"\\\\.\": {}}";

// Everything that stands at the top of a scenario, as a reference to its definition.
std::string group_references() {
    std::vector<std::string> items;
    for (const std::string_view word : words_after(""))
        items.push_back(fmt::format("\"{0}\": {{\"$ref\": \"#/definitions/{0}\"}}", word));
    return joined(items, ",\n");
}

} // namespace

std::string json_default(const Parameter& p) {
    const bool is_word = p.type == "choice" || p.type == "behaviour";
    return is_word ? json_string(p.default_text) : p.default_text;
}

std::string json_list(const std::vector<std::string_view>& words) {
    std::vector<std::string> items;
    for (const std::string_view word : words) items.push_back(json_string(word));
    return fmt::format("[{}]", joined(items, ", "));
}

std::string value_schema(const Parameter& p) {
    std::vector<std::string> needs;
    for (const Need* need : needs_of(p)) needs.push_back(fmt::format("; needs {}", need->words));
    const std::string text = fmt::format("{} [{}; allowed: {}; {}{}]", p.meaning, p.unit, allowed_text(p),
                                         word_for(p.kind), joined(needs, ""));
    return fmt::format("{{{}, \"default\": {}, \"description\": {}}}", value_type(p), json_default(p),
                       json_string(text));
}

std::string group_schema(const std::string& path) {
    const auto& all = groups();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Group& g) { return g.path == path; });
    const std::string about =
        found == all.end() ? "" : fmt::format(", \"description\": {}", json_string(found->meaning));
    const std::string type = "\"type\": [\"object\", \"null\"]"; // null: all its lines are commented out
    if (path == "segments")
        return fmt::format(
            "{{{}, \"additionalProperties\": false, \"patternProperties\": {{\"^([a-z][a-z0-9_]{{0,39}}|\\\\*)$\": {}}}}}",
            type, group_schema("segments.*"));
    // A key with a dot is a path: `orders.cv` in the place of a group in a group.
    return fmt::format(
        "{{{}{}, \"additionalProperties\": false, \"patternProperties\": {{\"\\\\.\": {{}}}},\n\"properties\": {{\n{}}}}}",
        type, about, properties(path));
}

std::string word_schema(const std::vector<std::string_view>& words) {
    return fmt::format("{{\"enum\": {}}}", json_list(words));
}

std::string text_schema(int most_characters) {
    return fmt::format("{{\"type\": \"string\", \"maxLength\": {}}}", most_characters);
}

std::string whole_number_schema(double least) { return fmt::format(R"({{"type": "integer", "minimum": {}}})", least); }

std::string whole_number_schema(double least, double most) {
    return fmt::format(R"({{"type": "integer", "minimum": {}, "maximum": {:.0f}}})", least, most);
}

std::string list_schema(std::string_view item) { return fmt::format(R"({{"type": "array", "items": {}}})", item); }

std::string object_schema(const std::vector<std::string_view>& required, const std::vector<Property>& known) {
    const std::string needs = required.empty() ? "" : fmt::format(R"("required": {}, )", json_list(required));
    std::vector<std::string> items;
    for (const Property& property : known) items.push_back(fmt::format(R"("{}": {})", property.name, property.schema));
    return fmt::format(R"({{"type": "object", "additionalProperties": false, {}"properties": {{{}}}}})", needs,
                       joined(items, ", "));
}

std::string map_schema(std::string_view item) {
    return fmt::format(
        "{{\"type\": \"object\", \"additionalProperties\": false, \"patternProperties\": {{\"{}\": {}}}}}",
        name_pattern, item);
}

std::string overrides_schema(std::string_view own) {
    return fmt::format(
        "{{\"type\": [\"object\", \"null\"], \"additionalProperties\": false{},\n\"properties\": {{\n{}{}}}}}", dotted,
        own, group_references());
}

std::string group_definitions() {
    std::vector<std::string> items;
    for (const std::string_view word : words_after(""))
        items.push_back(fmt::format("\"{}\": {}", word, item_schema(std::string(word))));
    return joined(items, ",\n");
}

std::string schema_of(std::string_view title, std::string_view required, std::string_view own, std::string_view rest) {
    return fmt::format(
        "{{\n\"$schema\": \"http://json-schema.org/draft-07/schema#\",\n\"title\": \"{}\",\n\"type\": \"object\",\n"
        "\"required\": {},\n\"additionalProperties\": false,\n\"properties\": {{\n{}}}{}\n}}\n",
        title, required, own, rest);
}

std::string scenario_schema() {
    const std::string own = fmt::format("\"format\": {{\"const\": \"{}\"}},\n\"base\": {{\"type\": \"string\"}},\n{}{}",
                                        scenario_format, base_properties, properties(""));
    return schema_of("Drumbeat scenario", "[\"format\"]", own, dotted);
}

} // namespace drumbeat
