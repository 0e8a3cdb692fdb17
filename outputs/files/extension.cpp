// SPDX-License-Identifier: Apache-2.0
#include "outputs/files/extension.hpp"

#include <algorithm>
#include <utility>

namespace drumbeat {
namespace {

// The end of the range of equal values that begins at `begin`.
std::size_t end_of_range(const std::vector<bool>& values, std::size_t begin) {
    std::size_t end = begin + 1;
    while (end < values.size() && values[end] == values[begin]) ++end;
    return end;
}

} // namespace

Extension::Extension(const std::string& path, std::vector<std::int64_t> stored_case, std::vector<int> firm_rows,
                     const Recording& wanted)
    : stored_(path), stored_case_(std::move(stored_case)), firm_rows_(std::move(firm_rows)), wanted_(wanted) {
    if (stored_.manifest().recorded != recorded_now())
        throw FileProblem(path + ": another version of the program wrote it, which recorded other quantities; run the "
                                 "whole study anew",
                          true);
}

bool Extension::is_kept(std::int64_t replication) const {
    return replication < stored_.replications() &&
           (replication >= wanted_.yearly_replications || stored_.keeps_years(replication)) &&
           (replication >= wanted_.firm_replications || stored_.keeps_firms(replication)) &&
           (replication >= wanted_.investor_replications || stored_.keeps_investors(replication));
}

std::vector<bool> Extension::take(std::int64_t replication, std::size_t first_case, std::span<RunRecord> records) {
    std::vector<bool> filled(records.size(), false);
    if (!is_kept(replication)) return filled;
    const std::lock_guard lock(mutex_);
    for (std::size_t begin = 0; begin < records.size();) {
        const std::int64_t from = stored_case_[first_case + begin];
        std::size_t end = begin + 1; // cases that follow each other in the file are read together
        while (from != none && end < records.size() &&
               stored_case_[first_case + end] == from + static_cast<std::int64_t>(end - begin))
            ++end;
        if (from != none) {
            const auto rows = std::span<const int>(firm_rows_).subspan(first_case + begin, end - begin);
            const auto found = stored_.read(from, replication, rows, records.subspan(begin, end - begin));
            std::copy(found.begin(), found.end(), filled.begin() + static_cast<std::ptrdiff_t>(begin));
        }
        begin = end;
    }
    return filled;
}

Replicate Extension::over(Replicate compute) {
    return [this, compute = std::move(compute)](std::int64_t replication, std::size_t first_case, int worker,
                                                std::span<RunRecord> records, const RunFailed& failed) {
        const std::vector<bool> filled = take(replication, first_case, records);
        for (std::size_t begin = 0; begin < records.size();) {
            const std::size_t end = end_of_range(filled, begin);
            const auto count = static_cast<std::int64_t>(end - begin);
            (filled[begin] ? taken_ : computed_) += count;
            if (!filled[begin])
                compute(replication, first_case + begin, worker, records.subspan(begin, end - begin),
                        [&](std::size_t place, const std::string& what) { failed(begin + place, what); });
            begin = end;
        }
    };
}

} // namespace drumbeat
