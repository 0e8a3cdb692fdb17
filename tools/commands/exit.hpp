// SPDX-License-Identifier: Apache-2.0
// What the command tells the shell: the one place where problems become exit codes.
#pragma once

#include "config/setting.hpp"

#include <span>
#include <string_view>

namespace drumbeat::tools {

enum class Exit { done = 0, environment = 1, input = 2, failed_runs = 3, interrupted = 130 };

// Prints a line on standard error in which nothing acts on a terminal: what somebody typed comes back in messages, and so
// do names from foreign files. Control characters, bidirectional overrides and bytes that are no UTF-8 are '?'.
void tell_inert(std::string_view line) noexcept;

// Prints every problem on standard error; with `strict` a warning counts as a mistake.
Exit told(std::span<const Problem>, bool strict = false);

// Prints the exception under way as one line on standard error. Call it inside a handler.
Exit told_exception() noexcept;

} // namespace drumbeat::tools
