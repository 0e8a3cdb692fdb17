// SPDX-License-Identifier: Apache-2.0
// Standard input, output and error, which whoever starts the program may have closed or put on a full disk.
#pragma once

#include "tools/commands/exit.hpp"

namespace drumbeat::tools {

// Else the first file that is opened would take the place of a closed stream, and messages would be written into it.
void open_closed_streams() noexcept;

// Writes out what is buffered; what ended well did not when its output got lost.
Exit after_output(Exit) noexcept;

} // namespace drumbeat::tools
