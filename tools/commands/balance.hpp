// SPDX-License-Identifier: Apache-2.0
// A study of balance: finds the foreign prices and shows what the country then looks like.
#pragma once

#include "config/study.hpp"
#include "tools/commands/rounds_study.hpp"

#include <string>
#include <vector>

namespace drumbeat::tools {

// The file is a scenario that has the prices found, on the study's base. `files` are those that the study was read
// from, itself first, then its base.
RoundsStudy balance(const Run&, const Study&, const std::vector<std::string>& files);

} // namespace drumbeat::tools
