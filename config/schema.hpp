// SPDX-License-Identifier: Apache-2.0
// The pieces of a JSON Schema: what an editor may suggest in a scenario or a study, and what it marks as wrong.
#pragma once

#include "config/parameter.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

std::string json_list(const std::vector<std::string_view>& words);
std::string json_default(const Parameter&);

struct Property {
    std::string_view name;
    std::string schema;
};

// Schemas, each of a value.
std::string value_schema(const Parameter&);
std::string group_schema(const std::string& path);                   // of parameters
std::string word_schema(const std::vector<std::string_view>& words); // one of these
std::string text_schema(int most_characters);
std::string whole_number_schema(double least);
std::string whole_number_schema(double least, double most);
std::string list_schema(std::string_view item);
std::string map_schema(std::string_view item); // names to items
std::string object_schema(const std::vector<std::string_view>& required, const std::vector<Property>&); // no others

// What differs from a base: groups, paths with a dot, and keys of its own ("name": schema, ... with a comma behind
// each). The groups stand in a study's base, arms and levels: there written once, and referred to.
std::string overrides_schema(std::string_view own);
std::string group_definitions(); // of those that are referred to

// What changes the base scenario itself, as such own keys.
inline constexpr std::string_view base_properties =
    "\"name\": {\"type\": \"string\", \"maxLength\": 200},\n\"description\": {\"type\": \"string\", \"maxLength\": 10000},\n"
    "\"new_segments\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}},\n"
    "\"remove_segments\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}},\n";

// What a name looks like, as a regular expression.
inline constexpr std::string_view name_pattern = "^[a-z][a-z0-9_]{0,39}$";

// A whole schema. `rest`: what stands beside its properties, with a comma in front.
std::string schema_of(std::string_view title, std::string_view required, std::string_view properties,
                      std::string_view rest);

} // namespace drumbeat
