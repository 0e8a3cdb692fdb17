// SPDX-License-Identifier: Apache-2.0
// Arms: named overrides of the base, each perhaps like an arm above it.
#include "config/designs/comparison.hpp"
#include "config/designs/reading.hpp"
#include "config/echo.hpp"
#include "config/parameter.hpp"
#include "config/schema.hpp"
#include "config/warnings.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <utility>

namespace drumbeat {
namespace {

// Few enough that arms like each other cannot exhaust memory.
constexpr std::size_t most_arms = 1000;

std::vector<std::string_view> names_of_arms(const std::vector<Variant>& arms) {
    std::vector<std::string_view> names;
    for (const Variant& arm : arms) names.push_back(arm.name);
    return names;
}

// Settings of an earlier arm under one's own; an own setting replaces the earlier one of the same path.
void start_like(Variant& arm, const Variant& earlier) {
    std::vector<Setting> all;
    for (const Setting& setting : earlier.settings) {
        const auto again = [&](const Setting& own) { return own.path == setting.path; };
        if (std::none_of(arm.settings.begin(), arm.settings.end(), again)) all.push_back(setting);
    }
    all.insert(all.end(), arm.settings.begin(), arm.settings.end());
    arm.settings = std::move(all);
    arm.like = earlier.name;
}

void read_like(const YamlNode& node, const std::string& path, Variant& arm, const std::vector<Variant>& earlier,
               StudyReading& study) {
    const YamlNode* like = node.find("like");
    if (!like) return;
    const auto same = [&](const Variant& other) { return other.name == like->text; };
    const auto found = std::find_if(earlier.begin(), earlier.end(), same);
    if (found == earlier.end())
        return study.tell(*like, path + ".like", "unknown_name",
                          fmt::format("no arm above is called {}{}", in_quotes(like->text),
                                      suggestion(like->text, names_of_arms(earlier))));
    if (arm.settings.empty()) study.alike_by_design.insert(arm.name);
    start_like(arm, *found);
    if (!study.few_enough(node, path, arm.settings.size(), most_overrides)) arm.settings.clear();
}

// Arms that a comparison without effect needs: the placebo, and `like` without anything of its own.
bool is_alike_by_design(const std::string& arm, const Comparison& comparison, const StudyReading& study) {
    const auto is_placebo = [&](const Contrast& c) { return c.treatment == arm && c.name.starts_with("placebo"); };
    return arm == comparison.placebo || study.alike_by_design.contains(arm) ||
           std::any_of(comparison.contrasts.begin(), comparison.contrasts.end(), is_placebo);
}

// What an arm states, wherever `*` reaches.
std::map<std::string, std::string> stated(const Variant& arm, const Scenario& base) {
    Scenario scenario = base;
    std::vector<Problem> ignored;
    assign(scenario, arm.settings, ignored);
    std::map<std::string, std::string> values;
    Fault fault;
    for (const Setting& setting : arm.settings)
        for (const Place& place : find_places(scenario, setting.path, fault))
            values.emplace(path_of(place, scenario), text_of(place, scenario));
    return values;
}

} // namespace

void read_arms(std::vector<Variant>& arms, StudyReading& study) {
    const YamlNode* node = study.part("arms", YamlNode::Kind::map);
    if (!node || !study.few_enough(*node, "arms", node->children.size(), most_arms)) return;
    for (const YamlNode& child : node->children) {
        const std::string path = "arms." + child.key;
        if (!study.good_name(child, path, "an arm", child.key)) continue;
        Variant arm = read_variant(child, path, study);
        read_like(child, path, arm, arms, study);
        arms.push_back(std::move(arm));
    }
}

void look_for_same_arms(const Comparison& comparison, StudyReading& study) {
    if (has_errors(study.problems)) return;
    std::map<std::map<std::string, std::string>, std::string> earlier;
    for (const Variant& arm : comparison.arms) {
        if (is_alike_by_design(arm.name, comparison, study)) continue;
        const auto [first, fresh] = earlier.emplace(stated(arm, study.study().base), arm.name);
        if (fresh) continue;
        const Where where = study.reader.where(*study.root().find("arms")->find(arm.name));
        study.problems.push_back(
            warning("same_arms", where, "arms." + arm.name, say(Warning::same_arms, {first->second})));
    }
}

// The last of several settings of one path stands for all of them.
std::string echo(const Variant& v, std::size_t indent) {
    const std::string margin(indent, ' ');
    std::string body;
    if (!v.label.empty()) body += fmt::format("{}  label: {}\n", margin, yaml_scalar(v.label));
    if (!v.label_nl.empty()) body += fmt::format("{}  label_nl: {}\n", margin, yaml_scalar(v.label_nl));
    for (auto s = v.settings.begin(); s != v.settings.end(); ++s) {
        const bool again =
            std::any_of(s + 1, v.settings.end(), [&](const Setting& later) { return later.path == s->path; });
        if (!again) body += fmt::format("{}  {}: {}\n", margin, yaml_scalar(s->path), yaml_value(s->text));
    }
    return fmt::format("{}{}:{}\n{}", margin, v.name, body.empty() ? " {}" : "", body);
}

std::string arms_text(const std::vector<Variant>& arms) {
    std::string text;
    for (const Variant& arm : arms) text += echo(arm, 2);
    return text.empty() ? text : "arms:\n" + text;
}

std::string arms_schema() {
    return map_schema(overrides_schema(std::string(variant_properties) + "\"like\": {\"type\": \"string\"},\n"));
}

} // namespace drumbeat
