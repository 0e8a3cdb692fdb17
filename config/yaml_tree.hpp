// SPDX-License-Identifier: Apache-2.0
// The small part of YAML that Drumbeat reads: mappings, lists and scalars, each with its line.
#pragma once

#include "config/setting.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

// Limits on a file, so that no text can exhaust memory, time or the parser's stack.
inline constexpr std::size_t largest_yaml = 1 << 20; // bytes of a file that somebody wrote
// Of a text that this program wrote: a results file holds its study with every point of a table.
inline constexpr std::size_t largest_stored_yaml = std::size_t{1} << 28;
inline constexpr int deepest_yaml = 32;
inline constexpr int most_yaml_nodes = 100000;
inline constexpr std::size_t most_yaml_problems = 200;

struct YamlNode {
    enum class Kind { nothing, scalar, list, map };
    Kind kind = Kind::nothing;
    std::string key;  // when it stands in a mapping
    std::string text; // of a scalar
    int line = 0;     // of the key when it has one
    std::vector<YamlNode> children;

    bool is(Kind k) const { return kind == k; }
    const YamlNode* find(std::string_view name) const;
};

// The mapping that a text holds. On a fault that leaves no tree, problems are added and the node is `nothing`.
// Refused: aliases, anchors, tags, merge keys, keys that are not words, keys that stand twice, several documents,
// tabs that indent, bytes that are no UTF-8 text, and whatever exceeds the limits.
YamlNode read_yaml(std::string_view text, const std::string& source, std::vector<Problem>&,
                   std::size_t largest = largest_yaml);

} // namespace drumbeat
