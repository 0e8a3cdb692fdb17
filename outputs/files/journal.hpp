// SPDX-License-Identifier: Apache-2.0
// FILE.h5.part: what is done of a study while it runs, as a file of records (record_file.hpp).
//
//     journal = record (format name, hash of the study's text, manifest), then one record per tile
//     tile    = index (i64), number of failures, bytes of values, bytes of events (u64), digests (u64), values, events,
//               failures (case and replication, i64; length and text)
#pragma once

#include "outputs/files/datasets.hpp"
#include "outputs/files/manifest.hpp"
#include "outputs/files/record_file.hpp"
#include "sim/batch/batch.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace drumbeat {

// A journal that cannot be gone on with: of another study, seed or model, or none at all.
struct AnotherJournal : FileProblem {
    explicit AnotherJournal(const std::string& what) : FileProblem(what, true) {}
};

// Where a tile stands in a journal.
struct JournalEntry {
    std::int64_t index = 0;   // of the tile
    std::uint64_t offset = 0; // of the payload
};

// Writes a journal, alone: it is locked while the writer lives.
class JournalWriter : public RecordWriter {
  public:
    // Creates the journal and writes its head. Throws FileProblem when there is one already, which `overwrite` removes
    // unless it is being written.
    JournalWriter(std::string path, const Manifest&, bool overwrite);

    // Goes on with the journal of a study, or begins one where there is none. Throws AnotherJournal, with the
    // difference, when it is of another study, seed or model.
    static JournalWriter resume(std::string path, const Manifest&);

    // A write that fails (a full disk) is undone, so that the journal keeps every earlier tile, and throws FileProblem.
    void append(const TileRecord&);

  private:
    explicit JournalWriter(RecordWriter&& records) : RecordWriter(std::move(records)) {}
};

// Reads a journal, also one that still grows: what is there when it is opened. Holds sixteen bytes a tile.
class JournalReader {
  public:
    explicit JournalReader(std::string path); // throws FileProblem
    explicit JournalReader(const RecordWriter&);
    const std::string& path() const { return records_.path(); }
    const Manifest& manifest() const { return manifest_; }
    const std::vector<JournalEntry>& entries() const { return entries_; } // as written
    std::uint64_t size() const { return end_; }                           // up to the last whole record

    Tile tile(const JournalEntry& entry) const { return grid_.tile(entry.index); }
    TileRecord record(const JournalEntry&) const;
    // Some of its values, from the `first` double on, without reading the others.
    std::vector<double> values(const JournalEntry&, std::uint64_t first, std::uint64_t count) const;
    std::uint64_t event_bytes(const JournalEntry&) const;
    std::uint64_t deal_bytes(const JournalEntry&) const;
    std::int64_t failures(const JournalEntry&) const; // how many

  private:
    void read_entries();
    void read_head(const std::string& payload);
    void add_entry(std::string_view payload, std::uint64_t offset);
    bool is_whole(std::string_view payload, const Tile&) const;

    RecordReader records_;
    std::uint64_t end_ = 0;
    Manifest manifest_;
    std::vector<Dataset> datasets_;
    Grid grid_;
    std::vector<JournalEntry> entries_;
};

// In what two studies differ, for a message: model signature, or the first line of their texts that is not the same.
// Empty where they do not.
struct StudyText {
    const std::string &model_signature, &text;
};
std::string difference(const StudyText&, const StudyText&);

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
