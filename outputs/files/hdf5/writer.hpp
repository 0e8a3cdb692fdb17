// SPDX-License-Identifier: Apache-2.0
// Writes a results file, from beginning to end.
#pragma once

#include "outputs/files/results_file.hpp"

#include <stop_token>
#include <string>

namespace drumbeat {

// All tiles of the index, at this path. Throws hdf5::Error, FileProblem where a journal is damaged, SealStopped; what
// is at the path is then of no use.
Sealed write_results_file(const std::string& path, const TileIndex&, const std::stop_token&);

} // namespace drumbeat
