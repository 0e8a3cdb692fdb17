// SPDX-License-Identifier: Apache-2.0
// A results file holds its manifest a second time, as checksummed bytes: /drumbeat/manifest. Drumbeat reads these
// alone, since HDF5 itself does not survive damage to the texts of variable length that are there for everybody else.
#pragma once

#include "outputs/files/manifest.hpp"

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace drumbeat {

inline constexpr const char* manifest_group = "drumbeat";
inline constexpr Quantity manifest_quantity = {"manifest", "-", "what the file holds, as Drumbeat itself reads it"};
inline constexpr const char* content_hash_attribute = "content_hash"; // of that dataset, as a number
inline constexpr const char* missing_runs_attribute = "missing_runs"; // of the same

// Format and hash, then the manifest; the names of cases are a list, which is never in memory as a whole.
class StoredManifest {
  public:
    explicit StoredManifest(const Manifest&); // keeps a reference to it
    std::size_t size() const { return size_; }
    void write(const std::function<void(std::string_view piece)>&) const; // piece by piece, in order
    std::string bytes() const;                                            // all of them

  private:
    template <class See> void each_piece(const See&) const; // after the head
    std::uint64_t hash_of_pieces(std::size_t size) const;

    const CaseNames& cases_;
    std::string before_, after_; // what stands before the names, and after them
    std::string head_;           // format and hash
    std::size_t size_ = 0;
};

struct FormatMismatch : std::runtime_error {
    using std::runtime_error::runtime_error; // the format that was found
};
Manifest manifest_from_stored(std::string_view bytes); // throws as manifest_from; FormatMismatch for another version

} // namespace drumbeat
