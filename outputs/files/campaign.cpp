// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/campaign.hpp"

#include "outputs/files/write_lock.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace drumbeat {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view journal_end = ".part";

// "a.h5" of "a.h5.part" and of "a.h5.3-of-64.part"; what is no journal's name stays.
std::string results_of(const std::string& name) {
    if (!name.ends_with(journal_end)) return name;
    const std::string body = name.substr(0, name.size() - journal_end.size());
    const Shard shard = shard_named(name);
    if (shard.of == 1) return body;
    return body.substr(0, body.rfind('.'));
}

double seconds(const statx_timestamp& time) {
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

// The kernel's list of locks: nobody is disturbed by reading it, as a try for the lock would.
long holder_of_lock(const struct stat& status) {
    std::ifstream locks("/proc/locks");
    const std::string file =
        fmt::format("{:02x}:{:02x}:{}", gnu_dev_major(status.st_dev), gnu_dev_minor(status.st_dev), status.st_ino);
    for (std::string line; std::getline(locks, line);) {
        std::istringstream fields(line);
        std::string number, kind, strictness, access, where;
        long pid = 0;
        if (fields >> number >> kind >> strictness >> access >> pid >> where && kind == "FLOCK" && where == file)
            return pid;
    }
    return 0;
}

std::int64_t failed_in(const Results& results) {
    std::int64_t there = 0;
    for (std::size_t c = 0; c < results.cases().size(); ++c) {
        const std::vector<double> money = results.outcome(Outcome::public_money_meur, c);
        there += std::count_if(money.begin(), money.end(), [](double m) { return !std::isnan(m); });
    }
    const std::int64_t planned =
        results.planned_replications() * static_cast<std::int64_t>(results.cases().size()) - results.missing_runs();
    return planned - there;
}

} // namespace

Shard shard_named(const std::string& journal) {
    if (!journal.ends_with(journal_end)) return {};
    const std::string body = journal.substr(0, journal.size() - journal_end.size());
    const std::size_t dot = body.rfind('.');
    if (dot == std::string::npos) return {};
    Shard shard;
    const char* end = body.data() + body.size();
    const auto number = std::from_chars(body.data() + dot + 1, end, shard.number);
    constexpr std::string_view of = "-of-";
    if (number.ec != std::errc{} ||
        !std::string_view(number.ptr, static_cast<std::size_t>(end - number.ptr)).starts_with(of))
        return {};
    const auto all = std::from_chars(number.ptr + of.size(), end, shard.of);
    const bool is_one = all.ec == std::errc{} && all.ptr == end && shard.of <= Shard::most && shard.number >= 1 &&
                        shard.number <= shard.of;
    return is_one ? shard : Shard{};
}

std::optional<Writer> writer_of(const std::string& journal) {
    struct stat status {};
    if (::stat(journal.c_str(), &status) != 0) return std::nullopt;
    if (const long pid = holder_of_lock(status); pid != 0) return Writer{"", pid};
    std::error_code error;
    std::istringstream fields(fs::read_symlink(WriteLock::file_of(journal), error).string());
    Writer writer;
    if (fields >> writer.host >> writer.pid) return writer;
    return std::nullopt;
}

Campaign::Campaign(std::string results, const std::vector<std::string>& journals) : path_(std::move(results)) {
    if (!journals.empty()) {
        if (holds_pieces(journals.front()))
            read_pieces(journals);
        else
            read_journals(journals);
        return;
    }
    results_ = open_results(path_);
    planned_ = results_->planned_replications() * static_cast<std::int64_t>(results_->cases().size());
    runs_ = planned_ - results_->missing_runs();
    failed_ = failed_in(*results_);
}

void Campaign::read_journals(const std::vector<std::string>& journals) {
    std::vector<const JournalReader*> all;
    for (const std::string& path : journals) {
        readers_.push_back(std::make_unique<JournalReader>(path));
        all.push_back(readers_.back().get());
    }
    index_.emplace(all);
    add_parts(journals);
    count_runs();
}

void Campaign::read_pieces(const std::vector<std::string>& journals) {
    pieces_.emplace(journals);
    add_parts(journals);
    runs_ = pieces_->count();
    planned_ = pieces_->manifest().pieces;
    const auto shards = static_cast<std::int64_t>(parts_.size());
    for (CampaignPart& part : parts_) part.planned = pieces_of(part.shard, planned_);
    for (const auto& [key, values] : pieces_->pieces())
        ++parts_[static_cast<std::size_t>(shard_of(key, shards) - 1)].runs;
}

// A study may have millions of tiles and as many shards as its journals' names say: each tile is looked at once.
void Campaign::count_runs() {
    const Grid& grid = index_->grid();
    const auto shards = static_cast<std::int64_t>(parts_.size());
    const auto part_of = [&](std::int64_t tile) -> CampaignPart& {
        return parts_[static_cast<std::size_t>(Shard::number_of(grid, tile, shards) - 1)];
    };
    runs_ = index_->runs();
    planned_ = planned_runs(index_->manifest());
    if (shards == 1) parts_.front().planned = planned_;
    for (std::int64_t i = 0; shards > 1 && i < grid.count(); ++i) part_of(i).planned += grid.tile(i).runs();
    for (const TileIndex::Place& place : index_->places()) {
        part_of(place.tile).runs += grid.tile(place.tile).runs();
        failed_ += index_->journal(place.tile).failures(index_->entry(place.tile));
    }
}

