// SPDX-License-Identifier: Apache-2.0
// Runs by technology area and by size of firms, and years.
#include "outputs/tables/coordinates.hpp"
#include "outputs/tables/spread.hpp"

#include <fmt/format.h>

#include <array>

namespace drumbeat {
namespace {

constexpr std::array<std::string_view, size_class_count> size_names{"sme", "midcap", "prime"};

std::vector<std::string> sizes() { return {size_names.begin(), size_names.end()}; }

// [group outcome][replication * groups + group]
using Values = std::vector<std::vector<double>>;
Values areas_of(const Answers& a, std::size_t case_index) {
    Values values;
    for (std::size_t o = 0; o < group_outcome_count; ++o)
        values.push_back(a.results.area(static_cast<GroupOutcome>(o), case_index));
    return values;
}
Values sizes_of(const Answers& a, std::size_t case_index) {
    Values values;
    for (std::size_t o = 0; o < group_outcome_count; ++o)
        values.push_back(a.results.size(static_cast<GroupOutcome>(o), case_index));
    return values;
}

// One row a run and group.
void runs_by_group(const Answers& a, TableHead head, const Column& group, const std::vector<std::string>& names,
                   Values (*values_of)(const Answers&, std::size_t), RowSink& sink) {
    head.columns = case_columns(a);
    add(head.columns, {replication_column(a), group});
    for (const Quantity& q : group_quantities) head.columns.push_back(quantity_column(a, q));
    sink.begin(head);
    for (std::size_t c = 0; c < a.results.cases().size() && a.results.holds_groups(); ++c) {
        const Values values = values_of(a, c);
        for (std::size_t i = 0; i < values.front().size(); ++i) {
            std::vector<Cell> cells = case_cells(a, c);
            add(cells, {static_cast<double>(i / names.size()), names[i % names.size()]});
            for (const auto& outcome : values) cells.emplace_back(outcome[i]);
            sink.row(cells);
        }
    }
}

using GroupValues = std::vector<double> (Results::*)(GroupOutcome, std::size_t) const;

// The rows of one case and outcome, one a group; `base` is the case's first arm.
void rows_of_groups(const Answers& a, std::size_t o, std::size_t c, std::size_t base,
                    const std::vector<std::string>& names, GroupValues values, RowSink& sink) {
    const auto which = static_cast<GroupOutcome>(o);
    const std::vector<double> own = (a.results.*values)(which, c), other = (a.results.*values)(which, base);
    for (std::size_t g = 0; g < names.size(); ++g) {
        std::vector<Cell> cells = case_cells(a, c);
        add(cells, {names[g], std::string(group_quantities[o].name), label_of(group_quantities[o].name, a.language),
                    std::string(group_quantities[o].unit)});
        add(cells, difference_cells(every(own, g, names.size()), every(other, g, names.size()), base == c));
        sink.row(cells);
    }
}

// One row a case, group and outcome: mean, and difference from the first arm.
void means_by_group(const Answers& a, TableHead head, const Column& group, const std::vector<std::string>& names,
                    GroupValues values, RowSink& sink) {
    head.columns = case_columns(a);
    add(head.columns, {group, column(a, "quantity", "-", Phrase::column_quantity, "what is measured"),
                       column(a, "label", "-", Phrase::column_in_words, "the same in words"),
                       column(a, "unit", "-", Phrase::column_unit, "unit of the numbers of the row")});
    add(head.columns, difference_columns(a));
    sink.begin(head);
    const std::vector<std::size_t> first = first_arms(a.results);
    for (std::size_t o = 0; o < group_outcome_count && a.results.holds_groups(); ++o)
        for (std::size_t c = 0; c < first.size(); ++c) rows_of_groups(a, o, c, first[c], names, values, sink);
}

Column area_column(const Answers& a) { return column(a, "area", "-", Phrase::column_area, "technology area"); }
Column size_column(const Answers& a) {
    return column(a, "size", "-", Phrase::column_size, "size class of firms: sme, midcap or prime");
}

TableHead yearly_head(const Answers& a) {
    TableHead head{"yearly", "one row a case, year, technology area and quantity: mean and quantiles over runs", {}};
    head.columns = case_columns(a);
    add(head.columns, {column(a, "year", "year", Phrase::column_year, "calendar year"), area_column(a)});
    add(head.columns, spread_columns(a));
    return head;
}

std::vector<Cell> where_and_when(const Answers& a, std::size_t which_case, int year, const std::string& area) {
    std::vector<Cell> cells = case_cells(a, which_case);
    add(cells, {static_cast<double>(year), area});
    return cells;
}

// [case][quantity * cells + cell]: one quantity is read for all cases before the next.
std::vector<std::vector<double>> yearly_means(const Results& results, std::size_t cells_per_run) {
    std::vector<std::vector<double>> means(results.cases().size());
    for (std::size_t q = 0; q < yearly_count; ++q)
        for (std::size_t c = 0; c < means.size(); ++c) {
            const std::vector<double> values = results.yearly(static_cast<Yearly>(q), c);
            for (std::size_t cell = 0; cell < cells_per_run; ++cell)
                means[c].push_back(values.empty()
                                       ? missing
                                       : mean_of(std::span<const double>(every(values, cell, cells_per_run))).value);
        }
    return means;
}

} // namespace

void areas_table(const Answers& a, RowSink& sink) {
    runs_by_group(a, {"areas", "one row a run and technology area", {}}, area_column(a), a.results.segments(), areas_of,
                  sink);
}
void sizes_table(const Answers& a, RowSink& sink) {
    runs_by_group(a, {"sizes", "one row a run and size class of firms", {}}, size_column(a), sizes(), sizes_of, sink);
}
void area_means_table(const Answers& a, RowSink& sink) {
    means_by_group(a, {"areas", "one row a case, technology area and outcome", {}}, area_column(a),
                   a.results.segments(), &Results::area, sink);
}
void size_means_table(const Answers& a, RowSink& sink) {
    means_by_group(a, {"sizes", "one row a case, size class and outcome", {}}, size_column(a), sizes(), &Results::size,
                   sink);
}

void yearly_table(const Answers& a, RowSink& sink) {
    sink.begin(yearly_head(a));
    const std::vector<int> years = a.results.years();
    const std::vector<std::string> areas = a.results.segments();
    const std::size_t cells_per_run = years.size() * areas.size();
    for (std::size_t q = 0; q < yearly_count; ++q)
        for (std::size_t c = 0; c < a.results.cases().size(); ++c) {
            const std::vector<double> values = a.results.yearly(static_cast<Yearly>(q), c);
            for (std::size_t cell = 0; cell < cells_per_run && !values.empty(); ++cell) {
                std::vector<Cell> cells = where_and_when(a, c, years[cell / areas.size()], areas[cell % areas.size()]);
                add(cells, spread_cells(yearly_quantities[q], every(values, cell, cells_per_run)));
                sink.row(cells);
            }
        }
}

// A column per quantity: mean over runs.
void yearly_means_table(const Answers& a, RowSink& sink) {
    TableHead head{"yearly", "one row a case, year and technology area: means over runs", {}};
    head.columns = case_columns(a);
    add(head.columns, {column(a, "year", "-", Phrase::column_year, "calendar year"), area_column(a)});
    for (const Quantity& q : yearly_quantities) head.columns.push_back(quantity_column(a, q));
    sink.begin(head);
    const std::vector<int> years = a.results.years();
    const std::vector<std::string> areas = a.results.segments();
    const std::size_t cells_per_run = years.size() * areas.size();
    const std::vector<std::vector<double>> means = yearly_means(a.results, cells_per_run);
    for (std::size_t c = 0; c < means.size() && a.results.yearly_replications() > 0; ++c)
        for (std::size_t cell = 0; cell < cells_per_run; ++cell) {
            std::vector<Cell> cells = where_and_when(a, c, years[cell / areas.size()], areas[cell % areas.size()]);
            for (std::size_t q = 0; q < yearly_count; ++q) cells.emplace_back(means[c][q * cells_per_run + cell]);
            sink.row(cells);
        }
}

} // namespace drumbeat
