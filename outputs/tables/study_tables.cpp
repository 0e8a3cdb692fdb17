// SPDX-License-Identifier: Apache-2.0
#include "outputs/tables/study_tables.hpp"

#include "outputs/tables/coordinates.hpp"

#include <algorithm>

namespace drumbeat {
namespace {

std::string behaviour_label(const Answers& a, const std::string& name) {
    for (const NamedBehaviour& b : a.study.behaviours)
        if (b.name == name) return label_of(b.behaviour, a.language);
    return {}; // the base's own, which may differ between sizes of firms
}

std::string levels_label(const Answers& a, const std::vector<std::string>& levels) {
    std::string text;
    for (std::size_t f = 0; f < std::min(levels.size(), a.study.factors.size()); ++f)
        for (const Variant& level : a.study.factors[f].levels)
            if (level.name == levels[f] && !level.label.empty()) text += (text.empty() ? "" : "; ") + level.label;
    return text;
}

// A quantity of an effect as it stands in the verdict.
struct EffectQuantity {
    const char *name, *unit;
    Phrase words;
    Mean difference;
    Interval luck;
    std::string answer;
};

// Of the country, or of the areas that the contrast is about: as the verdict says it.
std::vector<EffectQuantity> quantities_of(const Answers& a, const Effect& e) {
    const auto answer = [&](const Measure& m) { return answer_text(a, m.equivalence.answer); };
    return {
        {"capacity_growth", "points", Phrase::effect_capacity, e.capacity.mean, e.capacity.luck, answer(e.capacity)},
        {"added_capacity", "meur", Phrase::effect_added_capacity, e.added_capacity.mean, e.added_capacity.luck,
         answer(e.added_capacity)},
        {"investment", "meur", Phrase::effect_investment, e.investment.mean, e.investment.luck, answer(e.investment)},
        {"firms_scaled_up", "points", Phrase::effect_firms, e.firms.mean, e.firms.luck, answer(e.firms)},
        {"firms_scaled_up_as_it_came", "points", Phrase::effect_firms_as_it_came, e.firms.unadjusted,
         e.firms.luck_unadjusted, ""},
        {"public_money", "meur", Phrase::effect_public_money, e.money_meur, {}, ""}};
}

std::vector<Column> effect_columns(const Answers& a) {
    return {
        column(a, "quantity", "-", Phrase::column_quantity, "what differs"),
        column(a, "label", "-", Phrase::column_in_words, "the same in words"),
        column(a, "unit", "-", Phrase::column_unit, "unit of difference, error, low and high; points are of 100 firms"),
        column(a, "difference", "*", Phrase::column_difference, "mean over luck of treatment less control"),
        column(a, "error", "*", Phrase::column_error, "standard error of that mean, from so many runs"),
        column(a, "pairs", "-", Phrase::column_pairs, "pairs of runs with the same luck that it rests on"),
        column(a, "low", "*", Phrase::column_low, "5 % quantile of the paired differences"),
        column(a, "high", "*", Phrase::column_high, "95 % quantile of the paired differences"),
        column(a, "answer", "-", Phrase::column_answer, "more, less, no effect or not decided, at 90 %")};
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
        const CaseName& name = a.results.cases()[c];
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

void effects_table(const Answers& a, RowSink& sink) {
    TableHead head{"effects", "one row a contrast, behaviour, levels and quantity: treatment less control", {}};
    head.columns = {column(a, "contrast", "-", Phrase::column_contrast, "name of the contrast"),
                    column(a, "treatment", "-", Phrase::column_treatment, "arm that is compared"),
                    column(a, "control", "-", Phrase::column_control, "arm that it is compared with"),
                    column(a, "behaviour", "-", Phrase::column_behaviour, "how firms expect and decide")};
    add(head.columns, factor_columns(a, a.verdict.factors));
    add(head.columns, effect_columns(a));
    sink.begin(head);
    for (const Effect& e : a.verdict.effects)
        for (const EffectQuantity& q : quantities_of(a, e)) {
            std::vector<Cell> cells{e.contrast, e.treatment, e.control, e.behaviour};
            for (const std::string& level : e.levels) cells.emplace_back(level);
            add(cells, {q.name, say(a.language, q.words), q.unit, q.difference.value, q.difference.error,
                        static_cast<double>(q.difference.count), q.luck.low, q.luck.high, q.answer});
            sink.row(cells);
        }
}

void outcomes_table(const Answers& a, RowSink& sink) {
    TableHead head{"outcomes", "one row a case and outcome: mean over luck, and difference from the first arm", {}};
    head.columns = case_columns(a);
    add(head.columns, {column(a, "quantity", "-", Phrase::column_quantity, "what is measured"),
                       column(a, "label", "-", Phrase::column_in_words, "the same in words"),
                       column(a, "unit", "-", Phrase::column_unit, "unit of the numbers of the row")});
    add(head.columns, difference_columns(a));
    sink.begin(head);
    const std::vector<std::size_t> first = first_arms(a.results);
    for (std::size_t o = 0; o < outcome_count; ++o)
        for (std::size_t c = 0; c < first.size(); ++c) {
            const auto which = static_cast<Outcome>(o);
            std::vector<Cell> cells = case_cells(a, c);
            add(cells,
                {std::string(outcomes[o].name), label_of(outcomes[o].name, a.language), std::string(outcomes[o].unit)});
            add(cells,
                difference_cells(a.results.outcome(which, c), a.results.outcome(which, first[c]), first[c] == c));
            sink.row(cells);
        }
}

} // namespace drumbeat
