// SPDX-License-Identifier: Apache-2.0
// Whether two records of a run are the same to the bit, and where they are not.
#pragma once

#include "outputs/files/manifest.hpp"
#include "sim/record/record.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace drumbeat {

struct RunDifference {
    std::size_t count = 0; // values that differ
    std::string where;     // the first of them: "yearly/firms in 2027, sensors"
    double stored = 0, computed = 0;
    bool none() const { return count == 0; }
};

// Compares every value that a file of this manifest keeps of the replication: outcomes, areas, sizes, years, firms and
// events. Missing values are alike.
RunDifference difference(const RunRecord& stored, const RunRecord& computed, const Manifest&, std::int64_t replication);

// "exits is 3 in the file and 4 computed anew, and 11 more values differ".
std::string to_text(const RunDifference&);

} // namespace drumbeat
