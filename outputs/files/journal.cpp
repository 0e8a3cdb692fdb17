// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/journal.hpp"

#include "config/text.hpp"
#include "outputs/files/bytes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <stdexcept>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace drumbeat {
namespace {

constexpr std::uint64_t record_head = 16; // length and hash

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
    if (old.get() >= 0 && ::flock(old.get(), LOCK_EX | LOCK_NB) != 0)
        throw FileProblem(path + " is being written by another run", true);
    ::unlink(path.c_str());
}

std::string head_of(const Manifest& manifest) {
    ByteWriter out;
    out.put(journal_format);
    out.put(hash_of(manifest.study_text));
    out.append(to_bytes(manifest));
    return out.bytes();
}

std::string payload_of(const TileRecord& record) {
    ByteWriter out;
    out.put(record.tile.index);
    out.put(record.tile.first_replication);
    out.put(static_cast<std::int64_t>(record.tile.replications));
    for (const std::size_t count : {record.chunks.size(), record.digests.size(), record.failures.size()})
        out.put(static_cast<std::uint64_t>(count));
    for (const auto& chunk : record.chunks) out.put(static_cast<std::uint64_t>(chunk.size()));
    for (const auto digest : record.digests) out.put(digest);
    for (const auto& failure : record.failures) out.put(std::string_view(failure));
    for (const auto& chunk : record.chunks) out.append(chunk);
    return out.bytes();
}

Tile read_tile(ByteReader& in) {
    Tile tile;
    tile.index = in.get<std::int64_t>();
    tile.first_replication = in.get<std::int64_t>();
    tile.replications = static_cast<int>(in.get<std::int64_t>());
    return tile;
}

constexpr std::size_t tile_head = 6 * 8; // as read_tile and the three numbers

TileRecord record_from(std::string_view payload) {
    ByteReader in(payload);
    TileRecord record;
    record.tile = read_tile(in);
    const auto chunks = in.get<std::uint64_t>(), digests = in.get<std::uint64_t>(), failures = in.get<std::uint64_t>();
    std::vector<std::uint64_t> lengths;
    for (std::uint64_t i = 0; i < chunks; ++i) lengths.push_back(in.get<std::uint64_t>());
    for (std::uint64_t i = 0; i < digests; ++i) record.digests.push_back(in.get<std::uint64_t>());
    for (std::uint64_t i = 0; i < failures; ++i) record.failures.push_back(in.text());
    for (const auto length : lengths) record.chunks.emplace_back(in.take(length));
    return record;
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
        throw FileProblem(path_ + " exists: an unfinished run, or one that still runs; --overwrite replaces it", true);
    if (file_.get() < 0) fail(path_, "write", errno);
    ::flock(file_.get(), LOCK_EX | LOCK_NB); // a file system without locks has to do without
    write_record(head_of(manifest));
}

void JournalWriter::append(const TileRecord& record) { write_record(payload_of(record)); }

void JournalWriter::write_record(std::string_view payload) {
    ByteWriter head;
    head.put(static_cast<std::uint64_t>(payload.size()));
    head.put(hash_of(payload));
    if (write_all(file_.get(), head.bytes()) && write_all(file_.get(), payload)) return;
    const int error = errno;
    discard();
    fail(path_, "write", error);
}

void JournalWriter::discard() {
    if (file_.get() < 0) return;
    if (is_in_place()) ::unlink(path_.c_str());
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
    file_ = File(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
    read_entries();
}

JournalReader::JournalReader(const JournalWriter& writer) : path_(writer.path()), file_(writer.another()) {
    read_entries();
}

void JournalReader::read_entries() {
    struct stat status {};
    if (file_.get() < 0 || ::fstat(file_.get(), &status) != 0) fail(path_, "read", errno);
    size_ = static_cast<std::uint64_t>(status.st_size);
    std::uint64_t offset = 0;
    std::string payload;
    if (!next_record(offset, payload)) throw FileProblem(path_ + " is no Drumbeat results file", true);
    read_head(payload);
    for (std::uint64_t begin = offset; next_record(offset, payload); begin = offset) {
        ByteReader in(payload);
        entries_.push_back({read_tile(in), begin + record_head, payload.size()});
        if (in.get<std::uint64_t>() == chunks_) continue;
        throw FileProblem(path_ + (manifest_.recorded
                                       ? " is damaged: a tile of another study"
                                       : ": this program does not know what was recorded in it; the one that wrote it "
                                         "reads it"),
                          true);
    }
}

void JournalReader::read_head(const std::string& payload) {
    try {
        ByteReader in(payload);
        const std::string format = in.text();
        if (format != journal_format && format != first_journal_format)
            throw FileProblem(
                fmt::format("{}: its format is {}; this program reads {}", path_, shown(format, 60), journal_format),
                true);
        const auto study = in.get<std::uint64_t>();
        manifest_ = manifest_from(in.rest());
        if (study != hash_of(manifest_.study_text)) throw std::invalid_argument("another study");
        chunks_ = chunk_count(datasets_of(manifest_));
    } catch (const std::logic_error&) {
        throw FileProblem(path_ + " is damaged: its head cannot be read", true);
    }
}

// Reads the record at `offset` and moves on; false at the end or where the file is torn.
bool JournalReader::next_record(std::uint64_t& offset, std::string& payload) const {
    if (size_ - offset < record_head) return false;
    const std::string head = read(offset, record_head);
    ByteReader in(head);
    const auto length = in.get<std::uint64_t>(), hash = in.get<std::uint64_t>();
    if (length < tile_head || length > size_ - offset - record_head) return false;
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

TileRecord JournalReader::tile(const Entry& entry) const { return record_from(read(entry.offset, entry.length)); }

std::string JournalReader::chunk(const Entry& entry, std::size_t which) const {
    const std::string lengths = read(entry.offset + tile_head, 8 * chunks_);
    ByteReader in(lengths);
    // Chunks stand last, so that they are found from the end.
    std::uint64_t to_end = 0, wanted = 0;
    for (std::size_t i = 0; i < chunks_; ++i) {
        const auto length = in.get<std::uint64_t>();
        if (i >= which) to_end += length;
        if (i == which) wanted = length;
    }
    return read(entry.offset + entry.length - to_end, wanted);
}

std::vector<JournalTile> complete_tiles(const std::vector<const JournalReader*>& journals) {
    std::map<std::int64_t, JournalTile> found;
    for (const auto* journal : journals) {
        if (to_bytes(journal->manifest()) != to_bytes(journals.front()->manifest()))
            throw FileProblem(journal->path() + " is of another study or version than " + journals.front()->path(),
                              true);
        for (const auto& entry : journal->entries()) found.try_emplace(entry.tile.index, JournalTile{journal, entry});
    }
    std::vector<JournalTile> tiles;
    for (const auto& [index, tile] : found) {
        if (index != static_cast<std::int64_t>(tiles.size())) break;
        tiles.push_back(tile);
    }
    return tiles;
}

std::int64_t replications_in(const std::vector<JournalTile>& tiles) {
    std::int64_t count = 0;
    for (const auto& tile : tiles) count += tile.entry.tile.replications;
    return count;
}

} // namespace drumbeat
