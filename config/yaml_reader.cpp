// SPDX-License-Identifier: Apache-2.0
#include "config/yaml_reader.hpp"

#include "config/echo.hpp"
#include "config/parameter.hpp"
#include "config/warnings.hpp"
#include "config/yaml_years.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fmt/core.h>
#include <fstream>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace drumbeat {

namespace fs = std::filesystem;
using Kind_ = YamlNode::Kind;

// ---- one group

namespace {

std::string_view kind_word(Kind_ kind) {
    switch (kind) {
    case Kind_::nothing: return "nothing";
    case Kind_::scalar: return "a single value";
    case Kind_::list: return "a list";
    case Kind_::map: break;
    }
    return "a group";
}

std::string below(const std::string& path, std::string_view key) {
    return path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
}

// "segments", "tender.noise".
bool speaks_of_parameter(std::string_view key) {
    const auto groups = words_after("");
    const std::string_view first = split(key, '.').front();
    return std::find(groups.begin(), groups.end(), first) != groups.end();
}

} // namespace

void YamlReader::tell(int line, std::string path, std::string code, std::string message) const {
    if (problems.size() < most_yaml_problems)
        problems.push_back({Severity::error, std::move(code), {source, line}, std::move(path), std::move(message)});
}

bool YamlReader::is_told(int line, std::string_view code) const {
    const auto same = [&](const Problem& p) {
        return p.code == code && p.where.source == source && p.where.line == line;
    };
    return std::any_of(problems.begin(), problems.end(), same);
}

bool YamlReader::expect(const YamlNode& node, const std::string& path, Kind_ kind) const {
    if (node.is(kind)) return true;
    const std::string_view how = node.is(Kind_::nothing) ? ""
                                 : kind == Kind_::map    ? ": lines of 'name: ...' without dashes, or {name: ...}"
                                 : kind == Kind_::list   ? ": [first, second], or lines that begin with a dash"
                                                         : "";
    tell(node, path, "wrong_type", fmt::format("expects {}, not {}{}", kind_word(kind), kind_word(node.kind), how));
    return false;
}

void YamlReader::only_keys(const YamlNode& group, const std::string& path,
                           std::span<const std::string_view> known) const {
    for (const YamlNode& child : group.children) {
        if (std::find(known.begin(), known.end(), child.key) != known.end() || lacks_colon(child, path)) continue;
        const bool is_parameter = nearest(child.key, known).empty() && path.empty() && speaks_of_parameter(child.key);
        tell(child, below(path, child.key), "unknown_key",
             fmt::format("unknown key {}{}", in_quotes(child.key),
                         is_parameter ? ": a parameter stands under 'set', in an arm or in a level of a factor"
                                      : suggestion(child.key, known)));
    }
}

// "orders.cv 0.1" is read as a key that has no value.
bool YamlReader::lacks_colon(const YamlNode& node, const std::string& path) const {
    const auto blank = node.key.rfind(' ');
    if (!node.is(Kind_::nothing) || blank == std::string::npos) return false;
    const auto name = trimmed(std::string_view(node.key).substr(0, blank));
    tell(node, path, "syntax",
         fmt::format("a colon is missing: write {}: {}", shown(name, 60), shown(node.key.substr(blank + 1), 40)));
    return true;
}

std::string_view likely_format(const YamlNode& root) {
    const auto holds = [&](std::initializer_list<std::string_view> keys) {
        return std::any_of(keys.begin(), keys.end(), [&](std::string_view key) { return root.find(key); });
    };
    if (holds({"study", "base_inline", "set", "replications", "arms", "behaviours", "factors", "channels", "contrasts",
               "placebo"}))
        return study_format;
    return holds({"segments", "new_segments", "remove_segments"}) ? scenario_format : std::string_view{};
}

