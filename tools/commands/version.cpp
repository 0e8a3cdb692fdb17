// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/version.hpp"

#include "build_info.hpp"

#include <fmt/format.h>

namespace drumbeat::tools {

std::string version_text() {
    std::string text = fmt::format("drumbeat {}\ncommit {}\ncompiler {} ({}, {})\n", build_info::version, build_info::commit,
                                   build_info::compiler, build_info::build_type, build_info::system);
    text += "libraries";
    const char* separator = " ";
    for (const auto& library : build_info::libraries) {
        if (library.second.empty()) continue;
        text += fmt::format("{}{} {}", separator, library.first, library.second);
        separator = ", ";
    }
    return text;
}

} // namespace drumbeat::tools
