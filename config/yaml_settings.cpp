// SPDX-License-Identifier: Apache-2.0
// How the groups of a file become settings.
#include "config/parameter.hpp"
#include "config/yaml_reader.hpp"
#include "config/yaml_years.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/core.h>
#include <map>
#include <set>
#include <utility>

namespace drumbeat {

namespace fs = std::filesystem;
using Kind_ = YamlNode::Kind;

// "[0.25, 0.5]" out of a list of single values; a comma within one would make two of it.
bool YamlReader::list_text(const YamlNode& list, const std::string& path, std::string& out) const {
    std::vector<std::string_view> items;
    for (const YamlNode& item : list.children) {
        if (!expect(item, path, Kind_::scalar)) return false;
        if (item.text.find_first_of(",[]") != std::string::npos) {
            tell(item, path, "wrong_type",
                 fmt::format("{} cannot stand in a list; numbers take a decimal point", in_quotes(item.text)));
            return false;
        }
        items.push_back(item.text);
    }
    out = fmt::format("[{}]", joined(items, ", "));
    return true;
}

// {cv: 0,4} is read as cv: 0 and a key 4.
bool YamlReader::is_torn_number(const YamlNode& before, const YamlNode& child, const std::string& path) const {
    const auto is_digits = [](std::string_view text) {
        return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (!child.is(Kind_::nothing) || !is_digits(child.key) || !before.is(Kind_::scalar) || before.line != child.line)
        return false;
    if (!is_digits(before.text.substr(before.text.starts_with('-') ? 1 : 0))) return false;
    double ignored = 0;
    Fault fault = read_number(before.text + "," + child.key, ignored);
    const Parameter* parameter = parameter_named(path);
    if (parameter) fault.message += "; allowed: " + allowed_text(*parameter);
    tell(child, path, std::move(fault.code), std::move(fault.message));
    return true;
}

// A table of years in a group or in a CSV file beside the one that names it. What is no table stays as it is, so that
// the parameter can refuse it.
bool YamlReader::years_text(const YamlNode& node, const std::string& path, std::string& out) const {
    const Parameter* parameter = parameter_named(path);
    const bool is_table = parameter && parameter->type == years_type;
    if (node.is(Kind_::map) && is_table) return years_of_group(node, *parameter, path, source, problems, out);
    if (node.is(Kind_::list)) return expect(node, path, Kind_::map);
    if (node.is(Kind_::map)) out = fmt::format("{{{}: ...}}", node.children[0].key);
    if (!is_table || !is_csv_name(node.text)) return true;
    const std::string folder = fs::path(source).parent_path().string();
    return years_of_file(node.text, folder, *parameter, path, where(node), problems, out);
}

void YamlReader::add_setting(const YamlNode& node, const std::string& path, std::vector<Setting>& out) const {
    std::string text = node.text;
    const Parameter* parameter = parameter_named(path);
    if ((parameter && parameter->type == years_type) || is_year_group(node)) {
        if (years_text(node, path, text)) out.push_back({path, text, where(node)});
        return;
    }
    const bool empty = node.children.empty() && !node.is(Kind_::scalar) && !node.is(Kind_::list);
    if (empty && is_group(path)) return; // all its lines are commented out
    if (node.is(Kind_::map) && !empty)
        flatten(node, path, out);
    else if (!node.is(Kind_::list) || list_text(node, path, text))
        out.push_back({path, text, where(node)});
}

void YamlReader::flatten(const YamlNode& group, const std::string& prefix, std::vector<Setting>& out) const {
    const YamlNode* before = nullptr;
    for (const YamlNode& child : group.children) {
        const YamlNode* last = std::exchange(before, &child);
        if (last && is_torn_number(*last, child, below(prefix, last->key))) {
            if (!out.empty() && out.back().path == below(prefix, last->key)) out.pop_back();
            continue;
        }
        if (!lacks_colon(child, prefix)) add_setting(child, below(prefix, child.key), out);
    }
}

void YamlReader::settings(const YamlNode& group, const std::string& prefix, std::vector<Setting>& out) const {
    if (group.is(Kind_::nothing) || !expect(group, prefix, Kind_::map)) return;
    std::vector<Setting> found;
    flatten(group, "", found);
    std::map<std::string_view, int> lines;
    for (const Setting& setting : found) {
        const auto [first, fresh] = lines.emplace(setting.path, setting.where.line);
        if (!fresh && !is_told(setting.where.line, "duplicate_key"))
            tell(setting.where.line, setting.path, "duplicate_key",
                 fmt::format("is set twice; first on line {}", first->second));
    }
    out.insert(out.end(), found.begin(), found.end());
}

// In a file without a base a technology area exists by being mentioned.
void YamlReader::mention_segments(const YamlNode& group, std::vector<Setting>& out) const {
    constexpr std::string_view head = "segments";
    std::set<std::string> seen{"*"};
    const auto mention = [&](std::string_view word, const YamlNode& node) {
        const std::string name(word.substr(0, word.find('.')));
        if (seen.insert(name).second) out.push_back({"new_segments", fmt::format("[{}]", name), where(node)});
    };
    if (const YamlNode* listed = group.find("new_segments"))
        for (const YamlNode& item : listed->children) mention(item.text, *listed);
    for (const YamlNode& child : group.children) {
        if (child.key == head)
            for (const YamlNode& segment : child.children) mention(segment.key, segment);
        else if (child.key.starts_with(head) && child.key.size() > head.size() && child.key[head.size()] == '.')
            mention(std::string_view(child.key).substr(head.size() + 1), child);
    }
}

void YamlReader::scenario(const YamlNode& group, bool owns_segments, std::vector<Setting>& out) const {
    std::vector<Setting> own, removed, added, rest;
    settings(group, "", own);
    const auto is_listed_word = [&](const Setting& setting) {
        const YamlNode* node =
            setting.path == "name" || setting.path == "description" ? group.find(setting.path) : nullptr;
        return node && node->is(Kind_::list) && !expect(*node, setting.path, Kind_::scalar);
    };
    for (Setting& setting : own) {
        if (is_listed_word(setting)) continue;
        auto& kind = setting.path == "remove_segments" ? removed : setting.path == "new_segments" ? added : rest;
        kind.push_back(std::move(setting));
    }
    if (owns_segments) {
        added.clear();
        mention_segments(group, added);
    }
    for (auto* part : {&removed, &added, &rest}) out.insert(out.end(), part->begin(), part->end());
}

} // namespace drumbeat
