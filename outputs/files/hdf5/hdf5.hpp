// SPDX-License-Identifier: Apache-2.0
// A thin cover over HDF5's C interface: handles that close themselves, errors as exceptions.
#pragma once

#include <hdf5.h>

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace drumbeat::hdf5 {

// What HDF5 says went wrong, in one line: the system's message where there is one.
struct Error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

[[noreturn]] void fail();

// Passes on what an HDF5 function returned; throws when that is negative.
template <class T> T ok(T result) {
    if (result < 0) fail();
    return result;
}

// Any HDF5 object, property list, type or space.
class Handle {
  public:
    Handle() = default;
    explicit Handle(hid_t id) : id_(ok(id)) {}
    Handle(Handle&& other) noexcept : id_(other.id_) { other.id_ = -1; }
    Handle& operator=(Handle&& other) noexcept;
    ~Handle() { release(); }
    operator hid_t() const { return id_; }
    void close(); // throws when what was buffered cannot be written
    void release() noexcept;

  private:
    hid_t id_ = -1;
};

// HDF5 prints its errors unless told not to.
class Quiet {
  public:
    Quiet();
    ~Quiet();
    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;

  private:
    H5E_auto2_t function_ = nullptr;
    void* data_ = nullptr;
};

using Extents = std::vector<hsize_t>;

Handle text_type(); // UTF-8 of variable length, for data
void put_attribute(hid_t object, const char* name, const std::string&);
void put_attribute(hid_t object, const char* name, std::int64_t);
void put_attribute(hid_t object, const char* name, std::uint64_t);
void put_attribute(hid_t object, const char* name, std::span<const std::int32_t>);

// What whole numbers stand for: 0, 1, ... up to `count`, and a word for each.
void put_flag_values(hid_t object, std::size_t count);
void put_flag_meanings(hid_t object, const std::vector<std::string>& words);

Extents extents_of(hid_t dataset);
std::size_t values_in(const Extents&); // throws Error when no memory could hold them

} // namespace drumbeat::hdf5
