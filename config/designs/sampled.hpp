// SPDX-License-Identifier: Apache-2.0
// What designs that run a comparison in each of many worlds have in common.
#pragma once

#include <string>
#include <string_view>

namespace drumbeat {

// The body of such a design's starter: `worlds` are the lines that say which they are; `every_world` and `sampled` end
// sentences about them.
std::string starter_in_worlds(std::string_view every_world, std::string_view worlds, std::string_view sampled);

} // namespace drumbeat
