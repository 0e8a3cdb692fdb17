// SPDX-License-Identifier: Apache-2.0
// The verdict as a picture: per behaviour the difference, the interval that decides the answer, and the widest one.
#pragma once

#include "outputs/verdict/verdict.hpp"

#include <string>

namespace drumbeat {

// A self-contained SVG. Empty when there is nothing to compare.
std::string figure_svg(const Verdict&);

} // namespace drumbeat
