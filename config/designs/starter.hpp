// SPDX-License-Identifier: Apache-2.0
// What a design has to say in a file to start from.
#pragma once

#include "config/codebook.hpp"

#include <string>
#include <string_view>

namespace drumbeat {

struct Starter {
    std::string_view about;    // comment lines at the top
    std::string_view question; // what such a study asks
    std::string body;          // its keys, annotated, after question and base; ends in the title of what is listed
    Kind listed = Kind::lever; // the parameters that stand below as comments, with their defaults
};

} // namespace drumbeat
