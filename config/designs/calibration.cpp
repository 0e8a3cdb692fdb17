// SPDX-License-Identifier: Apache-2.0
#include "config/designs/calibration.hpp"

#include "config/designs/reading.hpp"
#include "config/echo.hpp"
#include "config/facts.hpp"
#include "config/parameter.hpp"
#include "config/schema.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace drumbeat {
namespace {

constexpr std::size_t most_parameters = 40;

constexpr std::string_view starter_body = R"(
# Each candidate is run this often, all with the same luck.
replications: 4
seed: 1

# Facts, or single lines of them; the others are held out. Each parameter is looked for in its plausible range, or
# between low and high.
fit:
  facts: [F1, F2, F19]
  candidates: 400
  rounds: 4
  members: 20
  parameters:
    - {path: firms.*.option_weight}
    - {path: investment.fixed_cost, low: 0, high: 0.1}
    - {path: finance.rejection}

# Changes to the base before the search.
# set:
#   budget.defence_meur: 25800

# ---- Uncertainties that `set:` may state and `parameters` may name, with the codebook's defaults ----
)";

void read_whole_of(const YamlNode& group, std::string_view key, allowed range, int& out, const StudyReading& study) {
    const YamlNode* node = group.find(key);
    if (!node) return;
    if (Fault fault = read_value(node->text, range, out))
        study.tell(*node, fmt::format("fit.{}", key), std::move(fault));
}

// The parameter that a list names; null, and told, when there is none that a calibration can fit.
const Parameter* fittable(const YamlNode& node, const std::string& path, const StudyReading& study) {
    const Parameter* parameter = parameter_named(path);
    if (!parameter) {
        Fault fault;
        find_places(study.study().base, path, fault);
        study.tell(node, path, "unknown_key", fault ? fault.message : "is no parameter");
        return nullptr;
    }
    std::string why;
    if (parameter->type != "number")
        why = "is no number: a calibration cannot fit it";
    else if (parameter->kind != Kind::uncertainty)
        why = fmt::format("is a {}: a calibration fits uncertainties alone", word_for(parameter->kind));
    if (why.empty()) return parameter;
    study.tell(node, path, "wrong_type", std::move(why));
    return nullptr;
}

// Where it is looked for: its plausible range, unless the study names another. False where that is none.
bool read_range(const YamlNode& node, const Parameter& parameter, FittedParameter& p, const StudyReading& study) {
    p.low = parameter.likely.low;
    p.high = parameter.likely.high;
    study.reader.number(node, "low", parameter.range, p.low);
    study.reader.number(node, "high", parameter.range, p.high);
    if (p.low < p.high) return true;
    const bool has_none = parameter.likely.law == Law::none;
    study.tell(node, p.path, "out_of_range",
               has_none ? "has no plausible range in the codebook; needs low and high" : "low has to be below high");
    return false;
}

void read_parameter(const YamlNode& node, Fit& fit, const StudyReading& study) {
    constexpr std::array<std::string_view, 3> known{"path", "low", "high"};
    FittedParameter p;
    if (!study.reader.expect(node, "fit.parameters", YamlNode::Kind::map)) return;
    study.reader.only_keys(node, "fit.parameters", known);
    if (!study.reader.text(node, "path", p.path, 200))
        return study.tell(node, "fit.parameters", "missing_key", "path is missing");
    const Parameter* parameter = fittable(node, p.path, study);
    if (!parameter || !read_range(node, *parameter, p, study)) return;
    const auto same = [&](const FittedParameter& other) { return other.path == p.path; };
    if (std::any_of(fit.parameters.begin(), fit.parameters.end(), same))
        study.tell(node, p.path, "duplicate_key", "is fitted twice");
    fit.parameters.push_back(std::move(p));
}

void read_parameters(const YamlNode& group, Fit& fit, const StudyReading& study) {
    const YamlNode* list = group.find("parameters");
    if (!list) return study.tell(group, "fit.parameters", "missing_key", "is missing; expects a list of {path: ...}");
    if (!study.reader.expect(*list, "fit.parameters", YamlNode::Kind::list)) return;
    if (!study.few_enough(*list, "fit.parameters", list->children.size(), most_parameters)) return;
    if (list->children.empty())
        study.tell(*list, "fit.parameters", "missing_key", "is empty: a calibration fits one at least");
    for (const YamlNode& node : list->children) read_parameter(node, fit, study);
}

