// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/command_line.hpp"

#include "config/study.hpp"
#include "tools/commands/batch_scripts.hpp"
#include "tools/commands/completion.hpp"
#include "tools/commands/exit.hpp"
#include "tools/commands/version.hpp"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <iostream>
#include <memory>
#include <sstream>

namespace drumbeat::tools {
namespace {

std::vector<std::string> study_types() { return {design_words.begin(), design_words.end()}; }

struct Typed {
    Init init;
    Check check;
    Run run;
    Submit submit;
    Merge merge;
    Seal seal;
    Status status;
    Verify verify;
    Reproduce reproduce;
    Report report;
    Explain explain;
    Codebook codebook;
    Completion completion;
};

std::string whole_seed(const std::string& typed) {
    std::uint64_t seed = 0;
    const char* end = typed.data() + typed.size();
    const auto read = std::from_chars(typed.data(), end, seed);
    if (read.ec == std::errc{} && read.ptr == end) return {};
    return "'" + typed + "' is not a whole number; allowed: 0 to 18446744073709551615";
}

// Whole numbers between two others. CLI11 would only say that it could not convert.
CLI::Validator whole_number(std::int64_t least, std::int64_t most) {
    const auto fault = [least, most](const std::string& typed) -> std::string {
        std::int64_t number = 0;
        const char* end = typed.data() + typed.size();
        const auto read = std::from_chars(typed.data(), end, number);
        if (read.ec == std::errc::invalid_argument || read.ptr != end)
            return fmt::format("'{}' is no whole number; allowed: {} to {}", typed, least, most);
        if (read.ec == std::errc{} && number >= least && number <= most) return {};
        return fmt::format("{} is out of range; allowed: {} to {}", typed, least, most);
    };
    return {fault, fmt::format("{} to {}", least, most), ""};
}
CLI::Validator count_up_to(std::int64_t most) { return whole_number(1, most); }

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

// An empty word, as an unset variable of a shell leaves, is no wish for nothing.
std::string not_empty(const std::string& word) { return word.empty() ? "needs a name; it is empty" : ""; }

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
    CLI::Option* only =
        command
            .add_option(
                "--only", run.only,
                "Run one run alone and print its outcomes: a case by number or names, and a replication, such as "
                "3:17. No file is written")
            ->check(not_empty, "")
            ->type_name("CASE:R");
    for (const char* option : {"--output", "--overwrite", "--resume", "--shard", "--extend"}) only->excludes(option);
    command.add_option("--format", run.format, "Form of what --only prints")
        ->check(CLI::IsMember({"text", "json"}))
        ->needs(only)
        ->capture_default_str();
}

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
    command.add_option("--throttle", submit.throttle, "Tasks that run at the same time, at most")
        ->check(count_up_to(10000))
        ->type_name("N");
    command.add_flag("--dry-run", submit.dry_run, "Write the scripts, print how they are submitted, and stop there");
}

// Where a command puts the results file that it makes of journals.
void declare_results_file(CLI::App& command, std::string& output, bool& overwrite) {
    command.add_option("-o,--output", output, "Results file")->required()->check(not_empty, "")->type_name("FILE.h5");
    command.add_flag("--overwrite", overwrite, "Replace the results file if it is there");
}

void declare_merge(CLI::App& app, Merge& merge) {
    CLI::App& command = *app.add_subcommand("merge", "Make the results file of all shards of a study");
    command.add_option("part", merge.parts, "What run --shard has left")->required()->type_name("FILE.h5.k-of-K.part");
    declare_results_file(command, merge.output, merge.overwrite);
}

void declare_seal(CLI::App& app, Seal& seal) {
    CLI::App& command =
        *app.add_subcommand("seal", "Make a results file of what is there of a study, marked as a part of it");
    command.add_option("part", seal.parts, "What a run that was stopped has left")
        ->required()
        ->type_name("FILE.h5.part");
    declare_results_file(command, seal.output, seal.overwrite);
}