void Campaign::add_parts(const std::vector<std::string>& journals) {
    std::map<std::int64_t, std::string> names; // by number of the shard
    std::int64_t shards = 1;
    for (const std::string& path : journals) {
        const Shard shard = shard_named(path);
        shards = std::max(shards, shard.of);
        names[shard.number] = path;
    }
    for (std::int64_t k = 1; k <= shards; ++k) add_part(names.count(k) > 0 ? names.at(k) : "", {k, shards});
}

void Campaign::add_part(const std::string& path, const Shard& shard) {
    CampaignPart part{shard, path};
    struct statx status {};
    if (!path.empty() && ::statx(AT_FDCWD, path.c_str(), 0, STATX_BTIME | STATX_MTIME, &status) == 0) {
        part.writer = writer_of(path);
        part.written = seconds(status.stx_mtime);
        if (status.stx_mask & STATX_BTIME) part.begun = seconds(status.stx_btime);
    }
    parts_.push_back(std::move(part));
}

const std::string& Campaign::study_text() const {
    if (pieces_) return pieces_->manifest().study_text;
    return index_ ? index_->manifest().study_text : results_->study_text();
}

const CaseNames& Campaign::cases() const {
    static const CaseNames none;
    if (pieces_) return none;
    return index_ ? index_->manifest().cases : results_->cases();
}

namespace {

// Which dataset of a tile holds an outcome; outcomes come first.
std::optional<std::uint64_t> dataset_of(Outcome which, const Manifest& manifest) {
    const std::vector<std::string> recorded = manifest.recorded.value_or(Recorded{}).outcomes;
    const auto found = std::find(recorded.begin(), recorded.end(), outcomes[static_cast<std::size_t>(which)].name);
    if (found == recorded.end()) return std::nullopt;
    return static_cast<std::uint64_t>(found - recorded.begin());
}

} // namespace

void Campaign::put_tile(const TileIndex::Place& place, std::uint64_t dataset, std::size_t replications,
                        std::vector<double>& matrix) const {
    const Tile tile = index_->grid().tile(place.tile);
    const auto runs = static_cast<std::uint64_t>(tile.runs());
    const auto values = index_->journal(place.tile).values(index_->entry(place.tile), dataset * runs, runs);
    for (std::int64_t c = 0; c < tile.cases; ++c) {
        const std::size_t row = static_cast<std::size_t>(tile.first_case + c) * replications;
        std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(c * tile.replications), tile.replications,
                    matrix.begin() +
                        static_cast<std::ptrdiff_t>(row + static_cast<std::size_t>(tile.first_replication)));
    }
}

std::vector<double> Campaign::outcome(Outcome which) const {
    if (pieces_) return {};
    const auto replications =
        static_cast<std::size_t>(index_ ? index_->manifest().replications : results_->replications());
    std::vector<double> matrix(cases().size() * replications, missing);
    for (std::size_t c = 0; results_ && c < cases().size(); ++c) {
        const std::vector<double> row = results_->outcome(which, c);
        std::copy(row.begin(), row.end(), matrix.begin() + static_cast<std::ptrdiff_t>(c * replications));
    }
    if (results_) return matrix;
    if (const auto dataset = dataset_of(which, index_->manifest()))
        for (const TileIndex::Place& place : index_->places()) put_tile(place, *dataset, replications, matrix);
    return matrix;
}

double Campaign::rate() const {
    double rate = 0;
    for (const CampaignPart& part : parts_)
        if (part.writer && part.begun > 0 && part.written > part.begun)
            rate += static_cast<double>(part.runs) / (part.written - part.begun);
    return rate;
}

namespace {

// Where campaigns are looked for: a folder with all that are in it, or the one of a results file that may not be there.
struct Wanted {
    fs::path folder;
    std::string results; // empty: all
    bool with_folder = false;

    explicit Wanted(const std::string& path) {
        std::error_code error;
        const bool is_folder = fs::is_directory(path, error);
        results = is_folder ? "" : results_of(path);
        const fs::path parent = fs::path(results).parent_path();
        folder = is_folder ? fs::path(path) : parent.empty() ? fs::path(".") : parent;
        with_folder = is_folder || !parent.empty();
    }
    bool all() const { return results.empty(); }
};

// The files of a folder; none where there is no such folder.
fs::directory_iterator entries_of(const fs::path& folder) {
    std::error_code error;
    fs::directory_iterator entries(folder, error);
    const bool is_absent = error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory;
    if (error && !is_absent)
        throw FileProblem(fmt::format("{}: cannot be read: {}", folder.string(), error.message()), true);
    return entries;
}

void add_file(std::map<std::string, CampaignFiles>& found, const Wanted& wanted, const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    const bool is_journal = name.ends_with(journal_end) && name != journal_end;
    if (!is_journal && !name.ends_with(".h5") && name != fs::path(wanted.results).filename()) return;
    const std::string file = wanted.with_folder ? (wanted.folder / name).string() : name;
    const std::string results = results_of(file);
    std::error_code error;
    if ((!wanted.all() && results != wanted.results) || entry.is_directory(error)) return;
    CampaignFiles& files = found[results];
    files.results = results;
    if (is_journal) files.journals.push_back(file);
    files.has_results = files.has_results || !is_journal;
}

} // namespace

std::vector<CampaignFiles> campaigns_at(const std::string& path) {
    const Wanted wanted(path);
    std::map<std::string, CampaignFiles> found;
    for (const auto& entry : entries_of(wanted.folder)) add_file(found, wanted, entry);
    if (found.empty())
        throw FileProblem(path + (wanted.all() ? ": no results file and no journal in this folder" : " does not exist"),
                          true);
    std::vector<CampaignFiles> all;
    for (auto& [name, files] : found) {
        std::sort(files.journals.begin(), files.journals.end());
        all.push_back(std::move(files));
    }
    return all;
}

} // namespace drumbeat
