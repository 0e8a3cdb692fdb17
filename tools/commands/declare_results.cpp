// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/declare.hpp"

namespace drumbeat::tools {

namespace {

// Where a command puts the results file that it makes of journals.
void declare_results_file(CLI::App& command, std::string& output, bool& overwrite) {
    command.add_option("-o,--output", output, "Results file")->required()->check(not_empty, "")->type_name("FILE.h5");
    command.add_flag("--overwrite", overwrite, "Replace the results file if it is there");
}

} // namespace

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

namespace {

// Which part of the answer is shown.
void declare_selection(CLI::App& command, Report& report) {
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
}

// What is written beside the screen, pages and pictures first.
void declare_pages(CLI::App& command, Report& report) {
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
}
void declare_tables(CLI::App& command, Report& report) {
    command.add_option("--csv", report.csv, "Also write tables of runs, effects, areas and years into this folder")
        ->type_name("DIR");
    command.add_option("--xlsx", report.xlsx, "Also write a workbook for spreadsheets")->type_name("FILE.xlsx");
    command.add_option("--brief", report.brief, "Also write the answer on one page of Markdown")->type_name("FILE.md");
}

} // namespace

void declare_report(CLI::App& app, Report& report) {
    CLI::App& command =
        *app.add_subcommand("report", "Print the verdict of a results file, or of one that still grows");
    command.add_option("file", report.file, "Results file")->required()->type_name("FILE.h5");
    command.add_option("--format", report.format, "Form of the verdict")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    command.add_flag("--full", report.full, "All tables, in English, not one screen");
    declare_selection(command, report);
    declare_pages(command, report);
    declare_tables(command, report);
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

namespace {

void declare_decision(CLI::App& command, Explain& explain) {
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
}

} // namespace

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
    declare_decision(command, explain);
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

} // namespace drumbeat::tools
