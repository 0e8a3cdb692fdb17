// SPDX-License-Identifier: Apache-2.0
// What the readers of scenario and study files share: finding files, and turning groups of YAML into settings.
#pragma once

#include "config/yaml.hpp"
#include "config/yaml_tree.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

// A file as found and parsed; `path` is empty when it could not be read (the problem is told).
struct YamlFile {
    std::string path;   // canonical, empty for a text
    std::string source; // its name in messages
    std::string folder; // where its relative bases start
    YamlNode root;
};

enum class FileKind { scenario, study, ensemble };

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
    void flatten(const YamlNode& group, const std::string& prefix, std::vector<Setting>& out) const;
    bool years_text(const YamlNode& node, const std::string& path, std::string& out) const;
    bool list_text(const YamlNode& list, const std::string& path, std::string& out) const;
    void mention_segments(const YamlNode& group, std::vector<Setting>& out) const;
};

// The format that the keys of a file speak of; empty when they tell nothing.
std::string_view likely_format(const YamlNode& root);

// "; did you mean b.csv?": the file of the same kind in that folder that was probably meant, or how to write its path.
std::string file_hint(const std::string& name, const std::string& folder);

// The bytes of a file, one more than `largest_yaml` at most; false when it cannot be read.
bool read_bytes(const std::string& path, std::string& text);

// `from` is the file that asks, null for the command line: then a name may be a path as well.
YamlFile open_file(const std::string& path_or_name, FileKind, const YamlFile* from, Folders, std::vector<Problem>&,
                   const Where& asked);
YamlFile open_text(std::string_view text, const std::string& source, std::vector<Problem>&);

// The settings of the scenario in a file and of its bases, the deepest base first.
void collect_scenario(const YamlFile&, Folders, std::vector<std::string>& files, std::vector<Setting>&,
                      std::vector<Problem>&);

// The same by name, for a study's `base:`.
void collect_base(const std::string& path_or_name, const YamlFile& from, const Where& asked, Folders,
                  std::vector<std::string>& files, std::vector<Setting>&, std::vector<Problem>&);

// Problems that do not stand in the list yet.
void add_new(std::vector<Problem>& problems, std::vector<Problem> more);

// Cuts a list that nobody would read to its first `most_yaml_problems`, and says so.
void keep_first(std::vector<Problem>& problems);

} // namespace drumbeat
