// SPDX-License-Identifier: Apache-2.0
// What there is of a study while it is computed, maybe in many parts by many processes: read without a lock, so that
// nobody who writes is disturbed.
#pragma once

#include "outputs/files/journal.hpp"
#include "outputs/files/piece_journal.hpp"
#include "outputs/files/study_run.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace drumbeat {

struct Writer {
    std::string host; // empty: this machine
    long pid = 0;
};
// Who holds the lock of a journal, or its lock file; nobody where neither is known.
std::optional<Writer> writer_of(const std::string& journal);

// A shard of a study, or all of it: a journal that is there, or that no file was found of.
struct CampaignPart {
    Shard shard{};
    std::string path;         // empty: not there
    std::int64_t runs = 0;    // that are there, failed ones included
    std::int64_t planned = 0; // of the shard
    std::optional<Writer> writer{};
    double begun = 0,
           written = 0; // first and last, seconds since 1970; `begun` is 0 where the file system does not say
};

class Campaign {
  public:
    // `results`: the results file's name; `journals`: the names of its journals that are there. Without journals, the
    // results file is read. Throws FileProblem.
    Campaign(std::string results, const std::vector<std::string>& journals);

    const std::string& path() const { return path_; } // of the results file
    bool is_sealed() const { return results_ != nullptr; }
    bool has_runs() const { return !pieces_; }  // else a study in rounds, of which replications are counted
    std::int64_t runs() const { return runs_; } // that are there: runs, or replications of a study in rounds
    std::int64_t planned() const { return planned_; }
    std::int64_t failed() const { return failed_; }                   // of those that are there
    const std::vector<CampaignPart>& parts() const { return parts_; } // in order; none of a results file

    const std::string& study_text() const;
    const CaseNames& cases() const;
    // [case][replication], missing where a run failed or is not there. Memory is that of all runs.
    std::vector<double> outcome(Outcome) const;
    // Runs in a second, of those parts that somebody writes: since their journals were begun; 0 where it is not known.
    double rate() const;

  private:
    void read_journals(const std::vector<std::string>& journals);
    void read_pieces(const std::vector<std::string>& journals);
    void add_parts(const std::vector<std::string>& journals);
    void add_part(const std::string& path, const Shard&);
    void count_runs();
    void put_tile(const TileIndex::Place&, std::uint64_t dataset, std::size_t replications,
                  std::vector<double>& matrix) const;

    std::string path_;
    std::vector<std::unique_ptr<JournalReader>> readers_;
    std::optional<TileIndex> index_;
    std::optional<JoinedPieces> pieces_;
    std::unique_ptr<Results> results_;
    std::vector<CampaignPart> parts_;
    std::int64_t runs_ = 0, planned_ = 0, failed_ = 0;
};

// The names of a results file and of its journals, of each study that a file or folder belongs to, in order of names.
struct CampaignFiles {
    std::string results;
    bool has_results = false;
    std::vector<std::string> journals;
};
std::vector<CampaignFiles> campaigns_at(const std::string& path); // throws FileProblem where there is nothing

// The shard that a journal's name speaks of, "a.h5.3-of-64.part"; the whole where it speaks of none.
Shard shard_named(const std::string& journal);

} // namespace drumbeat
