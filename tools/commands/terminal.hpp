// SPDX-License-Identifier: Apache-2.0
// What standard output is shown on.
#pragma once

#include <cstddef>

namespace drumbeat::tools {

bool shows_colour();          // a terminal, unless NO_COLOR is set (https://no-color.org) or TERM is dumb
std::size_t terminal_width(); // in columns; 80 where it is no terminal, or does not say

} // namespace drumbeat::tools
