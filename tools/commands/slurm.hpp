// SPDX-License-Identifier: Apache-2.0
// Slurm, through its own commands.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat::tools {

struct SlurmJob {
    std::vector<std::string> options; // of sbatch
    std::string script;
    std::vector<std::string> arguments; // of the script
};
std::vector<std::string> words_of(const SlurmJob&); // what follows `sbatch`

// Where the machine has sbatch, scontrol, squeue and scancel.
class Slurm {
  public:
    Slurm(); // found by PATH
    bool is_there() const { return !sbatch_.empty(); }

    // The largest index that a job of an array may have; that of Slurm's default where Slurm does not say.
    std::int64_t largest_index() const;

    // Hands a script over; `words` are options of sbatch. The job's number. Throws FileProblem where Slurm refuses,
    // whose own words have then been shown.
    std::string submit(const SlurmJob&) const;
    bool is_waiting_or_running(const std::string& job) const;
    bool cancel(const std::vector<std::string>& jobs) const;

  private:
    std::string sbatch_, scontrol_, squeue_, scancel_;
};

// The same number from what `scontrol show config` prints; 0 where it does not say.
std::int64_t largest_index(std::string_view config);

// A text in which Slurm replaces nothing, for the name of a log.
std::string slurm_literal(const std::string& path);

} // namespace drumbeat::tools
