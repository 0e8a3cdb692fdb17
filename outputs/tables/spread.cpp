// SPDX-License-Identifier: Apache-2.0
#include "outputs/tables/spread.hpp"

#include <fmt/format.h>

namespace drumbeat {

std::vector<double> every(const std::vector<double>& all, std::size_t from, std::size_t step) {
    std::vector<double> some;
    for (std::size_t i = from; i < all.size(); i += step) some.push_back(all[i]);
    return some;
}

namespace {

constexpr double shown_quantiles[] = {.05, .25, .5, .75, .95};

std::vector<Column> quantile_columns(const Answers& a) {
    std::vector<Column> columns;
    for (const double q : shown_quantiles) {
        const std::string of_100 = fmt::format("{:.0f}", 100 * q);
        columns.push_back({fmt::format("quantile_{:02.0f}", 100 * q), "*",
                           say(a.language, Phrase::column_quantile, {of_100}), of_100 + " % quantile over runs"});
    }
    return columns;
}

} // namespace

std::vector<Column> spread_columns(const Answers& a) {
    std::vector<Column> columns{
        column(a, "quantity", "-", Phrase::column_quantity, "what is measured"),
        column(a, "unit", "-", Phrase::column_unit, "unit of the numbers of the row"),
        column(a, "runs", "-", Phrase::column_runs, "runs whose years were kept and have a value"),
        column(a, "mean", "*", Phrase::column_mean, "mean over runs"),
        column(a, "error", "*", Phrase::column_error, "standard error of the mean")};
    add(columns, quantile_columns(a));
    return columns;
}

std::vector<Cell> spread_cells(const Quantity& quantity, const std::vector<double>& over_runs) {
    const Mean mean = mean_of(std::span<const double>(over_runs));
    std::vector<Cell> cells{std::string(quantity.name), std::string(quantity.unit), static_cast<double>(mean.count),
                            mean.value, mean.error};
    for (const double of : shown_quantiles) cells.emplace_back(quantile(over_runs, of));
    return cells;
}

} // namespace drumbeat
