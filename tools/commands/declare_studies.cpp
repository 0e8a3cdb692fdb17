// SPDX-License-Identifier: Apache-2.0
#include "config/study.hpp"
#include "tools/commands/batch_scripts.hpp"
#include "tools/commands/declare.hpp"

#include <fmt/core.h>

#include <charconv>

namespace drumbeat::tools {

namespace {

std::vector<std::string> study_types() { return {design_words.begin(), design_words.end()}; }

} // namespace

void declare_init(CLI::App& app, Init& init) {
    CLI::App& command = *app.add_subcommand("init", "Write an annotated template to start from, levers first");
    command.add_option("--study", init.study, "Write a study of this type instead of a scenario")
        ->check(CLI::IsMember(study_types()));
    command.add_option("--base", init.base, "Scenario to build on: a packaged name or a path")->type_name("NAME");
    command.add_option("-o,--output", init.output, "File to write; without it, the screen")->type_name("FILE");
}

void declare_check(CLI::App& app, Check& check) {
    CLI::App& command = *app.add_subcommand("check", "Check scenarios and studies; every mistake at once");
    command.add_option("file", check.files, "Scenario or study files, or packaged names")
        ->required()
        ->type_name("FILE");
    CLI::Option* plan =
        command.add_flag("--plan", check.plan,
                         "Also print what each study takes: cases, runs, time, core-hours, file, disk, memory, tiles");
    command.add_option("--cores", check.cores, "Cores that --plan reckons with; without it, those of this machine")
        ->check(count_up_to(1000000))
        ->needs(plan)
        ->type_name("N");
    command.add_flag("--resolved", check.resolved, "Also print the file with every value stated");
    command.add_option("--diff", check.diff, "Also print what differs from this scenario")->type_name("BASE");
    command.add_flag("--strict", check.strict, "Take warnings for errors");
}

namespace {

// "3/64".
Shard shard_of(const std::string& typed) {
    Shard shard;
    const char* end = typed.data() + typed.size();
    const auto number = std::from_chars(typed.data(), end, shard.number);
    const bool slash = number.ec == std::errc{} && number.ptr != end && *number.ptr == '/';
    const auto of = slash ? std::from_chars(number.ptr + 1, end, shard.of) : number;
    const bool read = slash && of.ec == std::errc{} && of.ptr == end;
    if (read && shard.of >= 1 && shard.of <= Shard::most && shard.number >= 1 && shard.number <= shard.of) return shard;
    throw CLI::ValidationError(
        "--shard",
        fmt::format("'{}' is no part of a study; allowed: k/K, such as 3/64, with k from 1 to K and K up to {}", typed,
                    Shard::most));
}

// What a study is run with instead of what its file says: of a command that runs studies.
template <class Command> void declare_changes(CLI::App& command, Command& study) {
    command.add_option("--replications", study.replications, "Replications, instead of the study's")
        ->check(count_up_to(10000000))
        ->type_name("N");
    command.add_option("--seed", study.seed, "Seed, instead of the study's")
        ->check(whole_seed, "S", "") // CLI11 lets large and negative numbers wrap around
        ->type_name("S");
    command
        .add_option("--set", study.set,
                    "Set a parameter of the base scenario, as segments.sensors.orders.cv=0.2; may be repeated")
        ->type_name("path=value")
        ->allow_extra_args(false);
    command
        .add_option("--over", study.over,
                    "Run every case with each accepted parameter set of this ensemble: a packaged name or a path")
        ->check(not_empty, "")
        ->type_name("ENSEMBLE");
}

// One run alone, and how it is printed.
void declare_only(CLI::App& command, std::string& one, std::string& format) {
    CLI::Option* only =
        command
            .add_option(
                "--only", one,
                "Run one run alone and print its outcomes: a case by number or names, and a replication, such as "
                "3:17. No file is written")
            ->check(not_empty, "")
            ->type_name("CASE:R");
    for (const char* option : {"--output", "--overwrite", "--resume", "--shard", "--extend"}) only->excludes(option);
    command.add_option("--format", format, "Form of what --only prints")
        ->check(CLI::IsMember({"text", "json"}))
        ->needs(only)
        ->capture_default_str();
}

} // namespace

void declare_run(CLI::App& app, Run& run) {
    CLI::App& command = *app.add_subcommand("run", "Run a study");
    command.add_option("study", run.study, "Study file, or packaged name")->required()->type_name("STUDY.yaml");
    command
        .add_option(
            "-o,--output", run.output,
            "Results file; without it, <study>.h5 in the current folder. A study of balance writes a scenario, one of "
            "validation its table, one of calibration an ensemble: FILE.yaml; without it, to the screen")
        ->check(not_empty, "")
        ->type_name("FILE.h5");
    command
        .add_option("-j,--threads", run.threads, "Threads; without it, one per core. The results do not depend on it")
        ->check(count_up_to(4096))
        ->type_name("N");
    declare_changes(command, run);
    command.add_flag("--overwrite", run.overwrite, "Replace the results file if it is there");
    command.add_flag("--resume", run.resume,
                     "Go on where a run of this study was stopped or killed: only what is missing is run");
    command
        .add_option_function<std::string>(
            "--shard", [&run](const std::string& typed) { run.shard = shard_of(typed); },
            "Run one of several parts of equal size, such as 3/64, into FILE.h5.3-of-64.part; merge joins them")
        ->type_name("k/K");
    command.add_flag("--quiet", run.quiet, "No progress and no closing line");
    command.add_flag("--strict", run.strict, "Take warnings for errors");
    command
        .add_option(
            "--extend", run.extend,
            "Take over every run that this results file has of the study, which may have more replications, arms, "
            "behaviours or levels, and compute the others alone")
        ->check(not_empty, "")
        ->type_name("FILE.h5");
    declare_only(command, run.only, run.format);
}

namespace {

// What goes into a script as it was typed.
std::string plain_word(const std::string& typed) {
    constexpr const char* plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.,:+@/-";
    const bool good = !typed.empty() && typed.find_first_not_of(plain) == std::string::npos;
    return good ? "" : "'" + typed + "' is no name that Slurm knows: letters, digits and _ . , : + @ / -";
}

std::string memory_size(const std::string& typed) {
    const std::string digits = typed.substr(0, typed.find_first_not_of("0123456789"));
    const std::string unit = typed.substr(digits.size());
    const bool good = !digits.empty() && (unit.empty() || std::string("KMGT").find(unit) != std::string::npos);
    return good && unit.size() < 2 ? "" : "'" + typed + "' is no amount of memory; allowed: such as 4G or 800M";
}

std::string time_limit_of_slurm(const std::string& typed) {
    constexpr int least = 180; // Slurm's warning comes two minutes before the end
    const auto seconds = seconds_of_limit(typed);
    if (!seconds) return "'" + typed + "' is no time limit; allowed: minutes, HH:MM:SS or D-HH:MM:SS";
    return *seconds >= least ? "" : "'" + typed + "' is too short to get anything done; allowed: 3 minutes or more";
}

// Names of the cluster: where, on whose account, with which surroundings.
void declare_cluster(CLI::App& command, Submit& submit) {
    command.add_option("--partition", submit.partition, "Partition; without it, the cluster's default")
        ->check(plain_word, "")
        ->type_name("NAME");
    command.add_option("--account", submit.account, "Account that pays; without it, your own")
        ->check(plain_word, "")
        ->type_name("NAME");
    command
        .add_option("--setup", submit.setup,
                    "Lines of shell that each job begins with: modules, a container, #SBATCH lines of your own")
        ->check(not_empty, "")
        ->type_name("FILE");
}

} // namespace

void declare_submit(CLI::App& app, Submit& submit) {
    CLI::App& command =
        *app.add_subcommand("submit", "Hand a study to Slurm: an array of tasks, and a merge once all are done");
    command.add_option("study", submit.study, "Study file, or packaged name")->required()->type_name("STUDY.yaml");
    command.add_option("-o,--output", submit.output, "Results file; without it, <study>.h5 in the current folder")
        ->check(not_empty, "")
        ->type_name("FILE.h5");
    declare_changes(command, submit);
    command.add_option("--tasks", submit.tasks, "Tasks, each of which runs one shard of the study")
        ->required()
        ->check(count_up_to(10000))
        ->type_name("K");
    command.add_option("--cores", submit.cores, "Processors of each task")
        ->check(count_up_to(4096))
        ->type_name("N")
        ->capture_default_str();
    command
        .add_option("--time", submit.time,
                    "Time limit of a task, as Slurm writes it; without it, 1.5 times the measured need")
        ->check(time_limit_of_slurm, "")
        ->type_name("D-HH:MM:SS");
    command.add_option("--mem", submit.memory, "Memory of each task, such as 4G; without it, the cluster's default")
        ->check(memory_size, "")
        ->type_name("SIZE");
    declare_cluster(command, submit);
    command.add_option("--throttle", submit.throttle, "Tasks that run at the same time, at most")
        ->check(count_up_to(10000))
        ->type_name("N");
    command.add_flag("--dry-run", submit.dry_run, "Write the scripts, print how they are submitted, and stop there");
}

} // namespace drumbeat::tools
