// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/hdf5/hdf5.hpp"

#include "config/text.hpp"

#include <algorithm>
#include <numeric>

namespace drumbeat::hdf5 {
namespace {

// At exit HDF5 would write what a failed write left open, on the same full disk, and crash. Before its first call.
[[maybe_unused]] const herr_t no_work_at_exit = H5dont_atexit();

// Innermost first: a message of the system, such as "No space left on device", holds over HDF5's own words.
herr_t look_for_reason(unsigned depth, const H5E_error2_t* error, void* result) {
    auto& reason = *static_cast<std::string*>(result);
    const std::string text = error->desc ? error->desc : "";
    if (depth == 0) reason = text;
    const std::string mark = "error message = '";
    if (const auto begin = text.find(mark); begin != std::string::npos)
        reason = text.substr(begin + mark.size(), text.find('\'', begin + mark.size()) - begin - mark.size());
    return 0;
}

void write_attribute(hid_t object, const char* name, hid_t type, hid_t space, const void* data) {
    const Handle attribute(H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT));
    ok(H5Awrite(attribute, type, data));
}

Handle scalar() { return Handle(H5Screate(H5S_SCALAR)); }

Handle row_of(std::size_t count) {
    const hsize_t extent = count;
    return Handle(H5Screate_simple(1, &extent, nullptr));
}

} // namespace

void fail() {
    std::string reason = "HDF5 reported an error";
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, look_for_reason, &reason);
    throw Error(reason);
}

Handle& Handle::operator=(Handle&& other) noexcept {
    if (this != &other) {
        release();
        id_ = other.id_;
        other.id_ = -1;
    }
    return *this;
}

void Handle::close() {
    const hid_t id = id_;
    id_ = -1;
    if (id >= 0) ok(H5Idec_ref(id));
}

void Handle::release() noexcept {
    if (id_ >= 0) H5Idec_ref(id_);
    id_ = -1;
}

Quiet::Quiet() {
    H5Eget_auto2(H5E_DEFAULT, &function_, &data_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

Quiet::~Quiet() { H5Eset_auto2(H5E_DEFAULT, function_, data_); }

Handle text_type() {
    Handle type(H5Tcopy(H5T_C_S1));
    ok(H5Tset_size(type, H5T_VARIABLE));
    ok(H5Tset_cset(type, H5T_CSET_UTF8));
    return type;
}

// Of fixed length, with one byte at least: netCDF's tools take such a text for characters (NC_CHAR), as ncks, cdo,
// ncview and readers in Fortran expect; of variable length it would be a string, which they do not know.
void put_attribute(hid_t object, const char* name, const std::string& text) {
    const Handle type(H5Tcopy(H5T_C_S1));
    ok(H5Tset_size(type, std::max<std::size_t>(text.size(), 1)));
    ok(H5Tset_strpad(type, H5T_STR_NULLPAD));
    ok(H5Tset_cset(type, H5T_CSET_UTF8));
    write_attribute(object, name, type, scalar(), text.c_str());
}

void put_attribute(hid_t object, const char* name, std::int64_t value) {
    write_attribute(object, name, H5T_STD_I64LE, scalar(), &value);
}

void put_attribute(hid_t object, const char* name, std::uint64_t value) {
    write_attribute(object, name, H5T_STD_U64LE, scalar(), &value);
}

void put_attribute(hid_t object, const char* name, std::span<const std::int32_t> values) {
    write_attribute(object, name, H5T_STD_I32LE, row_of(values.size()), values.data());
}

void put_flag_values(hid_t object, std::size_t count) {
    std::vector<std::int32_t> values(count);
    std::iota(values.begin(), values.end(), 0);
    put_attribute(object, "flag_values", std::span<const std::int32_t>(values));
}

void put_flag_meanings(hid_t object, const std::vector<std::string>& words) {
    put_attribute(object, "flag_meanings", joined(words, " "));
}

Extents extents_of(hid_t dataset) {
    const Handle space(H5Dget_space(dataset));
    Extents extents(static_cast<std::size_t>(ok(H5Sget_simple_extent_ndims(space))));
    ok(H5Sget_simple_extent_dims(space, extents.data(), nullptr));
    return extents;
}

std::size_t values_in(const Extents& extents) {
    constexpr hsize_t most = hsize_t{1} << 40;
    hsize_t total = 1;
    for (const hsize_t extent : extents) {
        if (extent > most / std::max<hsize_t>(total, 1)) throw Error("too large");
        total *= extent;
    }
    return static_cast<std::size_t>(total);
}

} // namespace drumbeat::hdf5
