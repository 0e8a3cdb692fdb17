// SPDX-License-Identifier: Apache-2.0
// Carries out a study of balance: finds the foreign prices and shows what the country then looks like.
#pragma once

#include "config/study.hpp"
#include "tools/commands/command_line.hpp"

#include <string>
#include <vector>

namespace drumbeat::tools {

// Prints a scenario that has the prices found, on the study's base; with an output file, writes it there. `files` are
// those that the study was read from, itself first, then its base.
Exit balance(const Run&, const Study&, const std::vector<std::string>& files, int threads);

} // namespace drumbeat::tools
