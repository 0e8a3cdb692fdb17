// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/command_line.hpp"

#include "tools/commands/completion.hpp"
#include "tools/commands/declare.hpp"
#include "tools/commands/exit.hpp"
#include "tools/commands/version.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <sstream>

namespace drumbeat::tools {
namespace {

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
