// SPDX-License-Identifier: Apache-2.0
#include "outputs/tables/study_tables.hpp"

#include "outputs/tables/coordinates.hpp"
#include "outputs/verdict/parts.hpp"

#include <algorithm>

namespace drumbeat {
namespace {

std::string behaviour_label(const Answers& a, const std::string& name) {
    for (const NamedBehaviour& b : behaviours_of(a.study))
        if (b.name == name) return label_of(b.behaviour, a.language);
    return {}; // the base's own, which may differ between sizes of firms
}

std::string levels_label(const Answers& a, const std::vector<std::string>& levels) {
    std::string text;
    for (std::size_t f = 0; f < std::min(levels.size(), comparison_of(a.study).factors.size()); ++f)
        for (const Variant& level : comparison_of(a.study).factors[f].levels)
            if (level.name == levels[f] && !level.label.empty()) text += (text.empty() ? "" : "; ") + level.label;
    return text;
}

} // namespace

void cases_table(const Answers& a, RowSink& sink) {
    TableHead head{"cases", "one row a case: what its names mean", case_columns(a)};
    add(head.columns,
        {column(a, "arm_label", "-", Phrase::column_arm_label, "the study's label of the arm"),
         column(a, "behaviour_label", "-", Phrase::column_behaviour_label, "how firms decide, and what they expect"),
         column(a, "levels_label", "-", Phrase::column_levels_label, "the study's labels of the levels")});
    sink.begin(head);
    for (std::size_t c = 0; c < a.results.cases().size(); ++c) {
        const CaseName name = a.results.cases()[c];
        std::vector<Cell> cells = case_cells(a, c);
        add(cells, {a.verdict.label_of(name.arm), behaviour_label(a, name.behaviour), levels_label(a, name.levels)});
        sink.row(cells);
    }
}

void runs_table(const Answers& a, RowSink& sink) {
    TableHead head{"runs", "one row a run: a case under one draw of luck", case_columns(a)};
    head.columns.push_back(replication_column(a));
    for (const Quantity& q : outcomes) head.columns.push_back(quantity_column(a, q));
    sink.begin(head);
    for (std::size_t c = 0; c < a.results.cases().size(); ++c) {
        std::vector<std::vector<double>> values; // of one case at a time
        for (std::size_t o = 0; o < outcome_count; ++o) values.push_back(a.results.outcome(static_cast<Outcome>(o), c));
        for (std::size_t r = 0; r < values.front().size(); ++r) {
            std::vector<Cell> cells = case_cells(a, c);
            cells.emplace_back(static_cast<double>(r));
            for (const auto& outcome : values) cells.emplace_back(outcome[r]);
            sink.row(cells);
        }
    }
}

namespace {

TableHead outcomes_head(const Answers& a) {
    TableHead head{"outcomes", "one row an arm, behaviour, levels and outcome", {}};
    head.columns = {column(a, "arm", "-", Phrase::column_arm, "policy arm"),
                    column(a, "behaviour", "-", Phrase::column_behaviour, "how firms expect and decide")};
    add(head.columns, factor_columns(a, a.verdict.factors));
    add(head.columns, {column(a, "quantity", "-", Phrase::column_quantity, "what is measured"),
                       column(a, "label", "-", Phrase::column_in_words, "the same in words"),
                       column(a, "unit", "-", Phrase::column_unit, "unit of the numbers of the row"),
                       column(a, "over_runs", "-", Phrase::column_over_runs, "how runs are put together")});
    add(head.columns, difference_columns(a));
    return head;
}

// Mean, and difference from the first arm, which has none from itself.
std::vector<Cell> outcome_cells(const Answers& a, const OutcomeTable& table, const OutcomeCell& cell, bool first) {
    const OutcomeCell none{{}, {0, missing, missing}, {}};
    const OutcomeCell& of = first ? none : cell;
    return {table.name,
            label_of(table.name, a.language),
            table.unit,
            table.over_runs,
            cell.value.value,
            cell.value.error,
            static_cast<double>(cell.value.count),
            of.difference.value,
            of.difference.error,
            of.luck.low,
            of.luck.high};
}

} // namespace

void outcomes_table(const Answers& a, RowSink& sink) {
    const Verdict& v = a.verdict;
    sink.begin(outcomes_head(a));
    if (v.effects.empty() && v.arms.empty()) return;
    const Cases cases(a.results, a.study);
    for (const Quantity& quantity : outcomes) {
        const OutcomeTable table = outcome_table(cases, v, std::string(quantity.name));
        auto cell = table.cells.begin();
        for (const auto& levels : v.levels)
            for (const std::string& arm : v.arms)
                for (const std::string& behaviour : v.behaviours) {
                    std::vector<Cell> cells{arm, behaviour};
                    for (const std::string& level : levels) cells.emplace_back(level);
                    add(cells, outcome_cells(a, table, *cell++, arm == v.arms.front()));
                    sink.row(cells);
                }
    }
}

} // namespace drumbeat
