// SPDX-License-Identifier: Apache-2.0
// What a study will cost, before it is run.
#pragma once

#include "tools/commands/work.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace drumbeat::tools {

struct Estimate {
    std::size_t cases = 0;
    std::int64_t runs = 0;
    double seconds = 0; // on this machine with `threads`, from a few cases that were run and timed
    int threads = 1;
    double core_hours = 0;
    std::int64_t tiles = 0;      // which may run at the same time
    double megabytes = 0;        // of the results file
    double peak_megabytes = 0;   // of disk, while its journal becomes the results file
    double memory_megabytes = 0; // at most, about
    int rounds = 0;              // of studies without a results file: how often their replications are run
    std::string writes;          // and what they write
};
// On so many cores; 0: those that this process may use.
Estimate estimate(const Study&, const Survey&, int cores = 0);
std::string to_text(const Estimate&);

} // namespace drumbeat::tools
