// SPDX-License-Identifier: Apache-2.0
// Changes single values of a results file through HDF5, which gives them right checksums: what no checksum tells.
#pragma once

#include "outputs/files/hdf5/hdf5.hpp"

#include <string>

namespace drumbeat {

// Adds to one value of a dataset, found by its place; a missing one becomes `add`.
inline void change_value(const std::string& path, const std::string& dataset, const hdf5::Extents& place, double add) {
    const hdf5::Handle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT)),
        values(H5Dopen2(file, dataset.c_str(), H5P_DEFAULT)), there(H5Dget_space(values));
    const hdf5::Extents one(place.size(), 1);
    const hsize_t single = 1;
    const hdf5::Handle here(H5Screate_simple(1, &single, nullptr));
    hdf5::ok(H5Sselect_hyperslab(there, H5S_SELECT_SET, place.data(), nullptr, one.data(), nullptr));
    double value = 0;
    hdf5::ok(H5Dread(values, H5T_NATIVE_DOUBLE, here, there, H5P_DEFAULT, &value));
    value = value == value ? value + add : add;
    hdf5::ok(H5Dwrite(values, H5T_NATIVE_DOUBLE, here, there, H5P_DEFAULT, &value));
}

} // namespace drumbeat
