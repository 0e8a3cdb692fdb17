// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/journal.hpp"

#include "config/text.hpp"
#include "outputs/files/bytes.hpp"

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

constexpr std::uint64_t record_head = 16; // length and hash
// No tile is near it; a length in a damaged file is not believed beyond it.
constexpr std::uint64_t most_record = std::uint64_t{1} << 30;

[[noreturn]] void fail(const std::string& path, const std::string& doing, int error) {
    throw FileProblem(path + ": cannot " + doing + ": " + std::strerror(error), false);
}

// False, with errno set, when not everything could be written.
bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

// An unfinished run may be overwritten, but not under a run that still writes it.
void remove_unfinished(const std::string& path) {
    const File old(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    if (old.get() >= 0) const WriteLock lock(old.get(), path);
    ::unlink(path.c_str());
}

std::string head_of(const Manifest& manifest) {
    ByteWriter out;
    out.put(journal_format);
    out.put(hash_of(manifest.study_text));
    out.append(to_bytes(manifest));
    return out.bytes();
}

std::string record_of(std::string_view payload) {
    ByteWriter out;
    out.put(static_cast<std::uint64_t>(payload.size()));
    out.put(hash_of(payload));
    out.append(payload);
    return out.bytes();
}

void put_payload(const TileRecord& record, ByteWriter& out) {
    out.put(record.tile.index);
    for (const std::size_t count : {record.failures.size(), record.values.size(), record.events.size()})
        out.put(static_cast<std::uint64_t>(count));
    for (const auto digest : record.digests) out.put(digest);
    out.append(record.values);
    out.append(record.events);
    for (const RunFault& fault : record.failures) {
        out.put(fault.run_case);
        out.put(fault.replication);
        out.put(std::string_view(fault.what));
    }
}

struct TileHead {
    std::int64_t index = 0;
    std::uint64_t failures = 0, values = 0, events = 0; // number, bytes, bytes
};
constexpr std::size_t tile_head = 4 * 8;

TileHead read_tile_head(ByteReader& in) {
    TileHead head;
    head.index = in.get<std::int64_t>();
    for (auto* number : {&head.failures, &head.values, &head.events}) *number = in.get<std::uint64_t>();
    return head;
}

TileRecord record_from(std::string_view payload, const Grid& grid) {
    ByteReader in(payload);
    const TileHead head = read_tile_head(in);
    TileRecord record;
    record.tile = grid.tile(head.index);
    for (std::int64_t i = 0; i < record.tile.runs(); ++i) record.digests.push_back(in.get<std::uint64_t>());
    record.values = in.take(head.values);
    record.events = in.take(head.events);
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

// Whether a file holds nothing but the beginning of this head: its writer was killed before it had begun.
bool is_beginning_of(const std::string& head, int descriptor) {
    std::string bytes(head.size(), '\0');
    const auto got = ::pread(descriptor, bytes.data(), bytes.size(), 0);
    return got >= 0 && static_cast<std::size_t>(got) < head.size() &&
           head.starts_with(std::string_view(bytes).substr(0, static_cast<std::size_t>(got)));
}

} // namespace

File& File::operator=(File&& other) noexcept {
    if (this != &other) {
        close();
        descriptor_ = other.descriptor_;
        other.descriptor_ = -1;
    }
    return *this;
}

void File::close() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
}

JournalWriter::JournalWriter(std::string path, const Manifest& manifest, bool overwrite) : path_(std::move(path)) {
    if (overwrite) remove_unfinished(path_);
    file_ = File(::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666));
    if (file_.get() < 0 && errno == EEXIST)
        throw FileProblem(path_ + " exists: an unfinished run, or one that still runs; --resume goes on with it, "
                                  "--overwrite replaces it",
                          true);
    if (file_.get() < 0) fail(path_, "write", errno);
    try {
        lock_.emplace(file_.get(), path_);
        write_head(manifest);
    } catch (const FileProblem&) {
        discard();
        throw;
    }
}

JournalWriter::JournalWriter(std::string path, File file) : path_(std::move(path)), file_(std::move(file)) {
    lock_.emplace(file_.get(), path_);
}

