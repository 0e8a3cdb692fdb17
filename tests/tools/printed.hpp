// SPDX-License-Identifier: Apache-2.0
// What a command prints when somebody types it in a folder.
#pragma once

#include <cstdio>
#include <string>
#include <sys/wait.h>

namespace drumbeat {

struct Printed {
    int code = -1;
    std::string text; // of both streams
    bool has(const std::string& words) const { return text.find(words) != std::string::npos; }
};

// With a shell between.
inline Printed printed_in(const std::string& folder, const std::string& command) {
    const std::string line = "cd " + folder + " && { " + command + "; } 2>&1";
    std::FILE* pipe = popen(line.c_str(), "r");
    Printed printed;
    char piece[4096];
    for (std::size_t got = 0; (got = std::fread(piece, 1, sizeof piece, pipe)) > 0;) printed.text.append(piece, got);
    printed.code = WEXITSTATUS(pclose(pipe));
    return printed;
}

} // namespace drumbeat
