// SPDX-License-Identifier: Apache-2.0
// Text files that a command writes: whole or not at all, and never over another file unasked.
#pragma once

#include <string>

namespace drumbeat::tools {

void write_text_file(const std::string& path, const std::string& text, bool overwrite); // throws FileProblem

} // namespace drumbeat::tools