void declare_status(CLI::App& app, Status& status) {
    CLI::App& command = *app.add_subcommand(
        "status", "Say how far studies are, who computes them, and what they look like so far; nobody is disturbed");
    command.add_option("path", status.path, "A results file, a journal of it, or a folder of them")
        ->required()
        ->type_name("FILE-or-DIR");
    command.add_flag("--json", status.json, "As JSON");
}

void declare_verify(CLI::App& app, Verify& verify) {
    CLI::App& command =
        *app.add_subcommand("verify", "Compute some runs of a results file again and compare every value to the bit");
    command.add_option("file", verify.file, "Results file")->required()->type_name("FILE.h5");
    command.add_option("--sample", verify.sample, "How many runs, chosen by chance; all where there are fewer")
        ->check(whole_number(1, 1000000000000))
        ->capture_default_str()
        ->type_name("N");
    command
        .add_option(
            "--seed", verify.seed,
            "Which of them: the same runs for the same seed; without it others each time, and the seed is printed")
        ->check(whole_seed, "S", "")
        ->type_name("S");
}

void declare_reproduce(CLI::App& app, Reproduce& reproduce) {
    CLI::App& command = *app.add_subcommand(
        "reproduce", "Run the study that a results file holds again, and say whether the same bytes come of it");
    command.add_option("file", reproduce.file, "Results file")->required()->type_name("FILE.h5");
    command.add_option("-o,--output", reproduce.output, "Results file to write")
        ->required()
        ->check(not_empty, "")
        ->type_name("NEW.h5");
    command.add_option("-j,--threads", reproduce.threads, "Threads; without it, one per core")
        ->check(count_up_to(4096))
        ->type_name("N");
    command.add_flag("--overwrite", reproduce.overwrite, "Replace the file to write if it is there");
    command.add_flag("--resume", reproduce.resume, "Go on where this was stopped");
    command.add_flag("--quiet", reproduce.quiet, "No progress");
}

void declare_report(CLI::App& app, Report& report) {
    CLI::App& command =
        *app.add_subcommand("report", "Print the verdict of a results file, or of one that still grows");
    command.add_option("file", report.file, "Results file")->required()->type_name("FILE.h5");
    command.add_option("--format", report.format, "Form of the verdict")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    command.add_flag("--full", report.full, "All tables, in English, not one screen");
    command.add_option("--contrast", report.contrast, "The contrast to show, instead of the main one")
        ->type_name("NAME");
    command
        .add_option("--condition", report.condition,
                    "The condition to show, instead of the first: names of levels, with commas between them")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("LEVEL");
    command.add_option("--behaviour", report.behaviour, "The behaviour to show alone")->type_name("NAME");
    command.add_option("--area", report.area, "The technology area to speak of, instead of the country")
        ->type_name("NAME");
    command.add_option("--html", report.html, "Also write the verdict as a page to send: one file, with charts")
        ->type_name("FILE.html");
    command
        .add_option("--figures", report.figures, "Also draw every chart into this folder, as SVG and PNG (needs node)")
        ->type_name("DIR");
    command
        .add_option("--lang", report.language,
                    "Language of the screen and of what is written; --full, --compare and JSON are English")
        ->check(CLI::IsMember({"en", "nl"}))
        ->capture_default_str();
    command.add_option("--csv", report.csv, "Also write tables of runs, effects, areas and years into this folder")
        ->type_name("DIR");
    command.add_option("--xlsx", report.xlsx, "Also write a workbook for spreadsheets")->type_name("FILE.xlsx");
    command.add_option("--brief", report.brief, "Also write the answer on one page of Markdown")->type_name("FILE.md");
    command
        .add_option("--compare", report.compare,
                    "Instead of the verdict, say what has changed since this older results file")
        ->type_name("OLD.h5");
    command.add_flag("--overwrite", report.overwrite, "Replace files that are there");
    for (const char* option : {"--contrast", "--condition", "--behaviour", "--area", "--html", "--figures", "--csv",
                               "--xlsx", "--brief", "--compare"})
        command.get_option(option)->check(not_empty, "");
    const auto svg = [](const std::string&) {
        throw CLI::ValidationError("--svg", "has become --figures DIR, which draws every chart");
    };
    command.add_option_function<std::string>("--svg", svg)->group(""); // not in the help
}

