// SPDX-License-Identifier: Apache-2.0
// Years of investors, and their deals, of the runs that kept them.
#include "outputs/tables/coordinates.hpp"

#include "outputs/files/lists.hpp"

#include <cmath>

namespace drumbeat {

namespace {

// A number of a column, or the word that it stands for.
Cell cell_of(InvestorColumn column, double value) {
    for (const InvestorCode& code : investor_codes)
        if (code.column == column && value >= 0 && value < static_cast<double>(code.names.size()))
            return std::string(code.names[static_cast<std::size_t>(value)]);
    return value;
}

Column labelled(const Answers& a, const Quantity& q) {
    const std::string name(q.name);
    return {name, std::string(q.unit), label_of("investor_" + name, a.language), std::string(q.meaning)};
}

// What a run kept of its investors: [column][year and row].
std::vector<std::vector<double>> kept_of(const Answers& a, std::size_t c, std::int64_t replication) {
    std::vector<std::vector<double>> columns;
    for (std::size_t i = 0; i < investor_column_count; ++i) {
        const auto column = static_cast<InvestorColumn>(i);
        columns.push_back(a.results.investors(column, c, replication));
    }
    return columns;
}

// The rows of one run: one a year and investor that is there.
void rows_of_investors(const Answers& a, std::size_t c, std::int64_t replication, RowSink& sink) {
    const std::vector<std::vector<double>> columns = kept_of(a, c, replication);
    const auto type = static_cast<std::size_t>(InvestorColumn::type);
    const std::vector<int> years = a.results.years();
    const std::size_t width = columns[type].size() / years.size();
    for (std::size_t at = 0; at < columns[type].size(); ++at) {
        if (std::isnan(columns[type][at])) continue;
        std::vector<Cell> cells = case_cells(a, c);
        cells.emplace_back(static_cast<double>(replication));
        cells.emplace_back(static_cast<double>(years[at / width]));
        cells.emplace_back(static_cast<double>(at % width));
        for (std::size_t i = 0; i < investor_column_count; ++i) {
            const double value = columns[i].empty() ? missing : columns[i][at]; // an older file may lack some
            cells.push_back(cell_of(static_cast<InvestorColumn>(i), value));
        }
        sink.row(cells);
    }
}

Column investor_column(const Answers& a) {
    return column(a, "investor", "-", Phrase::column_investor,
                  "row of the investors in a run: SecFund is 0; -1: private investors as a whole, or a bank");
}
Column year_column(const Answers& a) { return column(a, "year", "year", Phrase::column_year, "calendar year"); }

} // namespace

void investors_table(const Answers& a, RowSink& sink) {
    TableHead head{"investors", "one row a run that kept its investors, year and investor", {}};
    head.columns = case_columns(a);
    add(head.columns, {replication_column(a), year_column(a), investor_column(a)});
    for (const Quantity& q : investor_quantities) head.columns.push_back(labelled(a, q));
    sink.begin(head);
    for (std::size_t c = 0; c < a.results.cases().size(); ++c)
        for (std::int64_t r = 0; r < a.results.investor_replications(); ++r) rows_of_investors(a, c, r, sink);
}

namespace {

std::string name_at(std::size_t place, std::span<const std::string_view> names) {
    return place < names.size() ? std::string(names[place]) : std::string();
}

std::vector<Cell> deal_cells(const Answers& a, const DealOfRun& one, const std::vector<std::string>& segments) {
    const Deal& deal = one.deal;
    const auto segment = static_cast<std::size_t>(deal.segment);
    std::vector<Cell> cells = case_cells(a, one.run_case);
    cells.emplace_back(static_cast<double>(one.replication));
    cells.emplace_back(static_cast<double>(deal.year));
    cells.emplace_back(segment < segments.size() ? segments[segment] : std::string());
    cells.emplace_back(static_cast<double>(deal.firm));
    cells.emplace_back(static_cast<double>(deal.investor));
    cells.emplace_back(name_at(static_cast<std::size_t>(deal.kind), deal_kinds));
    cells.emplace_back(deal.amount_meur);
    cells.emplace_back(deal.stake);
    cells.emplace_back(deal.multiple);
    return cells;
}

// A number of a deal, as the results file has it.
Column number_column(const Answers& a, std::size_t nth, Phrase label) {
    const Quantity& q = deal_columns[list_integers + nth];
    return {
        std::string(q.name),
        std::string(q.unit),
        say(a.language, label),
        std::string(q.meaning),
    };
}

std::vector<Column> columns_of_deals(const Answers& a) {
    return {
        replication_column(a),
        year_column(a),
        column(a, "area", "-", Phrase::column_area, "technology area of the firm"),
        column(a, "firm", "-", Phrase::column_firm, "row of the panel of firms; -1: it was not founded"),
        investor_column(a),
        column(a, "kind", "-", Phrase::column_deal, "what was done"),
        number_column(a, 0, Phrase::column_amount),
        number_column(a, 1, Phrase::column_stake),
        number_column(a, 2, Phrase::column_multiple),
    };
}

} // namespace

void deals_table(const Answers& a, RowSink& sink) {
    TableHead head{"deals", "one row a deal of a run that kept its investors", {}};
    head.columns = case_columns(a);
    add(head.columns, columns_of_deals(a));
    sink.begin(head);
    const std::vector<std::string> segments = a.results.segments();
    const std::size_t cases = a.results.cases().size();
    for (const DealOfRun& one : a.results.deals())
        if (one.run_case < cases) sink.row(deal_cells(a, one, segments));
}

} // namespace drumbeat
