// SPDX-License-Identifier: Apache-2.0
// The path that somebody meant who wrote only part of it.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace drumbeat {

enum class Slips { none, some }; // whether the words may be misspelt

// "segments.*.orders.cv" for the words of "*.orders.cv", "orders.cv" or "cv"; "segments.sensors.orders.cv" where the
// words name one of the technology areas. At most three paths, as "a or b"; empty when nothing, or too much, fits.
std::string likely_path(std::span<const std::string_view> words, std::span<const std::string_view> areas, Slips);

} // namespace drumbeat
