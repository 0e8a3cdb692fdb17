// SPDX-License-Identifier: Apache-2.0
// The output of studies that write YAML instead of a results file.
#pragma once

#include "tools/commands/command_line.hpp"

#include <string>
#include <vector>

namespace drumbeat::tools {

// Finds out before the minutes of work whether the output can be written: throws FileProblem. `files` are those that
// the study was read from; `writes` says what kind of study this is.
void check_yaml_output(const Run&, const std::vector<std::string>& files, const std::string& writes);

} // namespace drumbeat::tools
