// SPDX-License-Identifier: Apache-2.0
// What is shown and kept: outcomes that the report lists, and replications whose years and firms stay in the file.
#include "config/designs/comparison.hpp"
#include "config/designs/reading.hpp"
#include "config/schema.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

namespace drumbeat {
namespace {

constexpr std::size_t most_outcomes = 40;

void read_kept(const YamlNode& group, std::string_view key, int& out, const StudyReading& study) {
    const YamlNode* node = group.find(key);
    if (!node) return;
    if (node->text == "all")
        out = static_cast<int>(most_replications);
    else if (node->text == "none")
        out = 0;
    else if (Fault fault = read_value(node->text, allowed{0, most_replications}, out))
        study.tell(*node, fmt::format("record.{}", key), std::move(fault.code), fault.message + ", all or none");
}

} // namespace

void read_outcomes(std::vector<std::string>& outcomes, StudyReading& study) {
    const YamlNode* node = study.part("outcomes", YamlNode::Kind::list);
    if (!node || !study.few_enough(*node, "outcomes", node->children.size(), most_outcomes)) return;
    for (const YamlNode& child : node->children) {
        if (!study.reader.expect(child, "outcomes", YamlNode::Kind::scalar)) continue;
        if (!study.good_name(child, "outcomes", "an outcome", child.text)) continue;
        if (std::find(outcomes.begin(), outcomes.end(), child.text) != outcomes.end()) {
            study.tell(child, "outcomes", "duplicate_key", fmt::format("{} is listed twice", child.text));
            continue;
        }
        outcomes.push_back(child.text);
        study.out.outcome_lines.push_back(child.line);
    }
}

void read_recording(Recording& record, StudyReading& study) {
    constexpr std::array<std::string_view, 4> known{"yearly", "firms", "relaxations", "investors"};
    const YamlNode* node = study.part("record", YamlNode::Kind::map);
    if (!node) return;
    study.reader.only_keys(*node, "record", known);
    read_kept(*node, "yearly", record.yearly_replications, study);
    read_kept(*node, "firms", record.firm_replications, study);
    read_kept(*node, "investors", record.investor_replications, study);
    const YamlNode* relaxations = node->find("relaxations");
    if (!relaxations) return;
    if (Fault fault = read_value(relaxations->text, allowed{}, record.relaxations))
        study.tell(*relaxations, "record.relaxations", std::move(fault.code), fault.message);
}

std::string recording_text(const Comparison& comparison) {
    std::string text;
    if (!comparison.outcomes.empty()) text += fmt::format("outcomes: [{}]\n", joined(comparison.outcomes, ", "));
    text += fmt::format("record:\n  yearly: {}\n  firms: {}\n", comparison.record.yearly_replications,
                        comparison.record.firm_replications);
    if (comparison.record.relaxations) text += "  relaxations: true\n";
    if (comparison.record.investor_replications > 0)
        text += fmt::format("  investors: {}\n", comparison.record.investor_replications);
    return text;
}

std::string outcomes_schema() {
    return fmt::format("{{\"type\": \"array\", \"maxItems\": {}, \"items\": {{\"type\": \"string\"}}}}", most_outcomes);
}

std::string record_schema() {
    const std::string count = fmt::format(R"({{"oneOf": [{}, {}]}})", word_schema({"all", "none"}),
                                          whole_number_schema(0, most_replications));
    return object_schema(
        {}, {{"yearly", count}, {"firms", count}, {"relaxations", R"({"type": "boolean"})"}, {"investors", count}});
}

} // namespace drumbeat
