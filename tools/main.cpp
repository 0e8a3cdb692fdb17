// SPDX-License-Identifier: Apache-2.0
// The command `drumbeat`.
#include "tools/commands/commands.hpp"
#include "tools/commands/standard_streams.hpp"

#include <variant>

namespace tools = drumbeat::tools;

namespace {

tools::Exit performed(int argc, char** argv) {
    try {
        const auto typed = tools::read_command_line(argc, argv);
        if (const auto* ended = std::get_if<tools::Exit>(&typed)) return *ended;
        return std::visit([](const auto& command) { return tools::perform(command); }, std::get<tools::Command>(typed));
    } catch (...) {
        return tools::told_exception();
    }
}

} // namespace

int main(int argc, char** argv) {
    tools::open_closed_streams();
    return static_cast<int>(tools::after_output(performed(argc, argv)));
}
