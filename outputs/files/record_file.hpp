// SPDX-License-Identifier: Apache-2.0
// A file of records that are only ever appended, so that a process killed at any moment leaves every complete record
// readable; a torn record at the end is dropped on reading, and cut off before more is written. What the first record,
// the head, and the others hold is its user's affair.
//
//     record = length of payload (u64), hash of payload (u64), payload
#pragma once

#include "outputs/files/bytes.hpp"
#include "outputs/files/write_lock.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace drumbeat {

inline constexpr std::uint64_t record_head = 16; // bytes of length and hash

// An open file descriptor.
class File {
  public:
    File() = default;
    explicit File(int descriptor) : descriptor_(descriptor) {}
    File(File&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
    File& operator=(File&& other) noexcept;
    ~File() { close(); }
    void close();
    int get() const { return descriptor_; }

  private:
    int descriptor_ = -1;
};

// Writes a file of records, alone: it is locked while the writer lives.
class RecordWriter {
  public:
    // Creates the file and writes its head. Throws FileProblem when there is one already, which `overwrite` removes
    // unless it is being written.
    RecordWriter(std::string path, std::string_view head, bool overwrite);

    // Goes on with the file that is there, or begins one where there is none, or nothing but the beginning of this
    // head. `whole` says how many bytes of it are whole, or throws where it cannot be gone on with.
    using Whole = std::function<std::uint64_t(const RecordWriter&)>;
    static RecordWriter resume(std::string path, std::string_view head, const Whole& whole);

    void synchronise(); // waits for the disk
    void discard();     // closes and removes the file
    const std::string& path() const { return path_; }
    bool is_in_place() const; // false: somebody removed or replaced the file
    File another() const;     // what was written so far, wherever the file is now

    // The next record: its payload is put there, then it is written. A write that fails (a full disk) is undone, so
    // that the file keeps every earlier record, and throws FileProblem.
    ByteWriter& begin();
    void write();

  private:
    RecordWriter(std::string path, File);
    void write_head(std::string_view head);

    std::string path_;
    File file_;
    std::optional<WriteLock> lock_;
    std::uint64_t size_ = 0; // up to the last whole record
    ByteWriter record_;      // the one that is written; its memory is kept from one to the next
};

// Reads a file of records, also one that still grows: what is there when it is opened. Throws FileProblem.
class RecordReader {
  public:
    explicit RecordReader(std::string path);
    explicit RecordReader(const RecordWriter&);
    const std::string& path() const { return path_; }

    // Reads the record at `offset` and moves on; false at the end or where the file is torn.
    bool next(std::uint64_t& offset, std::string& payload) const;
    std::string read(std::uint64_t offset, std::uint64_t length) const;
    std::string payload_at(std::uint64_t offset) const; // of a record that was read before

  private:
    void look();

    std::string path_;
    File file_;
    std::uint64_t size_ = 0;
};

} // namespace drumbeat
