// SPDX-License-Identifier: Apache-2.0
// Carries out a study of validation: the base, under each behaviour, against the stylised facts.
#pragma once

#include "config/study.hpp"
#include "tools/commands/command_line.hpp"

#include <string>
#include <vector>

namespace drumbeat::tools {

// Prints a table per case; with an output file, writes the same there as YAML. `files` are those that the study was
// read from.
Exit validation(const Run&, const Study&, const std::vector<Case>&, const std::vector<std::string>& files, int threads);

} // namespace drumbeat::tools
