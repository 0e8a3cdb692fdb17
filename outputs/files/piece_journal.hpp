// SPDX-License-Identifier: Apache-2.0
// FILE.part of a study that works in rounds (sim/batch/rounds.hpp) and ends in a text: its finished pieces, as a file
// of records (record_file.hpp).
//
//     journal = record (format name, model signature, number of pieces in all (i64), the study's text), record (the
//               line that was typed), then one record per piece
//     piece   = round, index (i64), values
#pragma once

#include "outputs/files/journal.hpp"
#include "outputs/files/record_file.hpp"
#include "outputs/files/study_run.hpp"
#include "sim/batch/rounds.hpp"

#include <atomic>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace drumbeat {

// What the pieces are of.
struct PieceManifest {
    std::string model_signature, study_text;
    std::int64_t pieces = 0; // in all rounds
    std::string command{};   // that began it; the study may be gone on with by another
};

// Which shard has a piece: they are dealt out as tiles are, were every piece one. And how many of so many it has.
std::int64_t shard_of(PieceKey, std::int64_t shards);
std::int64_t pieces_of(const Shard&, std::int64_t pieces);

// Whether a file is such a journal, by its head. False where it cannot be read.
bool holds_pieces(const std::string& path);

class PieceReader {
  public:
    explicit PieceReader(const std::string& path); // throws FileProblem
    explicit PieceReader(const RecordWriter&);
    const std::string& path() const { return records_.path(); }
    const PieceManifest& manifest() const { return manifest_; }
    std::uint64_t size() const { return end_; } // up to the last whole record
    const std::map<PieceKey, PieceValues>& pieces() const { return pieces_; }

  private:
    void read();
    void read_head(const std::string& payload);
    void add(std::string_view payload);

    RecordReader records_;
    std::uint64_t end_ = 0;
    PieceManifest manifest_;
    std::map<PieceKey, PieceValues> pieces_;
};

// Pieces that a journal keeps. Alone: the journal is locked.
class KeptPieces : public PieceStore {
  public:
    struct Options {
        bool overwrite = false;
        bool resume = false; // go on with what is there of this study; overwrite then replaces what is not
        Shard shard{};       // the pieces of others are left out
    };
    // Throws FileProblem.
    KeptPieces(const std::string& path, const PieceManifest&, const Options&);

    std::optional<PieceValues> take(PieceKey) override;
    bool leaves_out(PieceKey) const override;
    void keep(PieceKey, const PieceValues&) override; // throws FileProblem

    const std::string& command() const { return command_; } // that began it
    std::int64_t found() const { return found_; }           // that were there when it was opened
    std::int64_t count() const { return found_ + kept_; }   // that are there
    RecordWriter& file() { return file_; }

  private:
    RecordWriter file_;
    std::string command_;
    Shard shard_;
    std::map<PieceKey, PieceValues> there_;
    std::int64_t found_ = 0;
    std::atomic<std::int64_t> kept_ = 0;
};

// Pieces out of several journals of one study; nothing is added.
class JoinedPieces : public PieceStore {
  public:
    explicit JoinedPieces(
        const std::vector<std::string>& journals); // throws FileProblem when they are not of one study

    std::optional<PieceValues> take(PieceKey) override;
    bool leaves_out(PieceKey) const override { return true; }
    void keep(PieceKey, const PieceValues&) override {}

    const PieceManifest& manifest() const { return manifest_; }
    const std::map<PieceKey, PieceValues>& pieces() const { return there_; } // that were not taken
    std::int64_t count() const { return static_cast<std::int64_t>(there_.size()); }
    std::int64_t twice() const { return twice_; }

  private:
    PieceManifest manifest_;
    std::map<PieceKey, PieceValues> there_;
    std::int64_t twice_ = 0;
};

} // namespace drumbeat
