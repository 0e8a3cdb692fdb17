// SPDX-License-Identifier: Apache-2.0
#include "config/yaml_bases.hpp"

#include "config/echo.hpp"
#include "config/yaml_reader.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fmt/core.h>

namespace drumbeat {

namespace fs = std::filesystem;
using Kind_ = YamlNode::Kind;

namespace {

constexpr std::size_t deepest_base = 16;

void collect(const YamlFile& file, std::vector<std::string> chain, Folders folders, std::vector<std::string>& files,
             std::vector<Setting>& out, std::vector<Problem>& problems);

// "circular base: a.yaml -> b.yaml -> a.yaml"; empty where the base is none of the files that led to it.
std::string circle_text(const std::vector<std::string>& chain, const std::string& base) {
    const auto seen = std::find(chain.begin(), chain.end(), base);
    if (seen == chain.end()) return {};
    std::string text = "circular base: ";
    for (auto it = seen; it != chain.end(); ++it) text += fs::path(*it).filename().string() + " -> ";
    return text + fs::path(base).filename().string();
}

// The base of a file, with the files that led to it.
void collect_below(const std::string& name, const YamlFile& from, const Where& asked,
                   const std::vector<std::string>& chain, Folders folders, std::vector<std::string>& files,
                   std::vector<Setting>& out, std::vector<Problem>& problems) {
    const auto refuse = [&](std::string code, std::string message) {
        problems.push_back({Severity::error, std::move(code), asked, "base", std::move(message)});
    };
    if (chain.size() > deepest_base)
        return refuse("too_deep", fmt::format("bases stand on bases too often; allowed: at most {}", deepest_base));
    const YamlFile base = open_file(name, FileKind::scenario, &from, folders, problems, asked);
    if (base.path.empty()) return;
    if (std::string circle = circle_text(chain, base.path); !circle.empty())
        return refuse("circular_base", std::move(circle));
    std::vector<Setting> inherited;
    collect(base, chain, folders, files, inherited, problems);
    std::erase_if(inherited, [](const Setting& s) { return s.path == "name" || s.path == "description"; });
    out.insert(out.end(), inherited.begin(), inherited.end());
}

// A file's groups without the words that make it a file; those are no parameters, and a slip in one of them is told.
YamlNode groups_of(const YamlNode& root, const YamlReader& reader) {
    constexpr std::array<std::string_view, 2> own{"format", "base"};
    auto known = words_after("");
    known.insert(known.end(), own.begin(), own.end());
    const auto is_own = [&](std::string_view word) { return std::find(own.begin(), own.end(), word) != own.end(); };
    YamlNode groups = root;
    groups.children.clear();
    for (const YamlNode& child : root.children) {
        if (is_own(child.key)) continue;
        if (std::find(known.begin(), known.end(), child.key) == known.end() && is_own(nearest(child.key, known)))
            reader.tell(child, child.key, "unknown_key",
                        fmt::format("unknown key {}{}", in_quotes(child.key), suggestion(child.key, known)));
        else
            groups.children.push_back(child);
    }
    return groups;
}

void collect(const YamlFile& file, std::vector<std::string> chain, Folders folders, std::vector<std::string>& files,
             std::vector<Setting>& out, std::vector<Problem>& problems) {
    files.push_back(file.source);
    chain.push_back(file.path);
    if (!file.root.is(Kind_::map)) return;
    const YamlReader reader{file.source, problems};
    if (!reader.check_format(file.root, scenario_format)) return;
    const YamlNode* base = file.root.find("base");
    std::string name;
    if (base && reader.text(file.root, "base", name, 4000))
        collect_below(name, file, reader.where(*base), chain, folders, files, out, problems);
    if (!file.path.empty() && !file.root.find("name"))
        out.push_back({"name", fs::path(file.path).stem().string(), {file.source, 0}});
    reader.scenario(groups_of(file.root, reader), base == nullptr, out);
}

} // namespace

void collect_scenario(const YamlFile& file, Folders folders, std::vector<std::string>& files, std::vector<Setting>& out,
                      std::vector<Problem>& problems) {
    collect(file, {}, folders, files, out, problems);
}

void collect_base(const std::string& name, const YamlFile& from, const Where& asked, Folders folders,
                  std::vector<std::string>& files, std::vector<Setting>& out, std::vector<Problem>& problems) {
    const YamlFile base = open_file(name, FileKind::scenario, &from, folders, problems, asked);
    if (!base.path.empty()) collect(base, {}, folders, files, out, problems);
}

} // namespace drumbeat
