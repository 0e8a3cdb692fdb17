// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/staged_files.hpp"

#include "outputs/files/results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace drumbeat::tools {
namespace {

namespace fs = std::filesystem;

std::string staged(const std::string& path) { return path + ".writing"; }

// "out/" is "out", "./a" is "a".
fs::path plain(const std::string& path) {
    const fs::path normal = fs::path(path).lexically_normal();
    return normal.has_filename() ? normal : normal.parent_path();
}

// Under its new name; where something has appeared there meanwhile, that is left and the error says so.
void move_to_free_place(const std::string& from, const std::string& to, std::error_code& error) {
    fs::create_hard_link(from, to, error);
    if (error == std::errc::operation_not_permitted || error == std::errc::operation_not_supported ||
        error == std::errc::function_not_supported) // not every file system has links
        fs::rename(from, to, error);
}

bool same_file(const std::string& a, const std::string& b) {
    std::error_code ignored;
    return fs::equivalent(a, b, ignored);
}

[[noreturn]] void refuse(const std::string& path, const std::error_code& error) {
    const bool input = error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory ||
                       error == std::errc::filename_too_long;
    throw FileProblem(fmt::format("{}: cannot be written: {}", path, error.message()), input);
}

} // namespace

StagedFiles::StagedFiles(bool overwrite, std::vector<std::string> spared)
    : overwrite_(overwrite), spared_(std::move(spared)) {}

StagedFiles::~StagedFiles() {
    if (done_) return;
    std::error_code ignored;
    for (const std::string& path : paths_) fs::remove(staged(path), ignored);
    for (const Folder& folder : folders_)
        if (folder.made) fs::remove(folder.path, ignored); // where it is empty
}

void StagedFiles::announce(const std::string& path) {
    std::error_code error;
    for (const std::string& spared : spared_)
        if (same_file(path, spared) || same_file(staged(path), spared))
            throw FileProblem(path + " holds the results, and is no place for what is made of them", true);
    if (std::any_of(paths_.begin(), paths_.end(), [&](const std::string& p) { return plain(p) == plain(path); }))
        throw FileProblem(path + " is asked for twice", true);
    const auto there = fs::status(path, error);
    if (fs::exists(there) && !fs::is_regular_file(there))
        throw FileProblem(path + " is no file that can be written", true);
    if (fs::exists(there) && !overwrite_)
        throw FileProblem(path + " exists and is left as it is; --overwrite replaces it", true);
    const fs::path folder = plain(path).parent_path();
    const bool to_be_made =
        std::any_of(folders_.begin(), folders_.end(), [&](const Folder& f) { return plain(f.path) == folder; });
    if (!folder.empty() && !to_be_made && !fs::is_directory(folder, error))
        throw FileProblem(folder.string() + " is no folder", true);
    paths_.push_back(path);
}

void StagedFiles::announce_in(const std::string& folder, const std::vector<std::string>& names) {
    std::error_code error;
    const auto there = fs::status(folder, error);
    if (fs::exists(there) && !fs::is_directory(there)) throw FileProblem(folder + " is no folder", true);
    const fs::path parent = plain(folder).parent_path();
    if (!fs::exists(there) && !parent.empty() && !fs::is_directory(parent, error))
        throw FileProblem(parent.string() + " is no folder", true);
    folders_.push_back({folder, false});
    for (const std::string& name : names) announce((fs::path(folder) / name).string());
}

std::string StagedFiles::beside(const std::string& path) {
    for (Folder& folder : folders_) {
        if (plain(path).parent_path() != plain(folder.path)) continue;
        std::error_code error;
        folder.made = fs::create_directory(folder.path, error) || folder.made;
        if (error) refuse(folder.path, error);
    }
    return staged(path);
}

std::string StagedFiles::in_their_names(std::string message) const {
    for (const std::string& path : paths_)
        if (const auto at = message.find(staged(path)); at != std::string::npos)
            return message.replace(at, staged(path).size(), path);
    return message;
}

void StagedFiles::put_in_place() {
    std::vector<std::string> placed;
    std::error_code error;
    for (const std::string& path : paths_) {
        if (overwrite_)
            fs::rename(staged(path), path, error);
        else
            move_to_free_place(staged(path), path, error);
        if (error) break;
        placed.push_back(path);
    }
    if (!error) {
        done_ = true;
        std::error_code ignored;
        if (!overwrite_)
            for (const std::string& path : paths_) fs::remove(staged(path), ignored);
        return;
    }
    const std::string failed = paths_[placed.size()];
    std::error_code ignored;
    if (!overwrite_)
        for (const std::string& path : placed) fs::remove(path, ignored);
    if (error == std::errc::file_exists) throw FileProblem(failed + " exists and is left as it is", true);
    refuse(failed, error);
}

} // namespace drumbeat::tools
