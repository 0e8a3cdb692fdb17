// SPDX-License-Identifier: Apache-2.0
// The scripts with which a cluster's scheduler, or anything else that starts commands, runs a study in shards.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace drumbeat::tools {

// What a batch of shards is, in words that need no quoting but for its paths.
struct Batch {
    std::vector<std::string> program;   // what starts this program, by its whole path
    std::string folder;                 // from which the paths hold
    std::string study, output;          // as they were typed
    std::vector<std::string> options{}; // of each run, beside those of its shard
    std::string data;                   // what DRUMBEAT_DATA names, or empty
    std::string name;                   // of its jobs
    std::int64_t tasks = 1;             // shards
    int cores = 1;                      // of each task
    std::string time, merge_time;       // "D-HH:MM:SS"; empty: the partition's own limit
    std::string memory, partition, account;
    std::vector<std::string> setup{}; // lines of shell that come first
};

// Runs one shard: the task of a Slurm array, or the one that its argument names. Asked to stop, it lets the program
// keep what is complete, and queues itself again.
std::string array_script(const Batch&);

// Joins all shards.
std::string merge_script(const Batch&);

// A part of a batch that is submitted as one array: its shards are `after` plus the array's indices.
struct JobArray {
    std::int64_t after = 0;
    std::string indices; // "1-4,7"
    std::int64_t tasks = 0;
};

// The shards, in ascending order, as arrays whose indices are at most `largest`.
std::vector<JobArray> job_arrays(const std::vector<std::int64_t>& shards, std::int64_t largest);

// Slurm's time limit in seconds: minutes, MM:SS, HH:MM:SS, D-HH, D-HH:MM or D-HH:MM:SS; none where it is not one.
std::optional<std::int64_t> seconds_of_limit(const std::string&);
std::string time_limit(double seconds); // the same backwards, rounded up to whole minutes: "D-HH:MM:00"

} // namespace drumbeat::tools
