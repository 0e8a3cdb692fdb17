// SPDX-License-Identifier: Apache-2.0
// What a run says when it is stopped, and while it goes on.
#pragma once

#include "tools/commands/command_line.hpp"
#include "tools/commands/progress.hpp"

#include <string>

namespace drumbeat::tools {

// A line on standard error. Whatever becomes of the terminal, a run goes on.
void say(const std::string& text);

// Where its progress is shown: standard error may be a terminal, or the log of a batch job.
Progress::Where progress_of(const Run&);

// On standard error, when a stop was asked for.
void say_stopping(const Run&);

// What was typed, as it can be typed again; that it went on with something is no part of it.
std::string typed_line(const Run&);

// The line that goes on with what was stopped.
std::string resuming_line(const Run&);

} // namespace drumbeat::tools
