// SPDX-License-Identifier: Apache-2.0
// Whether a manifest that was read is one that a study can have, whoever wrote it: from here on it is computed with.
#pragma once

#include "outputs/files/manifest.hpp"

#include <cstdint>

namespace drumbeat {

inline constexpr std::int64_t most_firm_rows = 100'000'000;
inline constexpr std::int64_t most_investor_rows = 1'000'000;

void check_counts(const Manifest&); // throws std::invalid_argument

} // namespace drumbeat
