// SPDX-License-Identifier: Apache-2.0
// A scenario stands on a base, which may stand on another.
#pragma once

#include "config/yaml_files.hpp"

namespace drumbeat {

// The settings of the scenario in a file and of its bases, the deepest base first.
void collect_scenario(const YamlFile&, Folders, std::vector<std::string>& files, std::vector<Setting>&,
                      std::vector<Problem>&);

// The same by name, for a study's `base:`.
void collect_base(const std::string& path_or_name, const YamlFile& from, const Where& asked, Folders,
                  std::vector<std::string>& files, std::vector<Setting>&, std::vector<Problem>&);

} // namespace drumbeat
