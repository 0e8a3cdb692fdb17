// SPDX-License-Identifier: Apache-2.0
// What the command tells the shell: the one place where problems become exit codes.
#pragma once

#include "config/setting.hpp"

#include <span>

namespace drumbeat::tools {

enum class Exit { done = 0, environment = 1, input = 2, failed_runs = 3, interrupted = 130 };

// Prints every problem on standard error; with `strict` a warning counts as a mistake.
Exit told(std::span<const Problem>, bool strict = false);

// Prints the exception under way as one line on standard error. Call it inside a handler.
Exit told_exception() noexcept;

} // namespace drumbeat::tools
