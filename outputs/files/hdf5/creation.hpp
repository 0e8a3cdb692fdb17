// SPDX-License-Identifier: Apache-2.0
// What is made anew in a results file: fixed layout and no times, so that the same numbers give the same bytes.
#pragma once

#include "outputs/files/hdf5/hdf5.hpp"

#include <cstdint>
#include <span>
#include <string>

namespace drumbeat::hdf5 {

Handle create_file(const std::string& path); // whatever is at the path is gone
Handle create_group(hid_t file, const char* name);
Handle create_dataset(hid_t group, const std::string& name, hid_t type, hid_t space, hid_t properties);

Handle dataset_properties();
// Properties of a dataset in chunks, each with its checksum, and deflated where that is wanted.
Handle checked_chunks(const Extents& chunk, bool compressed = false);

Handle space_of(const Extents&);
Handle space_of(const Extents&, const Extents& largest);

// Values from `begin` on, along a dataset of one dimension.
void write_block(hid_t dataset, hid_t type, hsize_t begin, hsize_t count, const void* values);
void write_block(hid_t dataset, hsize_t begin, std::span<const std::int32_t>);
void write_block(hid_t dataset, hsize_t begin, std::span<const double>);

} // namespace drumbeat::hdf5
