// SPDX-License-Identifier: Apache-2.0
// Reads the packaged ranges over accepted parameters, `ranges/NAME.yaml`, which `tools/ranges` writes.
#pragma once

#include "config/accepted_ranges.hpp"
#include "config/yaml.hpp"

#include <vector>

namespace drumbeat {

inline constexpr std::string_view ranges_format = "drumbeat-ranges/1";

// From every such file in the folders, those of the first folder first. What cannot be read is told and left out.
AcceptedRanges read_accepted_ranges(Folders, std::vector<Problem>&);

} // namespace drumbeat
