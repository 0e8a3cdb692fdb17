// SPDX-License-Identifier: Apache-2.0
// `over:` accepted parameter sets: a factor of their own, the last.
#include "config/designs/comparison.hpp"
#include "config/designs/reading.hpp"
#include "config/echo.hpp"
#include "config/schema.hpp"
#include "config/warnings.hpp"
#include "config/yaml_ensemble.hpp"

#include <fmt/core.h>

#include <array>
#include <filesystem>
#include <utility>

namespace drumbeat {
namespace {

std::vector<Variant> members_of_file(const YamlNode& named, StudyReading& study) {
    const Scenario& scenario = study.study().base;
    const Where where = study.reader.where(named);
    Ensemble read =
        read_ensemble(named.text, study.file, where, study.folders, scenario, study.out.files, study.problems);
    const auto stem = [](const std::string& path) { return std::filesystem::path(path).stem().string(); };
    const YamlNode* base = study.root().find("base");
    const bool is_ours = stem(read.base) == scenario.name || (base && stem(read.base) == stem(base->text));
    if (!read.base.empty() && !is_ours)
        study.problems.push_back(warning("other_base", where, "over.ensemble",
                                         say(Warning::other_base, {in_quotes(read.base), in_quotes(scenario.name)})));
    return std::move(read.members);
}

// `members: N` takes the first N.
void take_first(const YamlNode& over, std::vector<Variant>& members, const StudyReading& study) {
    const YamlNode* node = over.find("members");
    if (!node || members.empty()) return;
    int wanted = 0;
    Fault fault = read_value(node->text, allowed{1, static_cast<double>(members.size())}, wanted);
    if (fault) return study.tell(*node, "over.members", std::move(fault));
    members.resize(static_cast<std::size_t>(wanted));
}

void refuse_same_name(const Comparison& comparison, const StudyReading& study) {
    for (const Factor& other : comparison.factors)
        if (other.name == member_factor)
            study.tell(*study.root().find("factors")->find(other.name), "factors." + other.name, "bad_name",
                       "is the name of the factor that `over` makes; choose another word");
}

} // namespace

void read_over(Comparison& comparison, StudyReading& study) {
    constexpr std::array<std::string_view, 3> known{"ensemble", "members", "inline"};
    const YamlNode* node = study.part("over", YamlNode::Kind::map);
    if (!node) return;
    study.reader.only_keys(*node, "over", known);
    const YamlNode* named = node->find("ensemble");
    if (!named || (named->is(YamlNode::Kind::scalar) && named->text.empty()))
        return study.tell(*node, "over", "missing_key", "ensemble is missing; expects a packaged name or a file");
    if (!study.reader.text(*node, "ensemble", comparison.ensemble, 4000)) return;
    const YamlNode* inlined = node->find("inline");
    Factor members{std::string(member_factor), {}};
    members.levels =
        inlined ? read_members(*inlined, study.reader, study.study().base) : members_of_file(*named, study);
    take_first(*node, members.levels, study);
    refuse_same_name(comparison, study);
    if (members.levels.empty())
        comparison.ensemble.clear(); // why has been told
    else
        comparison.factors.push_back(std::move(members));
}

// The accepted parameter sets themselves, so that no file is needed to read them back.
std::string over_text(const Comparison& comparison) {
    if (member_count(comparison) == 0) return {};
    std::string text = fmt::format("over:\n  ensemble: {}\n  inline:\n", yaml_scalar(comparison.ensemble));
    for (const Variant& member : comparison.factors.back().levels) {
        if (member.settings.empty()) text += "    - {}\n";
        for (const Setting& s : member.settings) {
            const bool first = &s == &member.settings.front();
            text += fmt::format("    {} {}: {}\n", first ? "-" : " ", yaml_scalar(s.path), yaml_value(s.text));
        }
    }
    return text;
}

std::string over_schema() {
    return object_schema({"ensemble"},
                         {{"ensemble", any_text_schema()},
                          {"members", whole_number_schema(1)},
                          {"inline", R"({"type": "array", "minItems": 1, "items": {"type": "object"}})"}});
}

} // namespace drumbeat
