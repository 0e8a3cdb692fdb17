// SPDX-License-Identifier: Apache-2.0
#include "outputs/fit/facts/firm_panel.hpp"

#include "outputs/fit/facts/record_values.hpp"

namespace drumbeat {
namespace {

bool lives_throughout(const RunRecord& record, int row) {
    for (int year = 0; year < record.years; ++year)
        if (const double weight = cell(record, FirmColumn::weight, year, row); weight != weight) return false;
    return true;
}

} // namespace

FirmPanel::FirmPanel(const RunRecord& record) : record_(record) {
    frame_.years = record.years;
    for (int row = 0; row < record.firm_rows; ++row) {
        if (!lives_throughout(record, row)) continue;
        rows_.push_back(row);
        frame_.weight.push_back(cell(record, FirmColumn::weight, 0, row));
    }
    frame_.firms = static_cast<int>(rows_.size());
}

Column FirmPanel::of(FirmColumn column) const {
    Column values;
    for (const int row : rows_)
        for (int year = 0; year < frame_.years; ++year) values.push_back(cell(record_, column, year, row));
    return values;
}

Column FirmPanel::sold() const {
    for (std::size_t i = 0; i < firm_column_count; ++i)
        if (firm_quantities[i].name == "sold_meur") return of(static_cast<FirmColumn>(i));
    return {};
}

Rates FirmPanel::rates() const {
    return investment_rates(frame_, of(FirmColumn::replacement_meur), of(FirmColumn::investment_meur), sold(),
                            of(FirmColumn::capital_meur));
}

} // namespace drumbeat
