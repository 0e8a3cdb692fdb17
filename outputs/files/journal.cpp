// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/journal.hpp"

#include "config/text.hpp"
#include "outputs/files/bytes.hpp"
#include "outputs/files/manifest_bytes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace drumbeat {
namespace {

std::string head_of(const Manifest& manifest) {
    ByteWriter out;
    out.put(journal_format);
    out.put(hash_of(manifest.study_text));
    out.append(to_bytes(manifest));
    return out.bytes();
}

void put_payload(const TileRecord& record, ByteWriter& out) {
    out.put(record.tile.index);
    for (const std::size_t count :
         {record.failures.size(), record.values.size(), record.events.size(), record.deals.size()})
        out.put(static_cast<std::uint64_t>(count));
    for (const auto digest : record.digests) out.put(digest);
    out.append(record.values);
    out.append(record.events);
    out.append(record.deals);
    for (const RunFault& fault : record.failures) {
        out.put(fault.run_case);
        out.put(fault.replication);
        out.put(std::string_view(fault.what));
    }
}

struct TileHead {
    std::int64_t index = 0;
    std::uint64_t failures = 0, values = 0, events = 0, deals = 0; // number, and bytes
};
constexpr std::size_t tile_head = 5 * 8;

TileHead read_tile_head(ByteReader& in) {
    TileHead head;
    head.index = in.get<std::int64_t>();
    for (auto* number : {&head.failures, &head.values, &head.events, &head.deals}) *number = in.get<std::uint64_t>();
    return head;
}

TileHead head_at(const RecordReader& records, const JournalEntry& entry) {
    const std::string bytes = records.read(entry.offset, tile_head);
    ByteReader in(bytes);
    return read_tile_head(in);
}

TileRecord record_from(std::string_view payload, const Grid& grid) {
    ByteReader in(payload);
    const TileHead head = read_tile_head(in);
    TileRecord record;
    record.tile = grid.tile(head.index);
    for (std::int64_t i = 0; i < record.tile.runs(); ++i) record.digests.push_back(in.get<std::uint64_t>());
    record.values = in.take(head.values);
    record.events = in.take(head.events);
    record.deals = in.take(head.deals);
    for (std::uint64_t i = 0; i < head.failures; ++i) {
        RunFault fault;
        fault.run_case = in.get<std::int64_t>();
        fault.replication = in.get<std::int64_t>();
        fault.what = in.text();
        record.failures.push_back(std::move(fault));
    }
    return record;
}

std::string_view take_line(std::string_view& text) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    return line;
}

// A line for a message, with the next one where it only heads that.
std::string in_words(std::string_view line, std::string_view rest) {
    std::string words = shown(trimmed(line), 100);
    if (words.ends_with(':')) words += " " + shown(trimmed(take_line(rest)), 100);
    return words.empty() ? "nothing" : "'" + words + "'";
}

// Where two texts first differ; empty where they do not.
std::string first_difference(std::string_view here, std::string_view there) {
    while (!here.empty() || !there.empty()) {
        const std::string_view one = take_line(here), other = take_line(there);
        if (one != other) return fmt::format("{} here, {} there", in_words(one, here), in_words(other, there));
    }
    return {};
}

} // namespace

JournalWriter::JournalWriter(std::string path, const Manifest& manifest, bool overwrite)
    : RecordWriter(std::move(path), head_of(manifest), overwrite) {}

JournalWriter JournalWriter::resume(std::string path, const Manifest& manifest) {
    return JournalWriter(
        RecordWriter::resume(std::move(path), head_of(manifest), [&manifest](const RecordWriter& writer) {
            const JournalReader reader(writer);
            if (const std::string other = difference(manifest, reader.manifest()); !other.empty())
                throw AnotherJournal(fmt::format("{} is of another study: {}", writer.path(), other));
            return reader.size();
        }));
}

void JournalWriter::append(const TileRecord& record) {
    put_payload(record, begin());
    write();
}

JournalReader::JournalReader(std::string path) : records_(std::move(path)) { read_entries(); }

JournalReader::JournalReader(const RecordWriter& writer) : records_(writer) { read_entries(); }

void JournalReader::read_entries() {
    std::uint64_t offset = 0;
    std::string payload;
    if (!records_.next(offset, payload)) throw AnotherJournal(path() + " is no Drumbeat results file");
    read_head(payload);
    end_ = offset;
    while (records_.next(offset, payload) && payload.size() >= tile_head) {
        add_entry(payload, end_ + record_head);
        end_ = offset;
    }
}

void JournalReader::read_head(const std::string& payload) {
    try {
        ByteReader in(payload);
        const std::string format = in.text();
        if (format == piece_format)
            throw AnotherJournal(path() +
                                 " holds pieces of a study that ends in a text; drumbeat status tells how far it "
                                 "is, and drumbeat run --resume goes on with it");
        if (format != journal_format)
            throw AnotherJournal(
                fmt::format("{}: its format is {}; this program reads {}", path(), shown(format, 60), journal_format));
        const auto study = in.get<std::uint64_t>();
        manifest_ = manifest_from(in.rest());
        if (study != hash_of(manifest_.study_text)) throw std::invalid_argument("another study");
        datasets_ = datasets_of(manifest_);
        grid_ = grid_of(manifest_);
    } catch (const std::logic_error&) {
        throw FileProblem(path() + " is damaged: its head cannot be read", true);
    }
}

