// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/shell_word.hpp"

#include <string_view>

namespace drumbeat::tools {

std::string shell_word(const std::string& name) {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-+=:,@%";
    const std::string safe = name.starts_with('-') ? "./" + name : name; // else it would be an option
    if (!safe.empty() && safe.find_first_not_of(plain) == std::string::npos) return safe;
    std::string quoted = "'";
    for (const char c : safe) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

} // namespace drumbeat::tools
