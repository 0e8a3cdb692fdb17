// SPDX-License-Identifier: Apache-2.0
// Files to start from: annotated, levers first, ready to be read.
#pragma once

#include "config/study.hpp"

#include <string>
#include <string_view>

namespace drumbeat {

// Every parameter as a commented line with meaning, unit, allowed range and default. Without a base the file carries a
// technology area of its own.
std::string scenario_template(const std::string& base_name);

// A study of the design with that word that runs as it stands, on a base that has the defaults of the codebook for its
// technology areas.
std::string study_template(std::string_view word, const std::string& base_name);

// All parameters of a kind as commented lines, with the codebook's defaults.
std::string listed_parameters(Kind);

} // namespace drumbeat
