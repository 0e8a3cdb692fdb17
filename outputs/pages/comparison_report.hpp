// SPDX-License-Identifier: Apache-2.0
// What changed between two results: as text of at most 40 lines and 80 columns, and as JSON.
#pragma once

#include "outputs/verdict/comparison.hpp"

#include <string>

namespace drumbeat {

std::string comparison_text(const ResultsComparison&);
std::string comparison_json(const ResultsComparison&);

} // namespace drumbeat
