// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/hdf5/creation.hpp"

namespace drumbeat::hdf5 {
namespace {

Handle without_times(hid_t property_class) {
    Handle list(H5Pcreate(property_class));
    ok(H5Pset_obj_track_times(list, false));
    return list;
}

// Readers of netCDF show groups and datasets in the order in which they were made.
void keep_order(const Handle& list) {
    ok(H5Pset_link_creation_order(list, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED));
}

Handle simple_space(const Extents& extents, const hsize_t* largest) {
    return Handle(H5Screate_simple(static_cast<int>(extents.size()), extents.data(), largest));
}

} // namespace

Handle create_file(const std::string& path) {
    const Handle creation = without_times(H5P_FILE_CREATE);
    const Handle access(H5Pcreate(H5P_FILE_ACCESS));
    keep_order(creation);
    ok(H5Pset_libver_bounds(access, H5F_LIBVER_V110, H5F_LIBVER_V110));
    ok(H5Pset_file_locking(access, false, true)); // nobody else knows the name, and some file systems have no locks
    return Handle(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation, access));
}

Handle create_group(hid_t file, const char* name) {
    const Handle creation = without_times(H5P_GROUP_CREATE);
    keep_order(creation);
    return Handle(H5Gcreate2(file, name, H5P_DEFAULT, creation, H5P_DEFAULT));
}

Handle create_dataset(hid_t group, const std::string& name, hid_t type, hid_t space, hid_t properties) {
    return Handle(H5Dcreate2(group, name.c_str(), type, space, H5P_DEFAULT, properties, H5P_DEFAULT));
}

Handle dataset_properties() { return without_times(H5P_DATASET_CREATE); }

Handle checked_chunks(const Extents& chunk, bool compressed) {
    Handle properties = dataset_properties();
    ok(H5Pset_chunk(properties, static_cast<int>(chunk.size()), chunk.data()));
    if (compressed) {
        ok(H5Pset_shuffle(properties));
        ok(H5Pset_deflate(properties, 1)); // a higher level takes three times as long for a twentieth
    }
    ok(H5Pset_fletcher32(properties));
    return properties;
}

Handle space_of(const Extents& extents) { return simple_space(extents, nullptr); }

Handle space_of(const Extents& extents, const Extents& largest) { return simple_space(extents, largest.data()); }

void write_block(hid_t dataset, hid_t type, hsize_t begin, hsize_t count, const void* values) {
    const Handle target(H5Dget_space(dataset));
    const Handle source = space_of({count});
    ok(H5Sselect_hyperslab(target, H5S_SELECT_SET, &begin, nullptr, &count, nullptr));
    ok(H5Dwrite(dataset, type, source, target, H5P_DEFAULT, values));
}

void write_block(hid_t dataset, hsize_t begin, std::span<const std::int32_t> values) {
    write_block(dataset, H5T_NATIVE_INT32, begin, values.size(), values.data());
}

void write_block(hid_t dataset, hsize_t begin, std::span<const double> values) {
    write_block(dataset, H5T_NATIVE_DOUBLE, begin, values.size(), values.data());
}

} // namespace drumbeat::hdf5