std::vector<std::string_view> fittable_facts() {
    std::vector<std::string_view> names;
    for (const FactLine& line : fact_lines())
        if (line.role == FactRole::fittable && (names.empty() || names.back() != line.fact)) names.push_back(line.fact);
    return names;
}

void read_facts(const YamlNode& group, Fit& fit, const StudyReading& study) {
    const YamlNode* list = group.find("facts");
    if (!list) return study.tell(group, "fit.facts", "missing_key", "is missing; expects a list such as [F1, F2]");
    if (!study.reader.expect(*list, "fit.facts", YamlNode::Kind::list)) return;
    if (list->children.empty())
        study.tell(*list, "fit.facts", "missing_key", "is empty: a calibration fits to one at least");
    for (const YamlNode& node : list->children) {
        const auto measures = measures_of(node.text);
        const auto fits = [](Measure m) { return line_of(m).role == FactRole::fittable; };
        if (std::any_of(measures.begin(), measures.end(), fits))
            fit.facts.push_back(node.text);
        else
            study.tell(node, "fit.facts", "unknown_name",
                       fmt::format("{} is no fact that can be fitted; known: {}", in_quotes(node.text),
                                   joined(fittable_facts(), ", ")));
    }
}

} // namespace

void read(Calibration& calibration, StudyReading& study) {
    constexpr std::array<std::string_view, 6> known{"parameters", "facts",   "candidates",
                                                    "rounds",     "members", "balance"};
    const YamlNode* node = study.part("fit", YamlNode::Kind::map);
    if (!node) return study.tell(0, "fit", "missing_key", "is missing; expects parameters and facts");
    Fit& fit = calibration.fit;
    study.reader.only_keys(*node, "fit", known);
    read_parameters(*node, fit, study);
    read_facts(*node, fit, study);
    read_whole_of(*node, "candidates", {16, 1e6}, fit.candidates, study);
    read_whole_of(*node, "rounds", {1, 100}, fit.rounds, study);
    read_whole_of(*node, "members", {2, 10000}, fit.members, study);
    if (const YamlNode* balance = node->find("balance"))
        if (Fault fault = read_value(balance->text, allowed{}, fit.balance))
            study.tell(*balance, "fit.balance", std::move(fault));
    if (fit.members > fit.candidates)
        study.tell(*node, "fit.members", "inconsistent", "are more than the candidates that they are chosen from");
}

std::string echo(const Calibration& calibration) {
    const Fit& fit = calibration.fit;
    std::string text = fmt::format(
        "fit:\n  candidates: {}\n  rounds: {}\n  members: {}\n  balance: {}\n  facts: [{}]\n  parameters:\n",
        fit.candidates, fit.rounds, fit.members, value_text(fit.balance), joined(fit.facts, ", "));
    for (const FittedParameter& p : fit.parameters)
        text += fmt::format("    - {{path: {}, low: {}, high: {}}}\n", yaml_scalar(p.path), value_text(p.low),
                            value_text(p.high));
    return text;
}

Starter starter(const Calibration&) {
    return {"# A study of calibration: fits parameters to stylised facts and keeps an ensemble.\n",
            "Which parameters do the facts speak for?", std::string(starter_body), Kind::uncertainty};
}

std::string fit_schema() {
    const std::string number = R"({"type": "number"})";
    const std::string parameter =
        object_schema({"path"}, {{"path", any_text_schema()}, {"low", number}, {"high", number}});
    return object_schema({"parameters", "facts"}, {{"parameters", list_schema(parameter)},
                                                   {"facts", list_schema(any_text_schema())},
                                                   {"candidates", whole_number_schema(16)},
                                                   {"rounds", whole_number_schema(1)},
                                                   {"members", whole_number_schema(2)},
                                                   {"balance", R"({"type": "boolean"})"}});
}

} // namespace drumbeat
