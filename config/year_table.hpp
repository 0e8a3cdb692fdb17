// SPDX-License-Identifier: Apache-2.0
// A table of years: one value for each year, without gaps.
#pragma once

#include <vector>

namespace drumbeat {

struct YearTable {
    int first = 0;              // year of the first value
    std::vector<double> values; // of consecutive years; none: no table is given

    bool empty() const { return values.empty(); }
    int last() const { return first + static_cast<int>(values.size()) - 1; }
    bool holds(int year) const { return !empty() && year >= first && year <= last(); }
    // Before the first year the first value, after the last the last. Not of an empty table.
    double at(int year) const;
    friend bool operator==(const YearTable&, const YearTable&) = default;
};

// Sum and mean over the years from `from` to `until`.
double sum_over(const YearTable&, int from, int until);
double mean_over(const YearTable&, int from, int until);

} // namespace drumbeat