JournalWriter JournalWriter::resume(std::string path, const Manifest& manifest) {
    File file(::open(path.c_str(), O_RDWR | O_APPEND | O_CLOEXEC));
    if (file.get() < 0 && errno == ENOENT) return JournalWriter(std::move(path), manifest, false);
    if (file.get() < 0) fail(path, "write", errno);
    JournalWriter writer(std::move(path), std::move(file));
    const std::string head = record_of(head_of(manifest));
    if (is_beginning_of(head, writer.file_.get())) {
        if (::ftruncate(writer.file_.get(), 0) != 0) fail(writer.path_, "write", errno);
        writer.write_head(manifest);
        return writer;
    }
    const JournalReader reader(writer);
    if (const std::string other = difference(manifest, reader.manifest()); !other.empty())
        throw AnotherJournal(fmt::format("{} is of another study: {}", writer.path_, other));
    writer.size_ = reader.size();
    if (::ftruncate(writer.file_.get(), static_cast<off_t>(writer.size_)) != 0) fail(writer.path_, "write", errno);
    return writer;
}

void JournalWriter::write_head(const Manifest& manifest) {
    begin_record();
    record_.append(head_of(manifest));
    write_record();
}

void JournalWriter::append(const TileRecord& record) {
    begin_record();
    put_payload(record, record_);
    write_record();
}

// The record's memory is kept from tile to tile: asking for it anew each time costs more than the hash.
void JournalWriter::begin_record() {
    record_.clear();
    for (int i = 0; i < 2; ++i) record_.put(std::uint64_t{0}); // length and hash, when they are known
}

void JournalWriter::write_record() {
    const std::string& record = record_.bytes();
    const std::string_view payload = std::string_view(record).substr(record_head);
    if (payload.size() > most_record)
        throw FileProblem(path_ + ": a tile of more than a gigabyte cannot be kept; record fewer firms or years", true);
    record_.replace(0, static_cast<std::uint64_t>(payload.size()));
    record_.replace(sizeof(std::uint64_t), hash_of(payload));
    if (write_all(file_.get(), record)) {
        size_ += record.size();
        return;
    }
    const int error = errno;
    if (::ftruncate(file_.get(), static_cast<off_t>(size_)) != 0) {
        // The torn record is dropped when the journal is read.
    }
    fail(path_, "write", error);
}

void JournalWriter::synchronise() {
    if (::fsync(file_.get()) != 0) fail(path_, "write", errno);
}

void JournalWriter::discard() {
    if (file_.get() < 0) return;
    if (is_in_place()) ::unlink(path_.c_str());
    lock_.reset();
    file_.close();
}

bool JournalWriter::is_in_place() const {
    struct stat ours {
    }, there{};
    if (::fstat(file_.get(), &ours) != 0 || ::stat(path_.c_str(), &there) != 0) return false;
    return ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}

File JournalWriter::another() const { return File(::fcntl(file_.get(), F_DUPFD_CLOEXEC, 0)); }

JournalReader::JournalReader(std::string path) : path_(std::move(path)) {
    if (::access(path_.c_str(), F_OK) != 0 && errno == ENOENT) throw FileProblem(path_ + " does not exist", true);
    file_ = File(::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)); // a pipe would wait for its writer
    read_entries();
}

JournalReader::JournalReader(const JournalWriter& writer) : path_(writer.path()), file_(writer.another()) {
    read_entries();
}

void JournalReader::read_entries() {
    struct stat status {};
    if (file_.get() < 0 || ::fstat(file_.get(), &status) != 0) fail(path_, "read", errno);
    if (!S_ISREG(status.st_mode)) throw FileProblem(path_ + " is no file", true);
    size_ = static_cast<std::uint64_t>(status.st_size);
    std::uint64_t offset = 0;
    std::string payload;
    if (!next_record(offset, payload)) throw AnotherJournal(path_ + " is no Drumbeat results file");
    read_head(payload);
    end_ = offset;
    while (next_record(offset, payload)) {
        add_entry(payload, end_ + record_head);
        end_ = offset;
    }
}

