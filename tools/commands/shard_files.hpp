// SPDX-License-Identifier: Apache-2.0
// What the shards of a study have left beside its results file.
#pragma once

#include "outputs/files/manifest.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace drumbeat::tools {

struct ShardFiles {
    std::vector<std::int64_t> missing; // shards that lack a tile, in ascending order
    std::int64_t runs = 0;             // that are there
};

// Throws FileProblem where the study has fewer tiles than shards, where a journal is of another study, seed or model,
// and where one lies there that these shards would not go on with, so that its runs would be computed again.
ShardFiles shard_files(const Manifest&, const std::string& output, std::int64_t shards);

} // namespace drumbeat::tools
