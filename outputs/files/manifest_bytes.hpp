// SPDX-License-Identifier: Apache-2.0
// A manifest as bytes, at the head of a journal.
#pragma once

#include "outputs/files/bytes.hpp"
#include "outputs/files/manifest.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace drumbeat {

std::string to_bytes(const Manifest&);           // names of cases as coordinates
Manifest manifest_from(std::string_view bytes);  // throws std::out_of_range or std::invalid_argument
bool is_alike(const Manifest&, const Manifest&); // but for their warnings, which name files as they were typed

// The pieces that all ways to store a manifest share: what stands before the names of cases and after them.
void put_before_cases(const Manifest&, ByteWriter&);
void put_after_cases(const Manifest&, ByteWriter&);
std::uint64_t read_before_cases(ByteReader&, Manifest&); // returns how many cases follow
void read_after_cases(ByteReader&, Manifest&);           // checks the counts of the whole as well

} // namespace drumbeat
