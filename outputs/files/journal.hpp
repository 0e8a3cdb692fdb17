// SPDX-License-Identifier: Apache-2.0
// FILE.h5.part: what is done of a study while it runs. Records are only ever appended, so that a process killed at any
// moment leaves every complete tile readable; a torn record at the end is dropped on reading.
//
//     record  = length of payload (u64), hash of payload (u64), payload
//     journal = record (format name and manifest), then one record per tile
//     tile    = index (i64), first replication (i64), replications (i64), numbers of chunks, digests and failures
//     (u64),
//               lengths of chunks (u64), digests (u64), failures (length and text), chunks
#pragma once

#include "outputs/files/manifest.hpp"
#include "sim/batch.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

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

// Creates the journal and writes its head; a write that fails removes the file and throws FileProblem. The file is
// locked while the writer lives, so that two runs cannot share it.
class JournalWriter {
  public:
    JournalWriter(std::string path, const Manifest&, bool overwrite);
    void append(const TileRecord&);
    void discard(); // closes and removes the file
    const std::string& path() const { return path_; }
    bool is_in_place() const; // false: somebody removed or replaced the file
    File another() const;     // what was written so far, wherever the file is now

  private:
    void write_record(std::string_view payload);

    std::string path_;
    File file_;
};

// Reads a journal, also one that still grows: what is there when it is opened. Holds one offset per tile, not the
// tiles.
class JournalReader {
  public:
    struct Entry {
        Tile tile;
        std::uint64_t offset = 0, length = 0; // of the payload
    };

    explicit JournalReader(std::string path); // throws FileProblem
    explicit JournalReader(const JournalWriter&);
    const std::string& path() const { return path_; }
    const Manifest& manifest() const { return manifest_; }
    const std::vector<Entry>& entries() const { return entries_; } // as written

    TileRecord tile(const Entry&) const;
    std::string chunk(const Entry&, std::size_t which) const; // one chunk, without reading the others

  private:
    void read_entries();
    std::string read(std::uint64_t offset, std::uint64_t length) const;
    bool next_record(std::uint64_t& offset, std::string& payload) const;
    void read_head(const std::string& payload);

    std::string path_;
    File file_;
    std::uint64_t size_ = 0;
    Manifest manifest_;
    std::size_t chunks_ = 0;
    std::vector<Entry> entries_;
};

// The tiles from replication 0 on without a gap, out of any set of journals of one study.
struct JournalTile {
    const JournalReader* journal = nullptr;
    JournalReader::Entry entry;
};
std::vector<JournalTile> complete_tiles(const std::vector<const JournalReader*>&);
std::int64_t replications_in(const std::vector<JournalTile>&);

} // namespace drumbeat
