// SPDX-License-Identifier: Apache-2.0
// Carries out a study of calibration: fits parameters of the base to facts and keeps an ensemble.
#pragma once

#include "config/study.hpp"
#include "tools/commands/command_line.hpp"

#include <string>
#include <vector>

namespace drumbeat::tools {

// Prints what was found; with an output file, writes the ensemble there. `files` are those that the study was read
// from.
Exit calibration(const Run&, const Study&, const std::vector<std::string>& files, int threads);

} // namespace drumbeat::tools
