// SPDX-License-Identifier: Apache-2.0
// Where the packaged scenarios and studies lie.
#pragma once

#include <string>
#include <vector>

namespace drumbeat::tools {

// Folders that hold `scenarios` and `studies`, in the order of search: beside the installed program, in the source
// tree that it was built from, and what the environment's DRUMBEAT_DATA names. Only those that exist.
std::vector<std::string> data_folders();

} // namespace drumbeat::tools
