// SPDX-License-Identifier: Apache-2.0
// Lists of problems that somebody reads.
#pragma once

#include "config/yaml.hpp"

#include <vector>

namespace drumbeat {

// Problems that do not stand in the list yet.
void add_new(std::vector<Problem>& problems, std::vector<Problem> more);

// Cuts a list that nobody would read to its first `most_yaml_problems`, and says so.
void keep_first(std::vector<Problem>& problems);

} // namespace drumbeat
