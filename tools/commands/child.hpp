// SPDX-License-Identifier: Apache-2.0
// Other programs, where the machine has them.
#pragma once

#include <string>
#include <vector>

namespace drumbeat::tools {

// The first of these names that can be started, by its path; empty when none can.
std::string find_program(const std::vector<std::string>& names);

// Starts a program, without a shell, and waits for it. Both its streams go to the file `log`.
// The exit code; -1 when it could not be started or was killed.
int run_program(const std::vector<std::string>& words, const std::string& log);

// The same, and what it said on standard output; what it says on standard error goes where this program's goes, or
// nowhere.
struct Said {
    int code = -1;
    std::string text;
};
enum class Errors { shown, dropped };
Said said_by(const std::vector<std::string>& words, Errors);

} // namespace drumbeat::tools
