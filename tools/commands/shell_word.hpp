// SPDX-License-Identifier: Apache-2.0
// File names in commands that a message proposes.
#pragma once

#include <string>

namespace drumbeat::tools {

std::string shell_word(const std::string& name); // as one word for a shell: in quotes when it needs them

} // namespace drumbeat::tools
