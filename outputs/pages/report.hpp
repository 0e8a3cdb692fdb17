// SPDX-License-Identifier: Apache-2.0
// The verdict as a screen and as pages of text for people, and as JSON for programs.
#pragma once

#include "outputs/pages/layout.hpp"
#include "outputs/verdict/verdict.hpp"

#include <string>

namespace drumbeat {

// One screen: at most 40 lines and 80 characters a line, whatever the study and its names.
std::string screen_text(const Verdict&, const Layout& = {});
// All of it, in English, as wide as the layout says.
std::string report_text(const Verdict&, const Layout& = {});
std::string report_json(const Verdict&);

} // namespace drumbeat
