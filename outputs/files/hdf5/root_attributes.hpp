// SPDX-License-Identifier: Apache-2.0
// What a results file says of itself, for everybody: the attributes of its root group, in one table.
#pragma once

#include "outputs/files/bytes.hpp"
#include "outputs/files/hdf5/hdf5.hpp"
#include "outputs/files/manifest.hpp"

#include <cstdint>
#include <string>

namespace drumbeat {

// What is known of the whole only when all tiles have been written.
struct FileTotals {
    std::int64_t replications = 0, runs = 0, failed = 0;
    std::string failures; // the first of them, one a line
    Hash hash;
};

void count_failure(FileTotals&, const RunFault&, const Manifest&);

std::int64_t missing_runs(const FileTotals&, const Manifest&); // that the study asks for and that are not there

void put_root_attributes(hid_t file, const Manifest&, const FileTotals&);

} // namespace drumbeat
