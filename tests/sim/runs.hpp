// SPDX-License-Identifier: Apache-2.0
// A few runs of one scenario, and a mean over them.
#pragma once

#include "sim/year/simulate.hpp"

#include <cstdint>
#include <vector>

namespace drumbeat {

inline std::vector<RunRecord> runs(const Scenario& s, int count = 4) {
    const auto prepared = prepare(s);
    std::vector<RunRecord> records;
    for (int i = 0; i < count; ++i)
        records.push_back(simulate(*prepared, *prepared, {3, static_cast<std::uint32_t>(i)}));
    return records;
}

inline double mean(const std::vector<RunRecord>& records, Outcome o) {
    double sum = 0;
    for (const RunRecord& record : records) sum += record.at(o);
    return sum / static_cast<double>(records.size());
}

} // namespace drumbeat