bool YamlReader::check_format(const YamlNode& root, std::string_view wanted) const {
    const YamlNode* format = root.find("format");
    if (!format) {
        const bool of_study = wanted == study_format;
        tell(0, "format", "missing_key",
             fmt::format("is missing; expects 'format: {}', or 'format: {}' in a {}", wanted,
                         of_study ? scenario_format : study_format, of_study ? "scenario" : "study"));
        const std::string_view likely = likely_format(root);
        return likely.empty() || likely == wanted;
    }
    if (format->text != wanted) {
        const bool swapped = format->text == scenario_format || format->text == study_format;
        tell(*format, "format", "wrong_format",
             fmt::format("{} is not {}{}", in_quotes(format->text), wanted,
                         swapped ? ": a study's `base` is a scenario, and only a study can be run" : ""));
        return !swapped;
    }
    return true;
}

bool YamlReader::text(const YamlNode& group, std::string_view key, std::string& out, std::size_t longest) const {
    const YamlNode* node = group.find(key);
    if (!node || !expect(*node, std::string(key), Kind_::scalar)) return false;
    if (unreadable_line(node->text) != 0)
        tell(*node, std::string(key), "wrong_type", "holds characters that are no text");
    else if (key == "name" && turns_order(node->text))
        tell(*node, "name", "wrong_type", "holds signs that turn the order in which it is read");
    else if (!key.starts_with("question") && node->text.find_first_of("\n\r\t") != std::string::npos)
        tell(*node, std::string(key), "wrong_type", "holds line ends or tabs; it is one line");
    else if (node->text.size() > longest)
        tell(*node, std::string(key), "out_of_range",
             fmt::format("{} bytes are too long; allowed: 0 to {}", node->text.size(), longest));
    else {
        out = node->text;
        return true;
    }
    return false;
}

bool YamlReader::number(const YamlNode& group, std::string_view key, allowed range, double& out) const {
    const YamlNode* node = group.find(key);
    if (!node || !expect(*node, std::string(key), Kind_::scalar)) return false;
    Fault fault = read_value(node->text, range, out);
    if (!fault) return true;
    tell(*node, std::string(key), std::move(fault.code), std::move(fault.message));
    return false;
}

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

void YamlReader::flatten(const YamlNode& group, const std::string& prefix, std::vector<Setting>& out) const {
    const YamlNode* before = nullptr;
    for (const YamlNode& child : group.children) {
        const YamlNode* last = std::exchange(before, &child);
        if (last && is_torn_number(*last, child, below(prefix, last->key))) {
            if (!out.empty() && out.back().path == below(prefix, last->key)) out.pop_back();
            continue;
        }
        if (lacks_colon(child, prefix)) continue;
        const std::string path = below(prefix, child.key);
        std::string text = child.text;
        const Parameter* parameter = parameter_named(path);
        if ((parameter && parameter->type == years_type) || is_year_group(child)) {
            if (years_text(child, path, text)) out.push_back({path, text, where(child)});
            continue;
        }
        const bool empty = child.children.empty() && !child.is(Kind_::scalar) && !child.is(Kind_::list);
        if (empty && is_group(path)) continue; // all its lines are commented out
        if (child.is(Kind_::map) && !empty)
            flatten(child, path, out);
        else if (!child.is(Kind_::list) || list_text(child, path, text))
            out.push_back({path, text, where(child)});
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

// ---- files

std::string file_hint(const std::string& name, const std::string& folder) {
    if (name.find('\\') != std::string::npos) return "; write a path with / instead of \\, as this system sees it";
    const fs::path path = fs::path(folder) / name;
    const fs::path parent = path.has_parent_path() ? path.parent_path() : fs::path(".");
    std::vector<std::string> stems, files; // of the same kind
    std::error_code error;
    for (fs::directory_iterator it(parent, error), end; !error && it != end && files.size() < 1000;
         it.increment(error)) {
        const std::string file = it->path().filename().string();
        const bool is_yaml = file.ends_with(".yaml") || file.ends_with(".yml");
        if (is_csv_name(name) ? is_csv_name(file) : is_yaml) files.push_back(file);
    }
    std::sort(files.begin(), files.end());
    for (const std::string& file : files) stems.push_back(fs::path(file).stem().string());
    const std::vector<std::string_view> known(stems.begin(), stems.end());
    const std::string_view near = nearest(path.stem().string(), known);
    if (near.empty()) return {};
    const auto at = std::find(known.begin(), known.end(), near) - known.begin();
    return fmt::format("; did you mean {}?", files[static_cast<std::size_t>(at)]);
}

bool read_bytes(const std::string& path, std::string& text) {
    std::ifstream in(path, std::ios::binary);
    text.resize(largest_yaml + 1);
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    const bool well = in.eof() || in.good();
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, in.gcount())));
    return well;
}

