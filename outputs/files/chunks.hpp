// SPDX-License-Identifier: Apache-2.0
// The bytes of one chunk of doubles as they stand in journal and results file: little-endian, then the checksum that
// HDF5's fletcher32 filter expects. They are not compressed: on simulated doubles zlib's fastest level gains a factor
// of about 1.5 and costs 350 to 550 ns a value, as much as simulating the run.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

std::string packed(std::span<const double>);          // missing values get one bit pattern
std::vector<double> unpacked(std::string_view chunk); // throws std::invalid_argument when the checksum is wrong

// The checksum of HDF5's fletcher32 filter: 16-bit words, high byte first.
std::uint32_t fletcher32(std::string_view bytes);

} // namespace drumbeat
