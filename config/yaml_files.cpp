// SPDX-License-Identifier: Apache-2.0
#include "config/yaml_files.hpp"

#include "config/echo.hpp"
#include "config/yaml_years.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/core.h>
#include <fstream>
#include <set>

namespace drumbeat {

namespace fs = std::filesystem;

namespace {

// The files in a folder that are tables where the name is one's, else YAML; in alphabetical order.
std::vector<std::string> files_like(const std::string& name, const fs::path& folder) {
    constexpr std::size_t most = 1000;
    std::vector<std::string> files;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end && files.size() < most;
         it.increment(error)) {
        const std::string file = it->path().filename().string();
        const bool is_yaml = file.ends_with(".yaml") || file.ends_with(".yml");
        if (is_csv_name(name) ? is_csv_name(file) : is_yaml) files.push_back(file);
    }
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

std::string file_hint(const std::string& name, const std::string& folder) {
    if (name.find('\\') != std::string::npos) return "; write a path with / instead of \\, as this system sees it";
    const fs::path path = fs::path(folder) / name;
    const auto files = files_like(name, path.has_parent_path() ? path.parent_path() : fs::path("."));
    std::vector<std::string> stems;
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

} // namespace drumbeat
