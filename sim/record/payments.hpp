// SPDX-License-Identifier: Apache-2.0
// Who pays whom, and what for: the rows and columns of the year's accounts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace drumbeat {

enum class Sector : std::uint8_t {
#define DRUMBEAT_SECTOR(name, meaning) name,
#include "sim/record/sectors.def"
#undef DRUMBEAT_SECTOR
    count_
};
enum class Purpose : std::uint8_t {
#define DRUMBEAT_PURPOSE(name, meaning) name,
#include "sim/record/purposes.def"
#undef DRUMBEAT_PURPOSE
    count_
};

struct NameInAccounts {
    std::string_view name, meaning;
};
inline constexpr NameInAccounts sectors[] = {
#define DRUMBEAT_SECTOR(name, meaning) {#name, meaning},
#include "sim/record/sectors.def"
#undef DRUMBEAT_SECTOR
};
inline constexpr NameInAccounts purposes[] = {
#define DRUMBEAT_PURPOSE(name, meaning) {#name, meaning},
#include "sim/record/purposes.def"
#undef DRUMBEAT_PURPOSE
};

inline constexpr std::size_t sector_count = static_cast<std::size_t>(Sector::count_);
inline constexpr std::size_t purpose_count = static_cast<std::size_t>(Purpose::count_);

} // namespace drumbeat
