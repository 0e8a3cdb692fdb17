// SPDX-License-Identifier: Apache-2.0
// What names stand in a results file, so that no coordinate is called like something else.
#pragma once

#include "outputs/files/manifest.hpp"

#include <string>
#include <vector>

namespace drumbeat {

// The names of the coordinates that tell cases apart: arm, behaviour, then the factors. A factor that is called like
// something else in the file gets "_level" behind its name, so often that all names differ.
std::vector<std::string> case_coordinates(const std::vector<std::string>& factors);

// Every name in the root group that is no setting of a case: coordinates, quantities, groups.
std::vector<std::string> names_taken(const Manifest&);

} // namespace drumbeat
