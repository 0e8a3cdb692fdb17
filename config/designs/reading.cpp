// SPDX-License-Identifier: Apache-2.0
#include "config/designs/reading.hpp"

#include "config/parameter.hpp"
#include "config/yaml_problems.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace drumbeat {
namespace {

bool is_word_of_a_variant(const YamlNode& child) {
    return child.key == "label" || child.key == "label_nl" || child.key == "like";
}

bool is_of_the_base(const Setting& setting) {
    constexpr std::array<std::string_view, 4> words{"new_segments", "remove_segments", "name", "description"};
    return std::find(words.begin(), words.end(), setting.path) != words.end();
}

// Tells what is wrong with the overrides one by one, and drops those; what spans them depends on the case.
void keep_good(std::vector<Setting>& settings, const StudyReading& study) {
    Scenario scratch = study.study().base;
    std::vector<Problem> found;
    std::erase_if(settings, [&](const Setting& setting) {
        const std::size_t before = found.size();
        assign(scratch, std::span(&setting, 1), found);
        return found.size() > before;
    });
    add_new(study.problems, std::move(found));
}

} // namespace

const YamlNode* StudyReading::part(std::string_view key, YamlNode::Kind kind) const {
    const YamlNode* node = root().find(key);
    if (!node || node->is(YamlNode::Kind::nothing)) return nullptr;
    return reader.expect(*node, std::string(key), kind) ? node : nullptr;
}

bool StudyReading::few_enough(const YamlNode& node, const std::string& path, std::size_t count,
                              std::size_t most) const {
    if (count <= most) return true;
    tell(node, path, "out_of_range", fmt::format("{} are too many; allowed: at most {}", count, most));
    return false;
}

bool StudyReading::good_name(const YamlNode& node, const std::string& path, std::string_view what,
                             std::string_view name) const {
    if (is_name(name)) return true;
    tell(node, path, "bad_name", fmt::format("{} cannot name {}; allowed: {}", in_quotes(name), what, name_rule));
    return false;
}

void check_cases(const StudyReading& study) {
    Fault fault = check_case_count(study.study());
    if (!fault) return;
    const std::string key = study.root().find("factors") ? "factors" : "arms";
    const YamlNode* node = study.root().find(key);
    study.tell(node ? node->line : 0, key, std::move(fault.code), std::move(fault.message));
}

Variant read_variant(const YamlNode& node, const std::string& path, const StudyReading& study) {
    Variant v{node.key, "", {}};
    if (node.is(YamlNode::Kind::nothing) || !study.reader.expect(node, path, YamlNode::Kind::map)) return v;
    YamlNode overrides = node;
    std::erase_if(overrides.children, is_word_of_a_variant);
    study.reader.text(node, "label", v.label, 200);
    study.reader.text(node, "label_nl", v.label_nl, 200);
    study.reader.settings(overrides, path, v.settings);
    std::erase_if(v.settings, [&](const Setting& setting) {
        if (!is_of_the_base(setting)) return false;
        study.tell(setting.where.line, path + "." + setting.path, "not_here",
                   "belongs to the base scenario: every case has the same technology areas and name");
        return true;
    });
    if (!study.study().base.segments.empty()) keep_good(v.settings, study);
    if (!study.few_enough(node, path, v.settings.size(), most_overrides)) v.settings.clear();
    return v;
}

} // namespace drumbeat
