// SPDX-License-Identifier: Apache-2.0
// What --set says on a command line.
#pragma once

#include "config/setting.hpp"

#include <string>
#include <vector>

namespace drumbeat::tools {

// "path=value" as it was typed, one of each; what has no path or no value is told.
std::vector<Setting> settings_of(const std::vector<std::string>& typed, std::vector<Problem>&);

} // namespace drumbeat::tools