void JournalReader::add_entry(std::string_view payload, std::uint64_t offset) {
    ByteReader in(payload);
    const TileHead head = read_tile_head(in);
    const bool is_of_the_grid = head.index >= 0 && head.index < grid_.count();
    if (!is_of_the_grid || !is_whole(payload, grid_.tile(head.index)))
        throw FileProblem(path() + (manifest_.recorded == recorded_now()
                                        ? " is damaged: a tile of another study"
                                        : ": this program does not know what was recorded in it; the one that wrote it "
                                          "reads it"),
                          true);
    entries_.push_back({head.index, offset});
}

// Whether a tile holds what the study says, and nothing is asked of it later that it has not.
bool JournalReader::is_whole(std::string_view payload, const Tile& tile) const {
    try {
        ByteReader in(payload);
        const TileHead head = read_tile_head(in);
        if (head.values != value_count(datasets_, tile) * sizeof(double)) return false;
        in.take(static_cast<std::uint64_t>(tile.runs()) * sizeof(std::uint64_t));
        in.take(head.values);
        in.take(head.events);
        in.take(head.deals);
        for (std::uint64_t i = 0; i < head.failures; ++i) {
            const auto run_case = in.get<std::int64_t>() - tile.first_case;
            const auto replication = in.get<std::int64_t>() - tile.first_replication;
            in.take(in.get<std::uint64_t>());
            if (run_case < 0 || run_case >= tile.cases || replication < 0 || replication >= tile.replications)
                return false;
        }
        return in.at_end();
    } catch (const std::out_of_range&) {
        return false;
    }
}

TileRecord JournalReader::record(const JournalEntry& entry) const {
    return record_from(records_.payload_at(entry.offset), grid_);
}

std::vector<double> JournalReader::values(const JournalEntry& entry, std::uint64_t first, std::uint64_t count) const {
    const auto digests = static_cast<std::uint64_t>(tile(entry).runs()) * sizeof(std::uint64_t);
    const std::string bytes =
        records_.read(entry.offset + tile_head + digests + first * sizeof(double), count * sizeof(double));
    std::vector<double> found(count);
    if (count > 0) std::memcpy(found.data(), bytes.data(), bytes.size());
    return found;
}

std::uint64_t JournalReader::event_bytes(const JournalEntry& entry) const { return head_at(records_, entry).events; }

std::uint64_t JournalReader::deal_bytes(const JournalEntry& entry) const { return head_at(records_, entry).deals; }

std::int64_t JournalReader::failures(const JournalEntry& entry) const {
    return static_cast<std::int64_t>(head_at(records_, entry).failures);
}

std::string difference(const StudyText& a, const StudyText& b) {
    if (a.model_signature != b.model_signature)
        return fmt::format("model signature {} here, {} there", shown(a.model_signature, 40),
                           shown(b.model_signature, 40));
    return first_difference(a.text, b.text);
}

std::string difference(const Manifest& a, const Manifest& b) {
    const StudyText here{a.model_signature, a.study_text}, there{b.model_signature, b.study_text};
    if (std::string found = difference(here, there); !found.empty()) return found;
    return is_alike(a, b) ? "" : "another layout of its runs";
}

namespace {

void check_same_study(const JournalReader& first, const JournalReader& other) {
    if (const std::string what = difference(first.manifest(), other.manifest()); !what.empty())
        throw FileProblem(fmt::format("{} is of another study than {}: {}", other.path(), first.path(), what), true);
}

} // namespace

TileIndex::TileIndex(const std::vector<const JournalReader*>& journals) : journals_(journals) {
    grid_ = grid_of(manifest());
    for (std::size_t j = 0; j < journals.size(); ++j) {
        check_same_study(*journals.front(), *journals[j]);
        for (const JournalEntry& entry : journals[j]->entries()) places_.push_back({entry.index, entry.offset, j});
    }
    const auto all = places_.size();
    std::stable_sort(places_.begin(), places_.end(), [](const Place& a, const Place& b) { return a.tile < b.tile; });
    const auto is_same = [](const Place& a, const Place& b) { return a.tile == b.tile; };
    places_.erase(std::unique(places_.begin(), places_.end(), is_same), places_.end()); // the first of each stays
    twice_ = static_cast<std::int64_t>(all - places_.size());
    for (const Place& p : places_) runs_ += grid_.tile(p.tile).runs();
}

const TileIndex::Place* TileIndex::place(std::int64_t tile) const {
    const auto found = std::lower_bound(places_.begin(), places_.end(), tile,
                                        [](const Place& p, std::int64_t wanted) { return p.tile < wanted; });
    return found != places_.end() && found->tile == tile ? &*found : nullptr;
}

bool TileIndex::is_first(const JournalEntry& entry) const { return place(entry.index)->offset == entry.offset; }

std::int64_t TileIndex::replications() const {
    if (places_.empty()) return 0;
    const Tile last = grid_.tile(places_.back().tile);
    return last.first_replication + last.replications;
}

void TileIndex::check_density(double always) const {
    constexpr double most = 1000; // places for each run that is there
    if (static_cast<double>(replications()) * static_cast<double>(grid_.cases) >
        std::max(always, most * static_cast<double>(runs_)))
        throw FileProblem(fmt::format("{} holds {} of {} runs, too few to stand alone; merge joins it with the others",
                                      journals_.front()->path(), runs_, planned_runs(manifest())),
                          true);
}

} // namespace drumbeat
