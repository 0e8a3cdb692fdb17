// SPDX-License-Identifier: Apache-2.0
#include "outputs/tables/coordinates.hpp"

#include "outputs/files/coordinate_names.hpp"
#include "outputs/files/manifest.hpp"

#include <algorithm>
#include <map>

namespace drumbeat {
namespace {

// Names of columns that no factor may have; those of the results file are taken too.
bool is_column(const std::string& name) {
    constexpr std::string_view words[] = {"contrast", "treatment", "control", "quantity", "unit",  "difference",
                                          "error",    "pairs",     "low",     "high",     "runs",  "answer",
                                          "area",     "size",      "mean",    "value",    "label", "difference_error",
                                          "kind",     "stake"};
    return std::find(std::begin(words), std::end(words), name) != std::end(words) || name.starts_with("quantile_") ||
           name.ends_with("_label");
}

Phrase phrase_of(Answer answer) {
    switch (answer) {
    case Answer::more: return Phrase::answer_more;
    case Answer::less: return Phrase::answer_less;
    case Answer::no_effect: return Phrase::answer_no_effect;
    case Answer::same_run: return Phrase::answer_same_run;
    case Answer::undecided: break;
    }
    return Phrase::answer_undecided;
}

} // namespace

Column column(const Answers& a, const char* name, const char* unit, Phrase label, const char* meaning) {
    return {name, unit, say(a.language, label), meaning};
}

void add(std::vector<Column>& all, const std::vector<Column>& more) { all.insert(all.end(), more.begin(), more.end()); }
void add(std::vector<Cell>& all, const std::vector<Cell>& more) { all.insert(all.end(), more.begin(), more.end()); }

std::vector<Column> factor_columns(const Answers&, const std::vector<std::string>& factors) {
    const std::vector<std::string> names = case_coordinates(factors);
    std::vector<Column> columns;
    for (std::size_t f = 0; f < factors.size(); ++f) {
        const std::string& name = names[f + 2];
        columns.push_back(
            {is_column(name) ? name + "_factor" : name, "-", factors[f], "level of the factor " + factors[f]});
    }
    return columns;
}

std::vector<Column> case_columns(const Answers& a) {
    std::vector<Column> columns{column(a, "arm", "-", Phrase::column_arm, "policy arm"),
                                column(a, "behaviour", "-", Phrase::column_behaviour, "how firms expect and decide")};
    add(columns, factor_columns(a, a.results.factors()));
    return columns;
}

std::vector<Cell> case_cells(const Answers& a, std::size_t case_index) {
    const CaseName name = a.results.cases()[case_index];
    std::vector<Cell> cells{name.arm, name.behaviour};
    for (const std::string& level : name.levels) cells.emplace_back(level);
    return cells;
}

Column replication_column(const Answers& a) {
    return column(a, "replication", "-", Phrase::column_replication,
                  "number of the draw of luck, from 0 on; the same draw in every case");
}

Column quantity_column(const Answers& a, const Quantity& q) {
    return {std::string(q.name), std::string(q.unit), label_of(q.name, a.language), std::string(q.meaning)};
}

std::string answer_text(const Answers& a, Answer answer) { return say(a.language, phrase_of(answer)); }

std::vector<std::size_t> first_arms(const Results& results) {
    std::map<std::pair<std::string, std::vector<std::string>>, std::size_t> first;
    std::vector<std::size_t> all;
    const CaseNames& names = results.cases();
    for (std::size_t c = 0; c < names.size(); ++c) { // the first that is met is of the first arm
        const CaseName name = names[c];
        all.push_back(first.emplace(std::pair{name.behaviour, name.levels}, c).first->second);
    }
    return all;
}

std::vector<Column> difference_columns(const Answers& a) {
    return {column(a, "mean", "*", Phrase::column_mean, "mean over runs"),
            column(a, "error", "*", Phrase::column_error, "standard error of the mean"),
            column(a, "runs", "-", Phrase::column_runs, "runs that the mean rests on"),
            column(a, "difference", "*", Phrase::column_first_arm,
                   "mean over runs with the same luck of the arm less the first arm"),
            column(a, "difference_error", "*", Phrase::column_difference_error, "standard error of the difference"),
            column(a, "low", "*", Phrase::column_low, "5 % quantile of the paired differences"),
            column(a, "high", "*", Phrase::column_high, "95 % quantile of the paired differences")};
}

std::vector<Cell> difference_cells(const std::vector<double>& own, const std::vector<double>& first, bool is_first) {
    const Mean mean = mean_of(std::span<const double>(own));
    std::vector<Cell> cells{mean.value, mean.error, static_cast<double>(mean.count)};
    if (is_first) {
        cells.insert(cells.end(), 4, Cell(missing));
        return cells;
    }
    const Paired pair = paired(own, first);
    add(cells, {pair.difference.value, pair.difference.error, pair.low, pair.high});
    return cells;
}

} // namespace drumbeat
