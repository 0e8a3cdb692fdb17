// SPDX-License-Identifier: Apache-2.0
// What lies along `case` and the other dimensions of a results file: coordinates, and what cases set.
#pragma once

#include "outputs/files/datasets.hpp"
#include "outputs/files/hdf5/group.hpp"

namespace drumbeat {

// The dimensions of a group of datasets, and the coordinates that tell its cases apart.
void add_axes(hdf5::Group&, Dataset::Group, std::size_t replications, const Manifest&);

// What cases set, as numbers. The study that a journal holds is the one that was run; where this program can no longer
// read it, nothing is added.
void add_case_settings(hdf5::Group&, const Manifest&);

// The coordinates of every variable along cases, as netCDF has them: separated by blanks.
std::string coordinates_of(const Manifest&);

} // namespace drumbeat
