// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/shell_word.hpp"

#include <string_view>

namespace drumbeat::tools {

std::string shell_word(const std::string& word) {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-+=:,@%";
    if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) return word;
    std::string quoted = "'";
    for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

std::string shell_file(const std::string& name) { return shell_word(name.starts_with('-') ? "./" + name : name); }

} // namespace drumbeat::tools
