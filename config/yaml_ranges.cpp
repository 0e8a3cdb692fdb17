// SPDX-License-Identifier: Apache-2.0
#include "config/yaml_ranges.hpp"

#include "config/yaml_files.hpp"
#include "config/yaml_reader.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace drumbeat {
namespace {

using Kind_ = YamlNode::Kind;
namespace fs = std::filesystem;

constexpr allowed any_number{-1e12, 1e12};

class RangesReader {
  public:
    explicit RangesReader(const YamlReader& reader) : reader_(reader) {}

    AcceptedRanges read(const YamlNode& root) const {
        AcceptedRanges all;
        const YamlNode* format = root.find("format");
        if (!format || format->text != ranges_format) {
            reader_.tell(format ? format->line : 0, "format", format ? "wrong_format" : "missing_key",
                         fmt::format("expects 'format: {}'", ranges_format));
            return all;
        }
        AcceptedRange shared;
        const YamlNode* list = root.find("ranges");
        const bool well = text(root, "model", shared.model) && text(root, "world", shared.world) &&
                          text(root, "ensemble", shared.ensemble);
        if (!list) reader_.tell(0, "ranges", "missing_key", "is missing; expects a list of ranges");
        if (!well || !list || !reader_.expect(*list, "ranges", Kind_::list)) return all;
        for (const YamlNode& node : list->children)
            if (AcceptedRange range = shared; one(node, range)) all.push_back(std::move(range));
        return all;
    }

  private:
    bool missing(const YamlNode& group, std::string_view key) const {
        if (group.find(key)) return false;
        reader_.tell(group, std::string(key), "missing_key", "is missing");
        return true;
    }
    bool text(const YamlNode& group, std::string_view key, std::string& out) const {
        return !missing(group, key) && reader_.text(group, key, out, 4000);
    }
    bool count(const YamlNode& group, std::string_view key, int& out) const {
        double number = 0;
        if (missing(group, key) || !reader_.number(group, key, {1, 1e7}, number)) return false;
        out = static_cast<int>(number);
        return true;
    }
    bool number(const YamlNode& group, std::string_view key, double& out) const {
        return !missing(group, key) && reader_.number(group, key, {0, 1e6}, out);
    }
    bool ends(const YamlNode& group, std::string_view key, std::array<double, 2>& out) const {
        if (missing(group, key)) return false;
        const YamlNode& node = *group.find(key);
        if (!reader_.expect(node, std::string(key), Kind_::list)) return false;
        bool well = node.children.size() == out.size();
        for (std::size_t i = 0; well && i < out.size(); ++i)
            well = !read_value(node.children[i].text, any_number, out[i]);
        if (!well || out[0] > out[1]) reader_.tell(node, std::string(key), "wrong_type", "expects [low, high]");
        return well && out[0] <= out[1];
    }
    bool one(const YamlNode& node, AcceptedRange& range) const {
        return reader_.expect(node, "ranges", Kind_::map) && text(node, "question", range.question) &&
               count(node, "sets", range.sets) && count(node, "replications", range.replications) &&
               ends(node, "capacity_growth_points", range.capacity_points) &&
               number(node, "capacity_growth_error", range.capacity_error) &&
               ends(node, "capacity_added_meur", range.capacity_meur) &&
               ends(node, "investment_meur", range.investment_meur) && ends(node, "firms_points", range.firms_points) &&
               number(node, "firms_error", range.firms_error);
    }

    const YamlReader& reader_;
};

// In order of name, whatever the order in which the folder holds them.
std::set<std::string> files_in(const fs::path& folder) {
    std::set<std::string> files;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
        if (it->path().extension() == ".yaml") files.insert(it->path().string());
    return files;
}

} // namespace

AcceptedRanges read_accepted_ranges(Folders folders, std::vector<Problem>& problems) {
    AcceptedRanges all;
    for (const std::string& folder : folders)
        for (const fs::path& inner : {fs::path(folder), fs::path(folder) / "config"})
            for (const std::string& file : files_in(inner / "ranges")) {
                std::string bytes;
                if (!read_bytes(file, bytes)) {
                    problems.push_back({Severity::error, "missing_file", {file, 0}, "", "cannot be read"});
                    continue;
                }
                const YamlNode root = read_yaml(bytes, file, problems);
                if (!root.is(Kind_::map)) continue;
                AcceptedRanges found = RangesReader({file, problems}).read(root);
                std::move(found.begin(), found.end(), std::back_inserter(all));
            }
    return all;
}

} // namespace drumbeat
