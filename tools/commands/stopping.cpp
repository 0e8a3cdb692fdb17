// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/stopping.hpp"

#include "config/text.hpp"
#include "tools/commands/shell_word.hpp"

#include <cstdio>
#include <unistd.h>
#include <vector>

namespace drumbeat::tools {

void say(const std::string& text) { std::fputs((text + "\n").c_str(), stderr); }

Progress::Where progress_of(const Run& run) {
    if (run.quiet) return Progress::Where::nowhere;
    return isatty(STDERR_FILENO) == 1 ? Progress::Where::terminal : Progress::Where::log;
}

void say_stopping(const Run& run) {
    const bool terminal = progress_of(run) == Progress::Where::terminal;
    if (!run.quiet) say(std::string(terminal ? "\r\x1b[K" : "") + "Stopping; a second Ctrl-C stops at once.");
}

std::string typed_line(const Run& run) {
    std::string line = "drumbeat";
    for (std::size_t i = 1; i < run.command.size(); ++i)
        if (run.command[i] != "--resume") line += " " + shell_word(run.command[i]);
    return line;
}

std::string resuming_line(const Run& run) {
    std::vector<std::string> words;
    for (const std::string& word : run.command)
        if (word != "--resume") words.push_back(shell_word(word));
    return joined(words, " ") + " --resume";
}

} // namespace drumbeat::tools
