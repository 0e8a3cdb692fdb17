// SPDX-License-Identifier: Apache-2.0
// The command `drumbeat`.
#include "tools/commands/commands.hpp"

#include <variant>

namespace tools = drumbeat::tools;

int main(int argc, char** argv) {
    try {
        const auto typed = tools::read_command_line(argc, argv);
        if (const auto* ended = std::get_if<tools::Exit>(&typed)) return static_cast<int>(*ended);
        return static_cast<int>(
            std::visit([](const auto& command) { return tools::perform(command); }, std::get<tools::Command>(typed)));
    } catch (...) {
        return static_cast<int>(tools::told_exception());
    }
}