void declare_explain(CLI::App& app, Explain& explain) {
    CLI::App& command =
        *app.add_subcommand("explain", "Say why a firm did or did not expand in a year, and what would have turned it; "
                                       "without a firm, list the firms");
    command.add_option("file", explain.file, "Results file")->required()->type_name("FILE.h5");
    CLI::Option* firm = command
                            .add_option("--firm", explain.firm,
                                        "The firm: its row in the panel of firms, from 0 on, as the list shows it")
                            ->check(whole_number(0, 1000000000))
                            ->type_name("N");
    command.add_option("--year", explain.year, "The year of the decision; of a list, that year alone")
        ->check(whole_number(0, 10000))
        ->type_name("Y");
    command.add_option("--replication", explain.replication, "The replication, from 0 on; without it, the first")
        ->check(whole_number(0, 10000000))
        ->type_name("R");
    command
        .add_option("--case", explain.which_case,
                    "The case: its number from 0 on, or names of its arm, behaviour and levels with / between them; "
                    "without it, the first. With --turned-by, of the cases of its treatment")
        ->type_name("CASE");
    command.add_flag("--list", explain.list, "List the firms: what they decided, and how near they were")
        ->excludes(firm);
    command.add_option("--area", explain.area, "List the firms of this technology area only")
        ->excludes(firm)
        ->type_name("AREA");
    command
        .add_option("--turned-by", explain.turned_by,
                    "List the firms that expanded or scaled up in the treatment of this contrast and not in its "
                    "control, and the other way round, under the same luck")
        ->excludes(firm)
        ->type_name("CONTRAST");
    for (const char* option : {"--case", "--area", "--turned-by"}) command.get_option(option)->check(not_empty, "");
    command.add_flag("--all", explain.all, "List every firm, however many")->excludes(firm);
    command.add_option("--format", explain.format, "Form of the explanation or the list")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
}

void declare_codebook(CLI::App& app, Codebook& codebook) {
    CLI::App& command = *app.add_subcommand("codebook", "Print every parameter, random number, or the results format");
    command
        .add_option(
            "--format", codebook.format,
            "markdown; json; schema, study-schema: JSON Schema; results: the results file; draws: random numbers")
        ->check(CLI::IsMember({"markdown", "json", "schema", "study-schema", "results", "draws"}))
        ->capture_default_str();
}

void declare_completion(CLI::App& app, Completion& completion) {
    CLI::App& command = *app.add_subcommand("completion", "Print a script that completes this command in a shell");
    command.add_option("shell", completion.shell, "Shell")->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
}

std::unique_ptr<CLI::App> declare(Typed& typed) {
    auto app = std::make_unique<CLI::App>(
        "Drumbeat: do stable orders make defence firms scale up? A simulation of procurement as "
        "industrial policy.",
        "drumbeat");
    app->set_version_flag("--version", version_text());
    app->require_subcommand(1);
    declare_init(*app, typed.init);
    declare_check(*app, typed.check);
    declare_run(*app, typed.run);
    declare_submit(*app, typed.submit);
    declare_merge(*app, typed.merge);
    declare_seal(*app, typed.seal);
    declare_status(*app, typed.status);
    declare_verify(*app, typed.verify);
    declare_reproduce(*app, typed.reproduce);
    declare_report(*app, typed.report);
    declare_explain(*app, typed.explain);
    declare_codebook(*app, typed.codebook);
    declare_completion(*app, typed.completion);
    // Last: subcommands inherit what is said before they are made.
    app->footer("Exit codes: 0 done, 1 environment, 2 input, 3 some runs failed, 130 interrupted.\n"
                "First steps: drumbeat run quickstart && drumbeat report quickstart.h5");
    return app;
}

