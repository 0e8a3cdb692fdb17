// SPDX-License-Identifier: Apache-2.0
#include "config/yaml_ensemble.hpp"

#include "config/parameter.hpp"

#include <fmt/core.h>

namespace drumbeat {

namespace {

using Kind_ = YamlNode::Kind;

// Whether a member may state this; told where not. The scenario is a scratch copy.
bool is_good(const Setting& setting, const YamlReader& reader, Scenario& scenario) {
    const auto refuse = [&](std::string code, std::string message) {
        reader.tell(setting.where.line, setting.path, std::move(code), std::move(message));
        return false;
    };
    Fault fault;
    if (find_places(scenario, setting.path, fault).empty()) return refuse(std::move(fault.code), fault.message);
    const Parameter& parameter = *parameter_named(setting.path);
    if (parameter.kind != Kind::uncertainty)
        return refuse("wrong_kind", fmt::format("is a {}; members of an ensemble hold uncertainties alone",
                                                word_for(parameter.kind)));
    std::vector<Problem> found;
    assign(scenario, {&setting, 1}, found);
    if (!found.empty()) return refuse(std::move(found.front().code), std::move(found.front().message));
    return true;
}

Variant member_of(YamlNode node, std::size_t number, const YamlReader& reader, const Scenario& scenario) {
    Variant member{fmt::format("m{}", number), "", {}};
    const std::string path = fmt::format("members[{}]", number);
    if (node.is(Kind_::nothing) || !reader.expect(node, path, Kind_::map)) return member;
    std::erase_if(node.children, [](const YamlNode& child) { return child.key == "distance"; });
    reader.settings(node, path, member.settings);
    Scenario scratch = scenario;
    std::erase_if(member.settings, [&](const Setting& setting) { return !is_good(setting, reader, scratch); });
    return member;
}

} // namespace

std::vector<Variant> read_members(const YamlNode& list, const YamlReader& reader, const Scenario& scenario) {
    std::vector<Variant> members;
    if (!reader.expect(list, "members", Kind_::list)) return members;
    const std::size_t count = list.children.size();
    if (count < 1 || count > most_members) {
        reader.tell(list, "members", "out_of_range",
                    fmt::format("{} parameter sets; allowed: 1 to {}", count, most_members));
        return members;
    }
    for (std::size_t i = 0; i < count; ++i) members.push_back(member_of(list.children[i], i + 1, reader, scenario));
    return members;
}

Ensemble read_ensemble(const std::string& name, const YamlFile& from, const Where& asked, Folders folders,
                       const Scenario& scenario, std::vector<std::string>& files, std::vector<Problem>& problems) {
    Ensemble ensemble;
    const YamlFile file = open_file(name, FileKind::ensemble, &from, folders, problems, asked);
    if (file.path.empty()) return ensemble;
    files.push_back(file.source);
    if (!file.root.is(Kind_::map)) return ensemble;
    const YamlReader reader{file.source, problems};
    const YamlNode* format = file.root.find("format");
    if (!format || format->text != ensemble_format) {
        reader.tell(format ? format->line : 0, "format", format ? "wrong_format" : "missing_key",
                    fmt::format("expects 'format: {}'", ensemble_format));
        return ensemble;
    }
    if (file.root.find("base")) reader.text(file.root, "base", ensemble.base, 4000);
    if (const YamlNode* members = file.root.find("members"))
        ensemble.members = read_members(*members, reader, scenario);
    else
        reader.tell(0, "members", "missing_key", "is missing; expects a list of parameter sets");
    return ensemble;
}

} // namespace drumbeat
