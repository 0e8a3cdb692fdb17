// SPDX-License-Identifier: Apache-2.0
// Numbers as they stand in print.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace drumbeat {

// The value, rounded to as many decimals as the printed number shows: "0.13" for a value of 1/8 beside "0.12".
inline std::string as_printed(double value, std::string_view print) {
    const auto point = print.find('.');
    const int decimals = point == std::string_view::npos ? 0 : static_cast<int>(print.size() - point - 1);
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

} // namespace drumbeat

// Passes when the value, rounded, is the number in print.
#define CHECK_PRINTED(value, print) CHECK(drumbeat::as_printed(value, print) == std::string(print))