void JournalReader::read_head(const std::string& payload) {
    try {
        ByteReader in(payload);
        const std::string format = in.text();
        if (format != journal_format)
            throw AnotherJournal(
                fmt::format("{}: its format is {}; this program reads {}", path_, shown(format, 60), journal_format));
        const auto study = in.get<std::uint64_t>();
        manifest_ = manifest_from(in.rest());
        if (study != hash_of(manifest_.study_text)) throw std::invalid_argument("another study");
        datasets_ = datasets_of(manifest_);
        grid_ = grid_of(manifest_);
    } catch (const std::logic_error&) {
        throw FileProblem(path_ + " is damaged: its head cannot be read", true);
    }
}

void JournalReader::add_entry(std::string_view payload, std::uint64_t offset) {
    ByteReader in(payload);
    const TileHead head = read_tile_head(in);
    const bool is_of_the_grid = head.index >= 0 && head.index < grid_.count();
    if (!is_of_the_grid || !is_whole(payload, grid_.tile(head.index)))
        throw FileProblem(path_ + (manifest_.recorded == recorded_now()
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

// Reads the record at `offset` and moves on; false at the end or where the file is torn.
bool JournalReader::next_record(std::uint64_t& offset, std::string& payload) const {
    if (size_ - offset < record_head) return false;
    const std::string head = read(offset, record_head);
    ByteReader in(head);
    const auto length = in.get<std::uint64_t>(), hash = in.get<std::uint64_t>();
    if (length < tile_head || length > std::min(most_record, size_ - offset - record_head)) return false;
    payload = read(offset + record_head, length);
    if (hash_of(payload) != hash) return false;
    offset += record_head + length;
    return true;
}

std::string JournalReader::read(std::uint64_t offset, std::uint64_t length) const {
    std::string bytes(static_cast<std::size_t>(length), '\0');
    for (std::size_t done = 0; done < bytes.size();) {
        const auto got =
            ::pread(file_.get(), bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail(path_, "read", errno);
        if (got == 0) throw FileProblem(path_ + " became shorter while it was read", false);
        done += static_cast<std::size_t>(got);
    }
    return bytes;
}

TileRecord JournalReader::record(const JournalEntry& entry) const {
    const std::string head = read(entry.offset - record_head, record_head);
    ByteReader in(head);
    const auto length = in.get<std::uint64_t>(), hash = in.get<std::uint64_t>();
    const std::string payload = read(entry.offset, length);
    if (hash_of(payload) != hash) throw FileProblem(path_ + " has changed while it was read", false);
    return record_from(payload, grid_);
}

std::vector<double> JournalReader::values(const JournalEntry& entry, std::uint64_t first, std::uint64_t count) const {
    const auto digests = static_cast<std::uint64_t>(tile(entry).runs()) * sizeof(std::uint64_t);
    const std::string bytes = read(entry.offset + tile_head + digests + first * sizeof(double), count * sizeof(double));
    std::vector<double> found(count);
    if (count > 0) std::memcpy(found.data(), bytes.data(), bytes.size());
    return found;
}

std::uint64_t JournalReader::event_bytes(const JournalEntry& entry) const {
    const std::string bytes = read(entry.offset, tile_head);
    ByteReader in(bytes);
    return read_tile_head(in).events;
}

std::int64_t JournalReader::failures(const JournalEntry& entry) const {
    const std::string bytes = read(entry.offset, tile_head);
    ByteReader in(bytes);
    return static_cast<std::int64_t>(read_tile_head(in).failures);
}

std::string difference(const Manifest& a, const Manifest& b) {
    if (a.model_signature != b.model_signature)
        return fmt::format("model signature {} here, {} there", shown(a.model_signature, 40),
                           shown(b.model_signature, 40));
    if (std::string found = first_difference(a.study_text, b.study_text); !found.empty()) return found;
    return is_alike(a, b) ? "" : "another layout of its runs";
}

TileIndex::TileIndex(const std::vector<const JournalReader*>& journals) : journals_(journals) {
    grid_ = grid_of(manifest());
    for (std::size_t j = 0; j < journals.size(); ++j) {
        if (const std::string other = difference(manifest(), journals[j]->manifest()); !other.empty())
            throw FileProblem(
                fmt::format("{} is of another study than {}: {}", journals[j]->path(), journals.front()->path(), other),
                true);
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