// CLI11 would say that a command is missing, not that this one is wrong.
std::string unknown_command(const CLI::App& app, int argc, const char* const* argv) {
    if (argc < 2 || argv[1][0] == '-') return {};
    const auto all = app.get_subcommands([](const CLI::App*) { return true; });
    const bool known =
        std::any_of(all.begin(), all.end(), [&](const CLI::App* command) { return command->check_name(argv[1]); });
    return known ? std::string() : std::string(argv[1]);
}

Command chosen(const CLI::App& app, Typed typed) {
    if (app.got_subcommand("init")) return std::move(typed.init);
    if (app.got_subcommand("check")) return std::move(typed.check);
    if (app.got_subcommand("run")) return std::move(typed.run);
    if (app.got_subcommand("submit")) return std::move(typed.submit);
    if (app.got_subcommand("merge")) return std::move(typed.merge);
    if (app.got_subcommand("seal")) return std::move(typed.seal);
    if (app.got_subcommand("status")) return std::move(typed.status);
    if (app.got_subcommand("verify")) return std::move(typed.verify);
    if (app.got_subcommand("reproduce")) return std::move(typed.reproduce);
    if (app.got_subcommand("report")) return std::move(typed.report);
    if (app.got_subcommand("explain")) return std::move(typed.explain);
    if (app.got_subcommand("codebook")) return std::move(typed.codebook);
    return std::move(typed.completion);
}

std::vector<std::string> words_of(const std::string& choices) { // "{text,json}" to its words
    std::vector<std::string> words;
    const std::size_t open = choices.find('{'), close = choices.find('}');
    if (open == std::string::npos || close == std::string::npos) return words;
    std::string word;
    for (char c : choices.substr(open + 1, close - open - 1) + ",") {
        if (c != ',')
            word += c;
        else
            words.push_back(std::exchange(word, {}));
    }
    return words;
}

CompletedCommand completed(const CLI::App& app) {
    CompletedCommand command{app.get_name(), app.get_description(), {}, {}, {}};
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_positional()) {
            command.choices = words_of(option->get_type_name());
            continue;
        }
        CompletedOption entry{
            {}, option->get_description(), words_of(option->get_type_name()), option->get_expected_min() > 0};
        for (const std::string& name : option->get_lnames()) entry.names.push_back("--" + name);
        for (const std::string& name : option->get_snames()) entry.names.push_back("-" + name);
        command.options.push_back(std::move(entry));
    }
    for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; }))
        command.commands.push_back(completed(*sub));
    return command;
}

} // namespace

std::variant<Command, Exit> read_command_line(int argc, const char* const* argv) {
    Typed typed;
    const auto app = declare(typed);
    if (const std::string word = unknown_command(*app, argc, argv); !word.empty()) {
        tell_inert("drumbeat: there is no command '" + word + "'; see drumbeat --help");
        return Exit::input;
    }
    try {
        app->parse(argc, argv);
    } catch (const CLI::ParseError& stop) {
        std::ostringstream mistake;
        if (app->exit(stop, std::cout, mistake) == 0) return Exit::done;
        const std::string text = mistake.str();
        tell_inert(text.substr(0, text.find_last_not_of('\n') + 1));
        return Exit::input;
    }
    typed.run.command.assign(argv, argv + argc);
    typed.submit.command.assign(argv, argv + argc);
    return chosen(*app, std::move(typed));
}

std::string completion_script(const std::string& shell) {
    Typed typed;
    return completion_script(shell, completed(*declare(typed)));
}

} // namespace drumbeat::tools
