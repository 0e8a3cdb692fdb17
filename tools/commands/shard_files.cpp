// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/shard_files.hpp"

#include "outputs/files/campaign.hpp"
#include "outputs/files/journal.hpp"
#include "outputs/files/manifest_bytes.hpp"
#include "outputs/files/study_run.hpp"
#include "outputs/pages/wording.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

namespace drumbeat::tools {
namespace {

namespace fs = std::filesystem;

// A journal of this results file that is cut otherwise: of another number of shards, or of a run without any.
[[noreturn]] void refuse_other_cut(const std::string& found, const std::string& output) {
    const std::int64_t of = shard_named(found).of;
    const std::string how =
        of > 1 ? fmt::format("--tasks {} goes on with it", of) : "drumbeat run --resume goes on with it";
    throw FileProblem(
        fmt::format("{} lies there, a part of {} that is cut otherwise: {}; or remove it", found, output, how), true);
}

void check_for_other_cuts(const std::string& output, std::int64_t shards) {
    const fs::path target(output);
    const std::string begin = target.filename().string() + ".";
    const std::string own = shards > 1 ? fmt::format("-of-{}.part", shards) : "";
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(target.has_parent_path() ? target.parent_path() : ".", error)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(begin) || !name.ends_with("part") || name.size() < begin.size()) continue;
        const std::string rest = name.substr(begin.size());
        const bool is_own = shards > 1 ? rest.ends_with(own) : rest == "part";
        const bool is_journal = rest == "part" || (rest.ends_with(".part") && rest.find("-of-") != std::string::npos);
        if (is_journal && !is_own) refuse_other_cut(entry.path().string(), output);
    }
}

std::vector<std::int64_t> tiles_of_shards(const Grid& grid, std::int64_t shards) {
    std::vector<std::int64_t> tiles(static_cast<std::size_t>(shards), 0);
    for (std::int64_t i = 0; i < grid.count(); ++i)
        ++tiles[static_cast<std::size_t>(Shard::number_of(grid, i, shards) - 1)];
    return tiles;
}

void check_study(const Manifest& manifest, const JournalReader& journal) {
    if (const std::string other = difference(manifest, journal.manifest()); !other.empty())
        throw FileProblem(journal.path() + " is of another study: " + other, true);
}

// Else there is none, or its writer was killed while it began: the task begins anew.
bool has_a_head(const std::string& journal, const Manifest& manifest) {
    std::error_code error;
    const auto size = fs::file_size(journal, error);
    return !error && size > to_bytes(manifest).size();
}

// The tiles of one journal, each once.
std::vector<std::int64_t> tiles_in(const JournalReader& journal) {
    std::vector<std::int64_t> tiles;
    for (const JournalEntry& entry : journal.entries()) tiles.push_back(entry.index);
    std::sort(tiles.begin(), tiles.end());
    tiles.erase(std::unique(tiles.begin(), tiles.end()), tiles.end());
    return tiles;
}

} // namespace

ShardFiles shard_files(const Manifest& manifest, const std::string& output, std::int64_t shards) {
    const Grid grid = grid_of(manifest);
    if (grid.count() < shards)
        throw FileProblem(fmt::format("--tasks {}: the study has {}, and a task has one at least; allowed: 1 to {}",
                                      shards, plural(grid.count(), "tile"), grid.count()),
                          true);
    check_for_other_cuts(output, shards);
    const std::vector<std::int64_t> planned = tiles_of_shards(grid, shards);
    ShardFiles files;
    for (std::int64_t k = 1; k <= shards; ++k) { // one at a time: there may be more than a process may open
        const std::string path = journal_path(output, {k, shards});
        std::int64_t found = 0;
        if (has_a_head(path, manifest)) {
            const JournalReader journal(path);
            check_study(manifest, journal);
            for (const std::int64_t tile : tiles_in(journal)) {
                files.runs += grid.tile(tile).runs();
                ++found;
            }
        }
        if (found < planned[static_cast<std::size_t>(k - 1)]) files.missing.push_back(k);
    }
    return files;
}

} // namespace drumbeat::tools
