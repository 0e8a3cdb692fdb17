// SPDX-License-Identifier: Apache-2.0
// Every parameter of a study's base, and what arms and levels make of it.
#include "outputs/tables/coordinates.hpp"

#include "config/parameter.hpp"

#include <algorithm>
#include <map>

namespace drumbeat {
namespace {

// A named variant of the base, and the texts of the parameters that it changes.
struct Changed {
    std::string name;
    std::map<std::string, std::string> texts; // by path
};

Changed changed_by(const Scenario& base, const std::string& name, const std::vector<Setting>& settings) {
    Scenario scenario = base;
    std::vector<Problem> none; // the study was checked when it was run
    assign(scenario, settings, none);
    Changed changed{name, {}};
    for (const Setting& setting : difference(base, scenario)) changed.texts[setting.path] = setting.text;
    return changed;
}

std::string set_text(const std::vector<Changed>& all, const std::string& path) {
    std::string text;
    for (const Changed& one : all)
        if (const auto found = one.texts.find(path); found != one.texts.end())
            text += (text.empty() ? "" : "; ") + one.name + ": " + found->second;
    return text;
}

// Numbers as numbers, everything else as it is written.
Cell value_cell(const Parameter& parameter, const std::string& text) {
    double number = 0;
    if ((parameter.type == "number" || parameter.type == "integer") && !read_number(text, number)) return number;
    return text;
}

TableHead parameters_head(const Answers& a) {
    return {"parameters",
            "one row a parameter of the base",
            {column(a, "parameter", "-", Phrase::column_parameter, "its path, as in scenario and study files"),
             column(a, "unit", "-", Phrase::column_unit, "unit of the values"),
             column(a, "kind", "-", Phrase::column_kind,
                    "lever: a decision of policy; uncertainty: a fact nobody knows exactly; setting"),
             column(a, "value", "*", Phrase::column_value, "value of all cases that do not set it"),
             column(a, "arms", "-", Phrase::column_arms, "arms that set it, with their value"),
             column(a, "levels", "-", Phrase::column_levels, "levels of factors that set it, with their value"),
             column(a, "confidence", "-", Phrase::column_confidence, "how well the value is known"),
             column(a, "meaning", "-", Phrase::column_meaning, "what it is"),
             column(a, "source", "-", Phrase::column_source, "where the value comes from")}};
}

} // namespace

void parameters_table(const Answers& a, RowSink& sink) {
    sink.begin(parameters_head(a));
    const Scenario& base = a.study.base;
    std::vector<Changed> arms, levels;
    for (const Variant& arm : comparison_of(a.study).arms) arms.push_back(changed_by(base, arm.name, arm.settings));
    for (const Factor& factor : comparison_of(a.study).factors)
        for (const Variant& level : factor.levels)
            levels.push_back(changed_by(base, factor.name + " " + level.name, level.settings));
    for (const Place& place : places(base)) {
        const Parameter& p = *place.parameter;
        const std::string path = path_of(place, base);
        sink.row({path, std::string(p.unit), std::string(word_for(p.kind)), value_cell(p, text_of(place, base)),
                  set_text(arms, path), set_text(levels, path), std::string(word_for(p.confidence)),
                  std::string(p.meaning), std::string(p.source)});
    }
}

void dictionary_table(const Answers& a, const std::vector<TableHead>& heads, RowSink& sink) {
    sink.begin({"dictionary",
                "one row a column of the other files",
                {column(a, "file", "-", Phrase::column_file, "file that holds the column"),
                 column(a, "column", "-", Phrase::column_column, "its name in the first line of the file"),
                 column(a, "unit", "-", Phrase::column_unit,
                        "its unit; 1 of texts, codes and pure numbers, * where the row says it"),
                 column(a, "label", "-", Phrase::column_label, "a few words for it"),
                 column(a, "meaning", "-", Phrase::column_meaning, "what it holds")}});
    for (const TableHead& head : heads)
        for (const Column& one : head.columns)
            sink.row({head.name + ".csv", one.name, one.unit == "-" ? "1" : one.unit, one.label, one.meaning});
}

} // namespace drumbeat
