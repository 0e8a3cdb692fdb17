// SPDX-License-Identifier: Apache-2.0
// Carries out a study of balance: finds the foreign prices and shows what the country then looks like.
#pragma once

#include "config/study.hpp"
#include "tools/commands/command_line.hpp"

namespace drumbeat::tools {

// Prints the prices as lines of a scenario file; with an output file, writes them there.
Exit balance(const Run&, const Study&, int threads);

} // namespace drumbeat::tools
