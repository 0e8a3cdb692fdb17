// SPDX-License-Identifier: Apache-2.0
// The verdict as a page of text for people, at most 100 columns wide, and as JSON for programs.
#pragma once

#include "outputs/verdict/verdict.hpp"

#include <string>

namespace drumbeat {

// `colour` adds bold headings for a terminal.
std::string report_text(const Verdict&, bool colour = false);
std::string report_json(const Verdict&);

} // namespace drumbeat
