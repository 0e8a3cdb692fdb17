// SPDX-License-Identifier: Apache-2.0
// The results file: HDF5 that follows the netCDF-4 conventions, written once, from journals. HDF5 itself is seen in
// outputs/files/hdf5/ alone, where these functions are.
#pragma once

#include "outputs/files/journal.hpp"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace drumbeat {

struct Sealed {
    std::int64_t replications = 0; // in the file: up to the last with a run
    std::int64_t runs = 0, failed = 0;
    std::uint64_t content_hash = 0;
};

// Writes the tiles of the journals to a name beside `path`, and renames when all is on disk: the same bytes whoever
// computed the tiles. Where some are missing, so are their values, and the file says how many runs those are. Throws
// FileProblem, and then leaves what was at `path` before, as it does without `overwrite` when something is there by
// then; SealStopped, with the same care, when a stop is asked.
struct SealStopped {};
std::string sealing_path(const std::string& path); // that other name
Sealed seal(const std::vector<const JournalReader*>&, const std::string& path, bool overwrite = true,
            std::stop_token stop = {});

// A sealed file; use open_results. Damaged files end in FileProblem.
std::unique_ptr<Results> open_results_file(const std::string& path);

// What stands in the root group's attributes, for the format page.
const std::vector<std::pair<std::string, std::string>>& root_attributes();

} // namespace drumbeat
