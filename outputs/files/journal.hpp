// SPDX-License-Identifier: Apache-2.0
// FILE.h5.part: what is done of a study while it runs. Records are only ever appended, so that a process killed at any
// moment leaves every complete tile readable; a torn record at the end is dropped on reading, and cut off before more
// is written.
//
//     record  = length of payload (u64), hash of payload (u64), payload
//     journal = record (format name, hash of the study's text, manifest), then one record per tile
//     tile    = index (i64), number of failures, bytes of values, bytes of events (u64), digests (u64), values, events,
//               failures (case and replication, i64; length and text)
#pragma once

#include "outputs/files/bytes.hpp"
#include "outputs/files/manifest.hpp"
#include "outputs/files/write_lock.hpp"
#include "sim/batch.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

// A journal that cannot be gone on with: of another study, seed or model, or none at all.
struct AnotherJournal : FileProblem {
    explicit AnotherJournal(const std::string& what) : FileProblem(what, true) {}
};

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

// Where a tile stands in a journal.
struct JournalEntry {
    std::int64_t index = 0;   // of the tile
    std::uint64_t offset = 0; // of the payload
};

// Writes a journal, alone: it is locked while the writer lives.
class JournalWriter {
  public:
    // Creates the journal and writes its head. Throws FileProblem when there is one already, which `overwrite` removes
    // unless it is being written.
    JournalWriter(std::string path, const Manifest&, bool overwrite);

    // Goes on with the journal of a study, or begins one where there is none. Throws AnotherJournal, with the
    // difference, when it is of another study, seed or model.
    static JournalWriter resume(std::string path, const Manifest&);

    // A write that fails (a full disk) is undone, so that the journal keeps every earlier tile, and throws FileProblem.
    void append(const TileRecord&);
    void synchronise(); // waits for the disk
    void discard();     // closes and removes the file
    const std::string& path() const { return path_; }
    bool is_in_place() const; // false: somebody removed or replaced the file
    File another() const;     // what was written so far, wherever the file is now

  private:
    JournalWriter(std::string path, File);
    void write_head(const Manifest&);
    void begin_record();
    void write_record();

    std::string path_;
    File file_;
    std::optional<WriteLock> lock_;
    std::uint64_t size_ = 0; // up to the last whole record
    ByteWriter record_;      // the one that is written
};

// Reads a journal, also one that still grows: what is there when it is opened. Holds sixteen bytes a tile.
class JournalReader {
  public:
    explicit JournalReader(std::string path); // throws FileProblem
    explicit JournalReader(const JournalWriter&);
    const std::string& path() const { return path_; }
    const Manifest& manifest() const { return manifest_; }
    const std::vector<JournalEntry>& entries() const { return entries_; } // as written
    std::uint64_t size() const { return end_; }                           // up to the last whole record

    Tile tile(const JournalEntry& entry) const { return grid_.tile(entry.index); }
    TileRecord record(const JournalEntry&) const;
    // Some of its values, from the `first` double on, without reading the others.
    std::vector<double> values(const JournalEntry&, std::uint64_t first, std::uint64_t count) const;
    std::uint64_t event_bytes(const JournalEntry&) const;
    std::int64_t failures(const JournalEntry&) const; // how many

  private:
    void read_entries();
    std::string read(std::uint64_t offset, std::uint64_t length) const;
    bool next_record(std::uint64_t& offset, std::string& payload) const;
    void read_head(const std::string& payload);
    void add_entry(std::string_view payload, std::uint64_t offset);
    bool is_whole(std::string_view payload, const Tile&) const;

    std::string path_;
    File file_;
    std::uint64_t size_ = 0, end_ = 0;
    Manifest manifest_;
    std::vector<Dataset> datasets_;
    Grid grid_;
    std::vector<JournalEntry> entries_;
};

// In what two studies differ, for a message: the first line of their texts that is not the same, seed or model. Empty
// where results of the one are results of the other.
std::string difference(const Manifest&, const Manifest&);

// Tiles by their place in the grid, out of any set of journals of one study.
class TileIndex {
  public:
    explicit TileIndex(const std::vector<const JournalReader*>&); // throws FileProblem when they are not of one study

    const Manifest& manifest() const { return journals_.front()->manifest(); }
    const Grid& grid() const { return grid_; }
    bool has(std::int64_t tile) const { return place(tile) != nullptr; }
    std::int64_t count() const { return static_cast<std::int64_t>(places_.size()); } // tiles that are there
    bool is_first(const JournalEntry&) const; // of a tile that stands in a journal more than once, in the first journal
    std::int64_t runs() const { return runs_; }
    std::int64_t replications() const; // up to the last of which there is a run
    bool complete() const { return count() == grid_.count(); }
    // Throws FileProblem where so few of the runs up to the last are there that all of them together, the missing ones
    // as missing values, would take a thousand times the space, and more than `always` places: a small part of a large
    // study, or no study's.
    void check_density(double always) const;
    std::int64_t twice() const { return twice_; } // tiles that stand in more than one place

    // Of a tile that is there.
    const JournalReader& journal(std::int64_t tile) const { return *journals_[place(tile)->journal]; }
    JournalEntry entry(std::int64_t tile) const { return {tile, place(tile)->offset}; }

    struct Place {
        std::int64_t tile = 0;
        std::uint64_t offset = 0;
        std::size_t journal = 0;
    };
    const std::vector<Place>& places() const { return places_; } // of the tiles that are there, in their order

  private:
    const Place* place(std::int64_t tile) const; // null: it is not there

    std::vector<const JournalReader*> journals_;
    Grid grid_;
    std::vector<Place> places_;
    std::int64_t runs_ = 0, twice_ = 0;
};

} // namespace drumbeat
