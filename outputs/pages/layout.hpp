// SPDX-License-Identifier: Apache-2.0
// How a page of text is to look.
#pragma once

#include "outputs/pages/language.hpp"

#include <cstddef>
#include <string>

namespace drumbeat {

struct Layout {
    bool colour = false;    // bold headings, for a terminal
    std::size_t width = 80; // characters; tables fit into 80 to 120
    Language language = Language::en;
    std::string file = "FILE.h5"; // as it is typed into a shell, where further commands are proposed
};

} // namespace drumbeat
