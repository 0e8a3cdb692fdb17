// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/hdf5/sealed_file.hpp"

#include "config/text.hpp"
#include "outputs/files/stored_manifest.hpp"

#include <fmt/core.h>

namespace drumbeat {

namespace {

using hdf5::Handle;
using hdf5::ok;

// False where an older program wrote no such attribute.
bool read_number(hid_t object, const char* name, hid_t type, void* number) {
    if (ok(H5Aexists(object, name)) == 0) return false;
    const Handle attribute(H5Aopen(object, name, H5P_DEFAULT)), space(H5Aget_space(attribute));
    if (ok(H5Sget_simple_extent_npoints(space)) != 1) throw hdf5::Error(std::string(name) + " has an unknown shape");
    ok(H5Aread(attribute, type, number));
    return true;
}

void read_block(hid_t dataset, hid_t type, const hdf5::Extents& begin, const hdf5::Extents& count, void* values) {
    const Handle there(H5Dget_space(dataset)),
        here(H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr));
    ok(H5Sselect_hyperslab(there, H5S_SELECT_SET, begin.data(), nullptr, count.data(), nullptr));
    ok(H5Dread(dataset, type, here, there, H5P_DEFAULT, values));
}

// More than deflate can make of a byte.
constexpr hsize_t most_unfolded = 1100;

bool is_deflated(hid_t dataset) {
    if (dataset == H5I_INVALID_HID) return false;
    const Handle creation(H5Dget_create_plist(dataset));
    return H5Pget_filter_by_id2(creation, H5Z_FILTER_DEFLATE, nullptr, nullptr, nullptr, 0, nullptr, nullptr) >= 0;
}

} // namespace

SealedFile::SealedFile(const std::string& path) {
    const hdf5::Quiet quiet;
    const Handle access(H5Pcreate(H5P_FILE_ACCESS));
    ok(H5Pset_file_locking(access, false, true)); // a sealed file does not change; some file systems have no locks
    file_ = Handle(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access));
    read_manifest(path);
}

void SealedFile::read_manifest(const std::string& path) {
    const std::string name = fmt::format("{}/{}", manifest_group, manifest_quantity.name);
    if (ok(H5Lexists(file_, manifest_group, H5P_DEFAULT)) == 0)
        throw FileProblem(path + " is no Drumbeat results file", true);
    const Handle stored(H5Dopen2(file_, name.c_str(), H5P_DEFAULT));
    if (std::uint64_t hash = 0; read_number(stored, content_hash_attribute, H5T_NATIVE_UINT64, &hash))
        content_hash = fmt::format("{:016x}", hash);
    const bool says_what_is_missing = read_number(stored, missing_runs_attribute, H5T_NATIVE_INT64, &missing_runs);
    manifest = manifest_in(path, stored);
    read_replications();
    if (!says_what_is_missing)
        missing_runs = planned_runs(manifest) - replications * static_cast<std::int64_t>(manifest.cases.size());
}

Manifest SealedFile::manifest_in(const std::string& path, hid_t stored) const {
    const hdf5::Extents extents = hdf5::extents_of(stored);
    check_size(extents, 1);
    std::string bytes(hdf5::values_in(extents), '\0');
    ok(H5Dread(stored, H5T_NATIVE_UINT8, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()));
    try {
        return manifest_from_stored(bytes);
    } catch (const FormatMismatch& other) {
        throw FileProblem(
            fmt::format("{}: its format is {}; this program reads {}", path, shown(other.what(), 60), results_format),
            true);
    }
}

void SealedFile::read_replications() {
    const Handle replication(H5Dopen2(file_, "replication", H5P_DEFAULT));
    replications = static_cast<std::int64_t>(hdf5::extents_of(replication).at(0));
    if (replications < 1 || replications > manifest.replications)
        throw hdf5::Error("its replications are not those of its study");
}

void SealedFile::check_size(const hdf5::Extents& extents, std::size_t bytes_of_each, hid_t dataset) const {
    hsize_t bytes = 0;
    ok(H5Fget_filesize(file_, &bytes));
    if (is_deflated(dataset)) bytes *= most_unfolded;
    if (hdf5::values_in(extents) > bytes / bytes_of_each) throw hdf5::Error("it claims more values than it holds");
}

std::string SealedFile::path_of(Dataset::Group group, std::string_view quantity) {
    return group == Dataset::Group::root ? std::string(quantity) : fmt::format("{}/{}", name_of(group), quantity);
}

bool SealedFile::has(Dataset::Group group, std::string_view quantity) const {
    const bool in_root = group == Dataset::Group::root;
    if (!in_root && ok(H5Lexists(file_, std::string(name_of(group)).c_str(), H5P_DEFAULT)) == 0) return false;
    return ok(H5Lexists(file_, path_of(group, quantity).c_str(), H5P_DEFAULT)) > 0; // a damaged group is an error
}

Handle SealedFile::dataset(const std::string& name, std::size_t rank, hdf5::Extents& extents) const {
    Handle dataset(H5Dopen2(file_, name.c_str(), H5P_DEFAULT));
    extents = hdf5::extents_of(dataset);
    if (extents.size() != rank || extents[0] != manifest.cases.size() ||
        extents[1] > static_cast<hsize_t>(replications))
        throw hdf5::Error(name + " has an unknown shape");
    check_size(extents, sizeof(double), dataset);
    return dataset;
}

Handle SealedFile::column(const std::string& name, hsize_t& length) const {
    Handle dataset(H5Dopen2(file_, name.c_str(), H5P_DEFAULT));
    const hdf5::Extents extents = hdf5::extents_of(dataset);
    if (extents.size() != 1) throw hdf5::Error(name + " has an unknown shape");
    check_size(extents, sizeof(std::int32_t), dataset);
    length = extents[0];
    return dataset;
}

void SealedFile::read(hid_t dataset, const hdf5::Extents& begin, const hdf5::Extents& count,
                      std::vector<double>& values) {
    values.resize(hdf5::values_in(count));
    if (!values.empty()) read_block(dataset, H5T_NATIVE_DOUBLE, begin, count, values.data());
}

void SealedFile::read(hid_t column, hsize_t begin, hsize_t count, std::vector<std::int32_t>& values) {
    values.resize(hdf5::values_in({count}));
    if (!values.empty()) read_block(column, H5T_NATIVE_INT32, {begin}, {count}, values.data());
}

} // namespace drumbeat
