// SPDX-License-Identifier: Apache-2.0
#include "config/year_table.hpp"

#include "config/value.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace drumbeat {

namespace {

constexpr int earliest_year = 1800, latest_year = 2400;
constexpr std::string_view example = "{2026: 1405, 2027: 1329}";

struct Row {
    int year = 0;
    double value = 0;
    const YearCell* cell = nullptr;
};

Fault read_year(std::string_view text, int& year) {
    text = trimmed(text);
    const bool is_digits = text.size() == 4 && text.find_first_not_of("0123456789") == std::string_view::npos;
    if (is_digits) return read_value(text, allowed{earliest_year, latest_year}, year);
    return {"wrong_type",
            fmt::format("{} is not a year; allowed: {} to {}", in_quotes(text), earliest_year, latest_year)};
}

std::string years_text(int from, int until) {
    return from == until ? fmt::format("{} is", from) : fmt::format("{} to {} are", from, until);
}

// Years that stand twice, and years that are left out between others.
std::vector<YearFault> order_faults(const std::vector<Row>& rows) {
    std::vector<YearFault> faults;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const Row &before = rows[i - 1], &row = rows[i];
        if (row.year == before.year)
            faults.push_back(
                {row.cell->line, row.cell->year, {"duplicate_key", fmt::format("the year {} stands twice", row.year)}});
        else if (row.year > before.year + 1)
            faults.push_back(
                {row.cell->line,
                 row.cell->year,
                 {"missing_key", fmt::format("{} missing between {} and {}", years_text(before.year + 1, row.year - 1),
                                             before.year, row.year)}});
    }
    return faults;
}

} // namespace

double YearTable::at(int year) const {
    return values[static_cast<std::size_t>(std::clamp(year, first, last()) - first)];
}

double sum_over(const YearTable& table, int from, int until) {
    double sum = 0;
    for (int year = from; year <= until; ++year) sum += table.at(year);
    return sum;
}

double mean_over(const YearTable& table, int from, int until) {
    return sum_over(table, from, until) / (until - from + 1);
}

std::vector<YearFault> read_years(std::span<const YearCell> cells, allowed range, YearTable& out) {
    std::vector<Row> rows;
    std::vector<YearFault> faults;
    for (const YearCell& cell : cells) {
        Row row;
        row.cell = &cell;
        Fault fault = read_year(cell.year, row.year);
        if (!fault) fault = read_value(cell.value, range, row.value);
        if (fault)
            faults.push_back({cell.line, cell.year, std::move(fault)});
        else
            rows.push_back(row);
    }
    if (!faults.empty()) return faults;
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.year < b.year; });
    faults = order_faults(rows);
    if (!faults.empty()) return faults;
    out = {rows.empty() ? 0 : rows.front().year, {}};
    for (const Row& row : rows) out.values.push_back(row.value);
    return {};
}

Fault read_value(std::string_view text, allowed range, YearTable& out) {
    text = trimmed(text);
    if (text.empty())
        return {"wrong_type", fmt::format("has no value; expects a table of years such as {}, or the name of a CSV "
                                          "file with the columns year,meur",
                                          example)};
    if (text.front() != '{' || text.back() != '}')
        return {"wrong_type", fmt::format("{} is no table of years; expects {}, or the name of a CSV file with the "
                                          "columns year,meur",
                                          in_quotes(text), example)};
    std::vector<YearCell> cells;
    const std::string_view inside = trimmed(text.substr(1, text.size() - 2));
    if (!inside.empty())
        for (const std::string_view item : split(inside, ',')) {
            const auto colon = item.find(':');
            if (colon == std::string_view::npos)
                return {"wrong_type", fmt::format("{} has no year; expects {}, numbers with a decimal point",
                                                  in_quotes(item), example)};
            cells.push_back({std::string(item.substr(0, colon)), std::string(trimmed(item.substr(colon + 1))), 0});
        }
    std::vector<YearFault> faults = read_years(cells, range, out);
    if (faults.empty()) return {};
    return {faults[0].fault.code, fmt::format("{}: {}", faults[0].year, faults[0].fault.message)};
}

std::string value_text(const YearTable& table) {
    std::vector<std::string> items;
    for (std::size_t i = 0; i < table.values.size(); ++i)
        items.push_back(fmt::format("{}: {}", table.first + static_cast<int>(i), value_text(table.values[i])));
    return fmt::format("{{{}}}", joined(items, ", "));
}

} // namespace drumbeat
