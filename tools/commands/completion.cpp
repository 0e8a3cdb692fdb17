// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/completion.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

namespace drumbeat::tools {
namespace {

std::string words(const std::vector<std::string>& list) { return fmt::format("{}", fmt::join(list, " ")); }

std::string option_names(const CompletedCommand& command) {
    std::string all;
    for (const CompletedOption& option : command.options) all += words(option.names) + " ";
    return all;
}

std::string command_names(const CompletedCommand& app) {
    std::string all;
    for (const CompletedCommand& command : app.commands) all += command.name + " ";
    return all;
}

// A meaning inside single quotes, without what zsh and fish would read as syntax.
std::string quoted(const std::string& meaning) {
    std::string safe;
    for (char c : meaning) {
        if (c == '\'')
            safe += "'\\''";
        else if (c == '[' || c == ']' || c == ':')
            safe += ' ';
        else
            safe += c;
    }
    return "'" + safe + "'";
}

// The words to offer after an option, per command.
std::string bash_case(const CompletedCommand& command) {
    std::string text = fmt::format("    {})\n        case \"$previous\" in\n", command.name);
    for (const CompletedOption& option : command.options) {
        if (!option.takes_value) continue;
        const std::string offer = option.choices.empty()
                                      ? "compgen -f -- \"$word\""
                                      : fmt::format("compgen -W '{}' -- \"$word\"", words(option.choices));
        text +=
            fmt::format("        {}) mapfile -t COMPREPLY < <({}); return ;;\n", fmt::join(option.names, "|"), offer);
    }
    text += "        esac\n";
    text += fmt::format("        if [[ $word == -* ]]; then mapfile -t COMPREPLY < <(compgen -W '{}' -- \"$word\")\n",
                        option_names(command));
    text += fmt::format("        else mapfile -t COMPREPLY < <({} -- \"$word\"); fi ;;\n",
                        command.choices.empty() ? "compgen -f" : "compgen -W '" + words(command.choices) + "'");
    return text;
}

std::string bash_script(const CompletedCommand& app) {
    std::string text =
        "# bash completion of " + app.name + "; put into your shell with: source <(" + app.name + " completion bash)\n";
    text += "_" + app.name +
            "() {\n    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
            "    if ((COMP_CWORD == 1)); then\n        mapfile -t COMPREPLY < <(compgen -W '" +
            command_names(app) + option_names(app) +
            "' -- \"$word\")\n        return\n    fi\n    case \"${COMP_WORDS[1]}\" in\n";
    for (const CompletedCommand& command : app.commands) text += bash_case(command);
    return text + "    esac\n}\ncomplete -o filenames -F _" + app.name + " " + app.name + "\n";
}

std::string zsh_command(const CompletedCommand& command) {
    std::string text = fmt::format("    {}) _arguments", command.name);
    for (const CompletedOption& option : command.options)
        for (const std::string& name : option.names) {
            std::string spec = name + "[" + quoted(option.meaning).substr(1);
            spec.pop_back();
            spec += "]";
            if (option.takes_value)
                spec += option.choices.empty() ? ":value:_files" : ":value:(" + words(option.choices) + ")";
            text += " '" + spec + "'";
        }
    return text +
           (command.choices.empty() ? " '*:file:_files' ;;\n" : " '1:choice:(" + words(command.choices) + ")' ;;\n");
}

std::string zsh_script(const CompletedCommand& app) {
    std::string text = "#compdef " + app.name + "\n# zsh completion; put into your shell with: source <(" + app.name +
                       " completion zsh)\n";
    text += "_" + app.name + "() {\n    local -a commands=(";
    for (const CompletedCommand& command : app.commands) {
        const std::string meaning = quoted(command.meaning);
        text += " '" + command.name + ":" + meaning.substr(1);
    }
    text += ")\n    if ((CURRENT == 2)); then _describe command commands; return; fi\n    local command=$words[2]\n"
            "    shift words; ((CURRENT--))\n    case $command in\n";
    for (const CompletedCommand& command : app.commands) text += zsh_command(command);
    return text + "    esac\n}\ncompdef _" + app.name + " " + app.name + "\n";
}

std::string fish_script(const CompletedCommand& app) {
    std::string text = "# fish completion; put into your shell with: " + app.name + " completion fish | source\n";
    for (const CompletedCommand& command : app.commands) {
        text += fmt::format("complete -c {} -f -n __fish_use_subcommand -a {} -d {}\n", app.name, command.name,
                            quoted(command.meaning));
        const std::string here =
            fmt::format("complete -c {} -n '__fish_seen_subcommand_from {}'", app.name, command.name);
        if (!command.choices.empty()) text += fmt::format("{} -f -a '{}'\n", here, words(command.choices));
        for (const CompletedOption& option : command.options) {
            text += here;
            for (const std::string& name : option.names)
                text += name[1] == '-' ? " -l " + name.substr(2) : " -s " + name.substr(1);
            if (option.takes_value) text += option.choices.empty() ? " -r" : " -x -a '" + words(option.choices) + "'";
            text += " -d " + quoted(option.meaning) + "\n";
        }
    }
    return text;
}

} // namespace

std::string completion_script(const std::string& shell, const CompletedCommand& app) {
    if (shell == "zsh") return zsh_script(app);
    if (shell == "fish") return fish_script(app);
    return bash_script(app);
}

} // namespace drumbeat::tools