namespace {

constexpr std::size_t deepest_base = 16;

bool looks_like_path(std::string_view text) {
    return text.find_first_of("/\\") != std::string_view::npos || text.ends_with(".yaml") || text.ends_with(".yml");
}

std::string_view word_for(FileKind kind) {
    return kind == FileKind::scenario ? "scenario" : kind == FileKind::study ? "study" : "ensemble";
}

std::string_view folder_of(FileKind kind) {
    return kind == FileKind::scenario ? "scenarios" : kind == FileKind::study ? "studies" : "ensembles";
}

std::vector<fs::path> packaged_folders(FileKind kind, Folders folders) {
    std::vector<fs::path> all;
    for (const std::string& folder : folders)
        for (const fs::path& inner : {fs::path(folder), fs::path(folder) / "config"})
            all.push_back(inner / folder_of(kind));
    return all;
}

bool is_file(const fs::path& path) {
    std::error_code error;
    return fs::is_regular_file(path, error);
}

std::vector<std::string> packaged_names(FileKind kind, Folders folders) {
    std::set<std::string> names;
    for (const fs::path& folder : packaged_folders(kind, folders)) {
        std::error_code error;
        for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
            if (it->path().extension() == ".yaml") names.insert(it->path().stem().string());
    }
    return {names.begin(), names.end()};
}

bool is_packaged(const std::string& name, FileKind kind, Folders folders) {
    const auto names = packaged_names(kind, folders);
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string no_file_text(const std::string& name, const std::string& folder) {
    std::error_code ignored;
    if (unreadable_line(name) == 0 && fs::exists(name, ignored))
        return fmt::format("{} is no regular file", in_quotes(name));
    if (looks_like_path(name)) return fmt::format("there is no file {}{}", in_quotes(name), file_hint(name, folder));
    return {};
}

std::string missing_text(const std::string& name, FileKind kind, const std::string& folder, Folders folders) {
    if (std::string text = no_file_text(name, folder); !text.empty()) return text;
    if (kind == FileKind::study && is_packaged(name, FileKind::scenario, folders))
        return fmt::format("{} is a scenario, not a study; a study names it as its base", in_quotes(name));
    if (kind == FileKind::scenario && is_packaged(name, FileKind::study, folders))
        return fmt::format("{} is a study, not a scenario", in_quotes(name));
    const auto names = packaged_names(kind, folders);
    const std::vector<std::string_view> known(names.begin(), names.end());
    return fmt::format("there is no packaged {} {}{}", word_for(kind), in_quotes(name), suggestion(name, known));
}

// Where a file lies, or an empty path.
fs::path found_file(const std::string& name, FileKind kind, const YamlFile* from, Folders folders) {
    if (name.empty() || unreadable_line(name) != 0) return {};
    const fs::path path(name);
    if (!from && is_file(path)) return path;
    if (looks_like_path(name)) {
        const fs::path relative = from ? fs::path(from->folder) / path : path;
        return is_file(relative) ? relative : fs::path{};
    }
    for (const fs::path& folder : packaged_folders(kind, folders))
        if (const fs::path file = folder / (name + ".yaml"); is_file(file)) return file;
    const fs::path beside = from ? fs::path(from->folder) / path : fs::path{};
    return is_file(beside) ? beside : fs::path{};
}

void collect(const YamlFile& file, std::vector<std::string> chain, Folders folders, std::vector<std::string>& files,
             std::vector<Setting>& out, std::vector<Problem>& problems);

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
    if (const auto seen = std::find(chain.begin(), chain.end(), base.path); seen != chain.end()) {
        std::vector<std::string> circle;
        for (auto it = seen; it != chain.end(); ++it) circle.push_back(fs::path(*it).filename().string());
        return refuse("circular_base", fmt::format("circular base: {} -> {}", joined(circle, " -> "),
                                                   fs::path(base.path).filename().string()));
    }
    std::vector<Setting> inherited;
    collect(base, chain, folders, files, inherited, problems);
    const auto of_the_file = [](const Setting& s) { return s.path == "name" || s.path == "description"; };
    inherited.erase(std::remove_if(inherited.begin(), inherited.end(), of_the_file), inherited.end());
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

YamlFile open_text(std::string_view text, const std::string& source, std::vector<Problem>& problems) {
    return {"", source, "", read_yaml(text, source, problems, largest_stored_yaml)};
}

YamlFile open_file(const std::string& name, FileKind kind, const YamlFile* from, Folders folders,
                   std::vector<Problem>& problems, const Where& asked) {
    const std::string path = !from ? "" : kind == FileKind::ensemble ? "over.ensemble" : "base";
    const fs::path file = found_file(name, kind, from, folders);
    std::string text;
    if (file.empty()) {
        problems.push_back({Severity::error, "missing_file", asked, path,
                            missing_text(name, kind, from ? from->folder : "", folders)});
        return {};
    }
    if (!read_bytes(file.string(), text)) {
        problems.push_back(
            {Severity::error, "missing_file", asked, path, fmt::format("{} cannot be read", in_quotes(file.string()))});
        return {};
    }
    std::error_code error;
    const fs::path canonical = fs::weakly_canonical(file, error);
    const std::string source = file.lexically_normal().string();
    return {error ? file.string() : canonical.string(), source, file.parent_path().string(),
            read_yaml(text, source, problems)};
}

bool is_found(const std::string& name, Folders folders, std::vector<Problem>& problems) {
    for (const FileKind kind : {FileKind::study, FileKind::scenario})
        if (!found_file(name, kind, nullptr, folders).empty()) return true;
    std::string text = no_file_text(name, "");
    if (text.empty()) {
        auto names = packaged_names(FileKind::study, folders);
        for (std::string& scenario : packaged_names(FileKind::scenario, folders)) names.push_back(std::move(scenario));
        text = fmt::format("there is no packaged study or scenario {}{}", in_quotes(name),
                           suggestion(name, std::vector<std::string_view>(names.begin(), names.end())));
    }
    problems.push_back({Severity::error, "missing_file", {}, "", std::move(text)});
    return false;
}

void collect_scenario(const YamlFile& file, Folders folders, std::vector<std::string>& files, std::vector<Setting>& out,
                      std::vector<Problem>& problems) {
    collect(file, {}, folders, files, out, problems);
}

void collect_base(const std::string& name, const YamlFile& from, const Where& asked, Folders folders,
                  std::vector<std::string>& files, std::vector<Setting>& out, std::vector<Problem>& problems) {
    const YamlFile base = open_file(name, FileKind::scenario, &from, folders, problems, asked);
    if (!base.path.empty()) collect(base, {}, folders, files, out, problems);
}

void add_new(std::vector<Problem>& problems, std::vector<Problem> more) {
    if (more.empty()) return;
    std::set<std::tuple<std::string, std::string, int, std::string>> seen;
    const auto fresh = [&](const Problem& p) {
        return seen.emplace(p.code, p.where.source, p.where.line, p.path).second;
    };
    for (const Problem& p : problems) fresh(p);
    for (Problem& p : more)
        if (fresh(p)) problems.push_back(std::move(p));
}

void keep_first(std::vector<Problem>& problems) {
    if (problems.size() <= most_yaml_problems) return;
    Problem rest;
    rest.severity = has_errors(problems) ? Severity::error : Severity::warning;
    rest.code = "too_many";
    rest.where = problems[0].where;
    rest.where.line = 0;
    const Bilingual message = say(Warning::too_many, {std::to_string(problems.size() - most_yaml_problems)});
    rest.message = message.en;
    rest.dutch = message.nl;
    problems.resize(most_yaml_problems);
    problems.push_back(std::move(rest));
}

} // namespace drumbeat
