// SPDX-License-Identifier: Apache-2.0
// Factors: each level of one is combined with each arm and behaviour.
#include "config/designs/comparison.hpp"
#include "config/designs/reading.hpp"
#include "config/schema.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

namespace drumbeat {
namespace {

constexpr std::size_t most_levels = 1000, most_factors = 32;

// Words that name something else in a results file.
constexpr std::array<std::string_view, 9> taken{"arm",     "behaviour", "case",   "replication", "year",
                                                "segment", "firm",      "yearly", "firms"};

void read_levels(const YamlNode& node, const std::string& path, Factor& factor, const StudyReading& study) {
    for (const YamlNode& level : node.children) {
        const std::string level_path = path + "." + level.key;
        if (const YamlNode* like = level.find("like"))
            study.tell(*like, level_path + ".like", "unknown_key", "only arms start like another one");
        if (study.good_name(level, level_path, "a level", level.key))
            factor.levels.push_back(read_variant(level, level_path, study));
    }
    if (factor.levels.empty()) study.tell(node, path, "missing_key", "a factor needs a level");
}

} // namespace

void read_factors(std::vector<Factor>& factors, StudyReading& study) {
    const YamlNode* node = study.part("factors", YamlNode::Kind::map);
    if (!node || !study.few_enough(*node, "factors", node->children.size(), most_factors)) return;
    for (const YamlNode& child : node->children) {
        const std::string path = "factors." + child.key;
        if (std::find(taken.begin(), taken.end(), child.key) != taken.end())
            study.tell(
                child, path, "bad_name",
                fmt::format("{} names something else in a results file; choose another word", in_quotes(child.key)));
        if (!study.good_name(child, path, "a factor", child.key)) continue;
        if (!study.reader.expect(child, path, YamlNode::Kind::map)) continue;
        if (!study.few_enough(child, path, child.children.size(), most_levels)) continue;
        Factor factor{child.key, {}};
        read_levels(child, path, factor, study);
        factors.push_back(std::move(factor));
    }
}

std::string factors_text(const Comparison& comparison) {
    const std::size_t own = comparison.factors.size() - (member_count(comparison) > 0 ? 1 : 0);
    std::string text;
    for (std::size_t f = 0; f < own; ++f) {
        text += fmt::format("  {}:\n", comparison.factors[f].name);
        for (const Variant& level : comparison.factors[f].levels) text += echo(level, 4);
    }
    return text.empty() ? text : "factors:\n" + text;
}

std::string factors_schema() { return map_schema(map_schema(overrides_schema(variant_properties))); }

} // namespace drumbeat
