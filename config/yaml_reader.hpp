// SPDX-License-Identifier: Apache-2.0
// What the readers of scenario and study files share: single values and groups of YAML, and the settings that these
// are.
#pragma once

#include "config/yaml.hpp"
#include "config/yaml_tree.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

// One file under way: where it stands, and where its problems go.
struct YamlReader {
    const std::string& source;
    std::vector<Problem>& problems;

    void tell(int line, std::string path, std::string code, std::string message) const;
    void tell(const YamlNode& node, std::string path, std::string code, std::string message) const {
        tell(node.line, std::move(path), std::move(code), std::move(message));
    }
    bool expect(const YamlNode& node, const std::string& path, YamlNode::Kind) const; // tells what it is instead
    void only_keys(const YamlNode& group, const std::string& path, std::span<const std::string_view> known) const;
    bool check_format(const YamlNode& root,
                      std::string_view wanted) const; // false: reading on as this kind says nothing

    // Single values; false when they are missing or wrong, told only when wrong.
    bool text(const YamlNode& group, std::string_view key, std::string& out, std::size_t longest) const;
    bool number(const YamlNode& group, std::string_view key, allowed, double& out) const;

    // The settings of a group, nested or with dots: {orders: {cv: 0}} and {orders.cv: 0} are the same.
    void settings(const YamlNode& group, const std::string& prefix, std::vector<Setting>& out) const;

    // The settings that a scenario's own keys make; `owns_segments`: technology areas exist by being mentioned.
    void scenario(const YamlNode& group, bool owns_segments, std::vector<Setting>& out) const;

    Where where(const YamlNode& node) const { return {source, node.line}; }

  private:
    bool lacks_colon(const YamlNode& node, const std::string& path) const;
    bool is_told(int line, std::string_view code) const;
    bool is_torn_number(const YamlNode& before, const YamlNode& child, const std::string& path) const;
    void add_setting(const YamlNode& node, const std::string& path, std::vector<Setting>& out) const;
    void flatten(const YamlNode& group, const std::string& prefix, std::vector<Setting>& out) const;
    bool years_text(const YamlNode& node, const std::string& path, std::string& out) const;
    bool list_text(const YamlNode& list, const std::string& path, std::string& out) const;
    void mention_segments(const YamlNode& group, std::vector<Setting>& out) const;
};

// The path of a key in a group.
std::string below(const std::string& path, std::string_view key);

// The format that the keys of a file speak of; empty when they tell nothing.
std::string_view likely_format(const YamlNode& root);

} // namespace drumbeat
