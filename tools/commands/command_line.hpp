// SPDX-License-Identifier: Apache-2.0
// What was typed, as plain values. Only command_line.cpp knows CLI11.
#pragma once

#include "outputs/files/study_run.hpp"
#include "tools/commands/exit.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace drumbeat::tools {

struct Init {
    std::string study, base, output;
};
struct Check {
    std::vector<std::string> files;
    bool plan = false, resolved = false, strict = false;
    std::string diff;
    int cores = 0; // that --plan reckons with; 0: those that this process may use
};
struct Run {
    std::string study, output;
    std::string over; // an ensemble; empty: the study's own, if it has one
    int threads = 0;  // 0: one per core
    std::optional<std::int64_t> replications;
    std::optional<std::uint64_t> seed;
    std::vector<std::string> set;
    bool overwrite = false, resume = false, quiet = false, strict = false;
    Shard shard{};
    std::string extend;                // a results file of a part of the study; empty: none
    std::string only, format = "text"; // one run, "CASE:REPLICATION", and how it is printed
    std::vector<std::string> command;  // the whole line, for the log
};
struct Submit {
    std::string study, output;
    std::int64_t tasks = 0, throttle = 0; // 0: all at once
    int cores = 1;                        // of each task
    std::string time, memory, partition, account, setup;
    std::string over; // an ensemble; empty: the study's own, if it has one
    std::optional<std::int64_t> replications;
    std::optional<std::uint64_t> seed;
    std::vector<std::string> set;
    bool dry_run = false;
    std::vector<std::string> command; // the whole line
};
struct Merge {
    std::vector<std::string> parts;
    std::string output;
    bool overwrite = false;
};
struct Seal {
    std::vector<std::string> parts;
    std::string output;
    bool overwrite = false;
};
struct Status {
    std::string path; // a file of a study, or a folder
    bool json = false;
};
struct Verify {
    std::string file;
    std::int64_t sample = 20;          // runs
    std::optional<std::uint64_t> seed; // of their choice; none: chosen anew
};
struct Reproduce {
    std::string file, output;
    int threads = 0; // 0: one per core
    bool overwrite = false, resume = false, quiet = false;
};
struct Report {
    std::string file, format = "text", language = "en";
    std::string contrast, behaviour, area; // what is shown first
    std::vector<std::string> condition;    // names of levels
    std::string html, figures, csv, xlsx, brief, compare;
    bool full = false, overwrite = false;
};
struct Explain {
    std::string file, which_case, area, turned_by, format = "text";
    std::optional<int> firm, year; // no firm: the firms are listed
    std::int64_t replication = 0;
    bool list = false, all = false;
};
struct Codebook {
    std::string format = "markdown";
};
struct Completion {
    std::string shell;
};

using Command = std::variant<Init, Check, Run, Submit, Merge, Seal, Status, Verify, Reproduce, Report, Explain,
                             Codebook, Completion>;

// Either a command, or the exit code of a command line that ended by itself (help, version, a mistake).
std::variant<Command, Exit> read_command_line(int argc, const char* const* argv);

// A shell script that completes this command line; made from its declaration.
std::string completion_script(const std::string& shell);

} // namespace drumbeat::tools
