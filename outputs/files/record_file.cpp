// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/record_file.hpp"

#include "outputs/files/results.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace drumbeat {
namespace {

// No record is near it; a length in a damaged file is not believed beyond it.
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

std::string record_of(std::string_view payload) {
    ByteWriter out;
    out.put(static_cast<std::uint64_t>(payload.size()));
    out.put(hash_of(payload));
    out.append(payload);
    return out.bytes();
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

RecordWriter::RecordWriter(std::string path, std::string_view head, bool overwrite) : path_(std::move(path)) {
    if (overwrite) remove_unfinished(path_);
    file_ = File(::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666));
    if (file_.get() < 0 && errno == EEXIST)
        throw FileProblem(path_ + " exists: an unfinished run, or one that still runs; --resume goes on with it, "
                                  "--overwrite replaces it",
                          true);
    if (file_.get() < 0) fail(path_, "write", errno);
    try {
        lock_.emplace(file_.get(), path_);
        write_head(head);
    } catch (const FileProblem&) {
        discard();
        throw;
    }
}

RecordWriter::RecordWriter(std::string path, File file) : path_(std::move(path)), file_(std::move(file)) {
    lock_.emplace(file_.get(), path_);
}

RecordWriter RecordWriter::resume(std::string path, std::string_view head, const Whole& whole) {
    File file(::open(path.c_str(), O_RDWR | O_APPEND | O_CLOEXEC));
    if (file.get() < 0 && errno == ENOENT) return RecordWriter(std::move(path), head, false);
    if (file.get() < 0) fail(path, "write", errno);
    RecordWriter writer(std::move(path), std::move(file));
    const bool is_begun = !is_beginning_of(record_of(head), writer.file_.get());
    if (is_begun) writer.size_ = whole(writer);
    if (::ftruncate(writer.file_.get(), static_cast<off_t>(writer.size_)) != 0) fail(writer.path_, "write", errno);
    if (!is_begun) writer.write_head(head);
    return writer;
}

void RecordWriter::write_head(std::string_view head) {
    begin().append(head);
    write();
}

ByteWriter& RecordWriter::begin() {
    record_.clear();
    for (int i = 0; i < 2; ++i) record_.put(std::uint64_t{0}); // length and hash, when they are known
    return record_;
}

void RecordWriter::write() {
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
        // The torn record is dropped when the file is read.
    }
    fail(path_, "write", error);
}

void RecordWriter::synchronise() {
    if (::fsync(file_.get()) != 0) fail(path_, "write", errno);
}

void RecordWriter::discard() {
    if (file_.get() < 0) return;
    if (is_in_place()) ::unlink(path_.c_str());
    lock_.reset();
    file_.close();
}

bool RecordWriter::is_in_place() const {
    struct stat ours {
    }, there{};
    if (::fstat(file_.get(), &ours) != 0 || ::stat(path_.c_str(), &there) != 0) return false;
    return ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}

File RecordWriter::another() const { return File(::fcntl(file_.get(), F_DUPFD_CLOEXEC, 0)); }

RecordReader::RecordReader(std::string path) : path_(std::move(path)) {
    if (::access(path_.c_str(), F_OK) != 0 && errno == ENOENT) throw FileProblem(path_ + " does not exist", true);
    file_ = File(::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)); // a pipe would wait for its writer
    look();
}

RecordReader::RecordReader(const RecordWriter& writer) : path_(writer.path()), file_(writer.another()) { look(); }

void RecordReader::look() {
    struct stat status {};
    if (file_.get() < 0 || ::fstat(file_.get(), &status) != 0) fail(path_, "read", errno);
    if (!S_ISREG(status.st_mode)) throw FileProblem(path_ + " is no file", true);
    size_ = static_cast<std::uint64_t>(status.st_size);
}

bool RecordReader::next(std::uint64_t& offset, std::string& payload) const {
    if (size_ - offset < record_head) return false;
    const std::string head = read(offset, record_head);
    ByteReader in(head);
    const auto length = in.get<std::uint64_t>(), hash = in.get<std::uint64_t>();
    if (length > std::min(most_record, size_ - offset - record_head)) return false;
    payload = read(offset + record_head, length);
    if (hash_of(payload) != hash) return false;
    offset += record_head + length;
    return true;
}

std::string RecordReader::read(std::uint64_t offset, std::uint64_t length) const {
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

std::string RecordReader::payload_at(std::uint64_t offset) const {
    const std::string head = read(offset - record_head, record_head);
    ByteReader in(head);
    const auto length = in.get<std::uint64_t>(), hash = in.get<std::uint64_t>();
    std::string payload = read(offset, length);
    if (hash_of(payload) != hash) throw FileProblem(path_ + " has changed while it was read", false);
    return payload;
}

} // namespace drumbeat
