// SPDX-License-Identifier: Apache-2.0
// What the fuzz targets share: where packaged files lie, and a text out of an input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat::fuzz {

inline const std::vector<std::string>& folders() {
    static const std::vector<std::string> all{DRUMBEAT_SOURCE_DIR "/config"};
    return all;
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

} // namespace drumbeat::fuzz
