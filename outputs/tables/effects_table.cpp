// SPDX-License-Identifier: Apache-2.0
// Differences between arms, as they stand in the verdict.
#include "outputs/tables/coordinates.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace drumbeat {
namespace {

std::vector<Column> effect_columns(const Answers& a) {
    return {
        column(a, "where", "-", Phrase::column_where,
               "the country, or the technology areas in which alone the two arms differ"),
        column(a, "quantity", "-", Phrase::column_quantity, "what differs"),
        column(a, "label", "-", Phrase::column_in_words, "the same in words"),
        column(a, "unit", "-", Phrase::column_unit, "unit of the numbers of the row; points are of 100"),
        column(a, "difference", "*", Phrase::column_difference,
               "mean over luck of treatment less control; read off at equal money where `at_equal_money` is yes"),
        column(a, "error", "*", Phrase::column_error, "standard error of that mean, from so many runs"),
        column(a, "pairs", "-", Phrase::column_pairs, "pairs of runs with the same luck that it rests on"),
        column(a, "low", "*", Phrase::column_low, "5 % quantile of the paired differences"),
        column(a, "high", "*", Phrase::column_high, "95 % quantile of the paired differences"),
        column(a, "answer", "-", Phrase::column_answer,
               "more, less, no effect or not decided, at 90 %; or that the two arms are one run"),
        column(a, "at_equal_money", "-", Phrase::column_at_equal_money,
               "whether chance differences in public money were taken out"),
        column(a, "as_it_came", "*", Phrase::column_as_it_came, "the mean without that"),
        column(a, "better_of_100", "-", Phrase::column_better, "pairs of 100 in which the treatment has more"),
        column(a, "parameters_low", "*", Phrase::column_parameters_low,
               "lower end over accepted parameter sets, the study's own or stored ones; empty where not assessed"),
        column(a, "parameters_high", "*", Phrase::column_parameters_high, "upper end over accepted parameter sets")};
}

class EffectRows {
  public:
    EffectRows(const Answers& a, const Effect& e, RowSink& sink) : a_(a), e_(e), sink_(sink) {}

    void measures(const Quantities& q, const std::string& where) const {
        measure(where, "capacity_growth_points", Phrase::effect_capacity, "points", q.capacity);
        measure(where, "capacity_added_meur", Phrase::effect_added_capacity, "meur", q.added_capacity);
        measure(where, "investment_meur", Phrase::effect_investment, "meur", q.investment);
        measure(where, "firms_points", Phrase::effect_firms, "points", q.firms);
    }
    // "firms_points_any_10": growth by a tenth, whenever it was reached.
    void count(const Count& count, const std::string& where) const {
        const std::string growth = fmt::format("{:.0f}", 100 * count.growth);
        const Phrase words = count.kind == "net"        ? Phrase::effect_firms_net
                             : count.kind == "retained" ? Phrase::effect_firms_retained
                                                        : Phrase::effect_firms_any;
        row(where, fmt::format("firms_points_{}_{}", count.kind, growth), say(a_.language, words, {growth}), "points",
            count.firms);
    }
    void money() const {
        Difference money;
        money.mean = e_.money_meur;
        row(say(a_.language, Phrase::where_country), "public_money_meur", say(a_.language, Phrase::effect_public_money),
            "meur", money, false);
    }

  private:
    void measure(const std::string& where, const char* name, Phrase words, const char* unit,
                 const Difference& m) const {
        row(where, name, say(a_.language, words), unit, m);
    }
    void row(const std::string& where, const std::string& name, const std::string& words, const char* unit,
             const Difference& m, bool answered = true) const {
        std::vector<Cell> cells{e_.contrast, e_.treatment, e_.control, e_.behaviour};
        for (const std::string& level : e_.levels) cells.emplace_back(level);
        const std::string answer = e_.same_run ? say(a_.language, Phrase::answer_same_run)
                                   : answered  ? answer_text(a_, m.equivalence.answer)
                                               : std::string();
        const Phrase equal = m.at_equal_money ? Phrase::word_yes : Phrase::word_no;
        add(cells, {where, name, words, unit, m.mean.value, m.mean.error, static_cast<double>(m.mean.count), m.luck.low,
                    m.luck.high, answer, answered ? say(a_.language, equal) : std::string(), m.unadjusted.value,
                    m.better_of_100, m.parameters.low, m.parameters.high});
        sink_.row(cells);
    }

    const Answers& a_;
    const Effect& e_;
    RowSink& sink_;
};

void write_effect(const Answers& a, const Effect& e, RowSink& sink) {
    const EffectRows rows(a, e, sink);
    const std::string country = say(a.language, Phrase::where_country);
    std::vector<std::string> areas;
    for (const std::string& area : e.areas) areas.push_back(label_of(area, a.language));
    const std::string where = areas.empty() ? country : listed(areas, a.language);
    rows.measures({e.capacity, e.added_capacity, e.investment, e.firms}, where);
    if (e.national) rows.measures(*e.national, country);
    for (const Count& count : e.counts) rows.count(count, where);
    rows.money();
}

} // namespace

void effects_table(const Answers& a, RowSink& sink) {
    TableHead head{"effects", "one row a contrast, behaviour, levels, place and quantity: treatment less control", {}};
    head.columns = {column(a, "contrast", "-", Phrase::column_contrast, "name of the contrast"),
                    column(a, "treatment", "-", Phrase::column_treatment, "arm that is compared"),
                    column(a, "control", "-", Phrase::column_control, "arm that it is compared with"),
                    column(a, "behaviour", "-", Phrase::column_behaviour, "how firms expect and decide")};
    add(head.columns, factor_columns(a, a.verdict.factors));
    add(head.columns, effect_columns(a));
    sink.begin(head);
    for (const Effect& e : a.verdict.effects) write_effect(a, e, sink);
}

} // namespace drumbeat
