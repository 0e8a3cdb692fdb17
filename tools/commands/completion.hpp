// SPDX-License-Identifier: Apache-2.0
// Shell scripts that complete a command, from a plain description of it.
#pragma once

#include <string>
#include <vector>

namespace drumbeat::tools {

struct CompletedOption {
    std::vector<std::string> names; // "--output", "-o"
    std::string meaning;
    std::vector<std::string> choices; // empty: a file or a free value
    bool takes_value = false;
};

struct CompletedCommand {
    std::string name, meaning;
    std::vector<CompletedOption> options;
    std::vector<CompletedCommand> commands;
    std::vector<std::string> choices; // of the positional argument; empty: a file
};

std::string completion_script(const std::string& shell, const CompletedCommand& app); // "bash", "zsh" or "fish"

} // namespace drumbeat::tools
