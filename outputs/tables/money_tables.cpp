// SPDX-License-Identifier: Apache-2.0
// Years of institutions, and of all payments.
#include "outputs/tables/coordinates.hpp"
#include "outputs/tables/spread.hpp"

#include <algorithm>

namespace drumbeat {

void institutions_table(const Answers& a, RowSink& sink) {
    TableHead head{"institutions", "one row a case, year and quantity: mean and quantiles over runs", {}};
    head.columns = case_columns(a);
    add(head.columns, {column(a, "year", "year", Phrase::column_year, "calendar year")});
    add(head.columns, spread_columns(a));
    sink.begin(head);
    const std::vector<int> years = a.results.years();
    for (std::size_t q = 0; q < institution_count; ++q)
        for (std::size_t c = 0; c < a.results.cases().size(); ++c) {
            const std::vector<double> values = a.results.institution(static_cast<Institution>(q), c);
            for (std::size_t year = 0; year < years.size() && !values.empty(); ++year) {
                std::vector<Cell> cells = case_cells(a, c);
                add(cells, {static_cast<double>(years[year])});
                add(cells, spread_cells(institution_quantities[q], every(values, year, years.size())));
                sink.row(cells);
            }
        }
}

namespace {

bool is_nothing(const std::vector<double>& over_runs) {
    return std::all_of(over_runs.begin(), over_runs.end(), [](double meur) { return meur == 0; });
}

// The rows of one case: what is nothing in all runs is left out.
void rows_of_accounts(const Answers& a, std::size_t c, RowSink& sink) {
    const std::vector<double> values = a.results.accounts(c);
    const std::vector<std::string> sectors = a.results.sectors();
    const std::vector<std::string> purposes = a.results.purposes();
    const std::vector<int> years = a.results.years();
    const std::size_t of_a_year = sectors.size() * purposes.size();
    const std::size_t of_a_run = of_a_year * years.size();
    for (std::size_t cell = 0; cell < of_a_run && !values.empty(); ++cell) {
        const std::vector<double> over_runs = every(values, cell, of_a_run);
        if (is_nothing(over_runs)) continue;
        const Mean mean = mean_of(std::span<const double>(over_runs));
        std::vector<Cell> cells = case_cells(a, c);
        cells.emplace_back(static_cast<double>(years[cell / of_a_year]));
        cells.emplace_back(sectors[cell % of_a_year / purposes.size()]);
        cells.emplace_back(purposes[cell % purposes.size()]);
        add(cells, {static_cast<double>(mean.count), mean.value, mean.error});
        sink.row(cells);
    }
}

} // namespace

void accounts_table(const Answers& a, RowSink& sink) {
    TableHead head{"accounts", "one row a case, year, sector and purpose where anything is paid: mean over runs", {}};
    head.columns = case_columns(a);
    add(head.columns,
        {column(a, "year", "year", Phrase::column_year, "calendar year"),
         column(a, "sector", "-", Phrase::column_sector, "who pays, or receives where the mean is below 0"),
         column(a, "purpose", "-", Phrase::column_purpose, "what is paid for"),
         column(a, "runs", "-", Phrase::column_runs, "runs whose years were kept and have a value"),
         column(a, "mean", "meur", Phrase::column_mean, "paid less received, mean over runs"),
         column(a, "error", "meur", Phrase::column_error, "standard error of the mean")});
    sink.begin(head);
    for (std::size_t c = 0; c < a.results.cases().size(); ++c) rows_of_accounts(a, c, sink);
}

} // namespace drumbeat
