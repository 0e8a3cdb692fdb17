// SPDX-License-Identifier: Apache-2.0
// Words and file names in commands that a message proposes.
#pragma once

#include <string>

namespace drumbeat::tools {

std::string shell_word(const std::string& word); // as one word for a shell: in quotes when it needs them
std::string shell_file(const std::string& name); // the same, and never taken for an option

} // namespace drumbeat::tools
