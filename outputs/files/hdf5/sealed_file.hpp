// SPDX-License-Identifier: Apache-2.0
// A sealed results file, opened for reading: what its manifest says, and its datasets as HDF5 has them.
#pragma once

#include "outputs/files/datasets.hpp"
#include "outputs/files/hdf5/hdf5.hpp"
#include "outputs/files/manifest.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

class SealedFile {
  public:
    explicit SealedFile(const std::string& path); // throws hdf5::Error, FileProblem, std::logic_error

    Manifest manifest;
    std::int64_t replications = 0; // up to the last with a run
    std::int64_t missing_runs = 0; // that the study asks for and that are not there
    std::string content_hash;      // empty where an older program wrote none

    static std::string path_of(Dataset::Group, std::string_view quantity);
    bool has(Dataset::Group, std::string_view quantity) const;
    // Throws hdf5::Error unless it has this rank, all cases, and no more replications than the file.
    hdf5::Handle dataset(const std::string& name, std::size_t rank, hdf5::Extents& extents) const;
    // A dataset of one dimension.
    hdf5::Handle column(const std::string& name, hsize_t& length) const;
    static void read(hid_t dataset, const hdf5::Extents& begin, const hdf5::Extents& count,
                     std::vector<double>& values); // a block of it
    static void read(hid_t column, hsize_t begin, hsize_t count, std::vector<std::int32_t>& values);

  private:
    void read_manifest(const std::string& path);
    Manifest manifest_in(const std::string& path, hid_t stored) const;
    void read_replications();
    // A file does not hold more values than it has bytes, or than those can unfold to where they are compressed: memory
    // is not asked for values that a damaged one claims.
    void check_size(const hdf5::Extents&, std::size_t bytes_of_each, hid_t dataset = H5I_INVALID_HID) const;
    hdf5::Handle file_;
};

} // namespace drumbeat
