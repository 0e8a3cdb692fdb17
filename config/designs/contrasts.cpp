// SPDX-License-Identifier: Apache-2.0
// Contrasts: which arm is held against which; and the placebo, an arm without effect.
#include "config/designs/comparison.hpp"
#include "config/designs/reading.hpp"
#include "config/schema.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace drumbeat {
namespace {

bool arm_exists(const YamlNode& node, const std::string& path, const Comparison& comparison,
                const StudyReading& study) {
    std::vector<std::string_view> known;
    for (const Variant& arm : comparison.arms) known.push_back(arm.name);
    if (std::find(known.begin(), known.end(), node.text) != known.end()) return true;
    study.tell(node, path, "unknown_name",
               fmt::format("there is no arm {}{}", in_quotes(node.text), suggestion(node.text, known)));
    return false;
}

bool has_all(const YamlNode& node, const std::string& path, std::span<const std::string_view> keys,
             const StudyReading& study) {
    bool well = true;
    for (const std::string_view key : keys) {
        if (node.find(key)) continue;
        study.tell(node, path, "missing_key", fmt::format("{} is missing", key));
        well = false;
    }
    return well;
}

void read_contrast(const YamlNode& node, const std::string& path, Comparison& comparison, const StudyReading& study) {
    constexpr std::array<std::string_view, 3> known{"name", "treatment", "control"};
    if (!study.reader.expect(node, path, YamlNode::Kind::map)) return;
    study.reader.only_keys(node, path, known);
    if (!has_all(node, path, known, study)) return;
    const YamlNode& name = *node.find("name");
    const YamlNode& treatment = *node.find("treatment");
    const YamlNode& control = *node.find("control");
    bool well = study.good_name(name, path, "a contrast", name.text);
    well = arm_exists(treatment, path + ".treatment", comparison, study) && well;
    well = arm_exists(control, path + ".control", comparison, study) && well;
    if (well && treatment.text == control.text)
        study.tell(treatment, path, "inconsistent", fmt::format("compares arm {} with itself", treatment.text));
    const auto same = [&](const Contrast& other) { return other.name == name.text; };
    if (std::any_of(comparison.contrasts.begin(), comparison.contrasts.end(), same))
        study.tell(name, path, "duplicate_key", fmt::format("{} is the name of two contrasts", in_quotes(name.text)));
    if (well) comparison.contrasts.push_back({name.text, treatment.text, control.text});
}

} // namespace

void read_contrasts(Comparison& comparison, StudyReading& study) {
    if (const YamlNode* node = study.part("placebo", YamlNode::Kind::scalar))
        if (arm_exists(*node, "placebo", comparison, study)) comparison.placebo = node->text;
    if (const YamlNode* node = study.part("contrasts", YamlNode::Kind::list)) {
        std::size_t nth = 0;
        for (const YamlNode& child : node->children)
            read_contrast(child, fmt::format("contrasts[{}]", ++nth), comparison, study);
    } else if (!study.root().find("contrasts")) {
        const auto& arms = comparison.arms;
        for (std::size_t i = 1; i < arms.size(); ++i)
            if (arms[i].name != comparison.placebo)
                comparison.contrasts.push_back({arms[i].name, arms[i].name, arms[0].name});
    }
}

std::string contrasts_text(const Comparison& comparison) {
    std::string text = comparison.contrasts.empty() ? "contrasts: []\n" : "contrasts:\n";
    for (const Contrast& c : comparison.contrasts)
        text += fmt::format("  - {{name: {}, treatment: {}, control: {}}}\n", c.name, c.treatment, c.control);
    if (!comparison.placebo.empty()) text += fmt::format("placebo: {}\n", yaml_scalar(comparison.placebo));
    return text + fmt::format("equivalence_points: {}\n", comparison.equivalence_points);
}

std::string contrasts_schema() {
    return list_schema(
        object_schema({"name", "treatment", "control"},
                      {{"name", any_text_schema()}, {"treatment", any_text_schema()}, {"control", any_text_schema()}}));
}

} // namespace drumbeat
