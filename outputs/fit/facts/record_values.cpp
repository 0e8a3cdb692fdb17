// SPDX-License-Identifier: Apache-2.0
#include "outputs/fit/facts/record_values.hpp"

namespace drumbeat {

double ratio(double top, double bottom) { return bottom > 0 ? top / bottom : missing; }

double cell(const RunRecord& r, FirmColumn column, int year, int row) {
    return r.firms[(static_cast<std::size_t>(column) * at(r.years) + at(year)) * at(r.firm_rows) + at(row)];
}

double yearly(const RunRecord& r, Yearly quantity, int year, int segment) {
    return r.yearly[(static_cast<std::size_t>(quantity) * at(r.years) + at(year)) * at(r.segments) + at(segment)];
}

double total(const RunRecord& r, Yearly quantity, int from, int to) {
    if (from < 0 || to > r.years) return missing;
    double sum = 0;
    for (int year = from; year < to; ++year)
        for (int segment = 0; segment < r.segments; ++segment) sum += yearly(r, quantity, year, segment);
    return sum;
}

double all_investment(const RunRecord& r, int from, int to) {
    return total(r, Yearly::investment_meur, from, to) + total(r, Yearly::replacement_meur, from, to);
}

} // namespace drumbeat
