// SPDX-License-Identifier: Apache-2.0
// Behaviours: how firms expect and decide, by name; under each of them a study runs its cases.
#include "config/designs/reading.hpp"
#include "config/panel.hpp"
#include "config/schema.hpp"
#include "config/warnings.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace drumbeat {
namespace {

template <class Choice>
bool read_rule(const YamlNode& group, std::string_view key, const std::string& path, Choice& out,
               const StudyReading& study) {
    const YamlNode* node = group.find(key);
    if (!node) {
        study.tell(group, path, "missing_key",
                   fmt::format("{} is missing; expects one of {}", key, joined(names_of<Choice>, ", ")));
        return false;
    }
    Fault fault = read_value(node->text, allowed{}, out);
    if (fault) study.tell(*node, path, std::move(fault.code), fmt::format("{}: {}", key, fault.message));
    return !fault;
}

bool read_share(const YamlNode& node, const std::string& path, BehaviourShare& out, const StudyReading& study) {
    if (!study.reader.expect(node, path, YamlNode::Kind::map)) return false;
    if (const YamlNode* share = node.find("share"))
        if (Fault fault = read_value(share->text, allowed{1e-6, 1e6}, out.share)) {
            study.tell(*share, path, std::move(fault.code), "share: " + fault.message);
            return false;
        }
    const bool expectation = read_rule(node, "expectation", path, out.expectation, study);
    return read_rule(node, "investment", path, out.investment, study) && expectation;
}

void read_mixture(const YamlNode& list, const std::string& path, Behaviour& out, const StudyReading& study) {
    if (!study.reader.expect(list, path, YamlNode::Kind::list)) return;
    Behaviour read;
    read.parts.clear();
    for (const YamlNode& node : list.children) {
        constexpr std::array<std::string_view, 3> known{"share", "expectation", "investment"};
        BehaviourShare part;
        study.reader.only_keys(node, path, known);
        if (read_share(node, path, part, study)) read.parts.push_back(part);
    }
    if (read.parts.size() != list.children.size()) return;
    // The text form knows the rules of a mixture.
    if (std::string message = parse_behaviour(to_text(read), out); !message.empty())
        study.tell(list, path, "wrong_type", std::move(message));
}

void read_behaviour(const YamlNode& node, const std::string& path, std::vector<NamedBehaviour>& all,
                    const StudyReading& study) {
    constexpr std::array<std::string_view, 4> known{"name", "expectation", "investment", "mixture"};
    if (!study.reader.expect(node, path, YamlNode::Kind::map)) return;
    study.reader.only_keys(node, path, known);
    NamedBehaviour b;
    const YamlNode* name = node.find("name");
    if (!name) return study.tell(node, path, "missing_key", "name is missing");
    if (!study.good_name(*name, path, "a behaviour", name->text)) return;
    b.name = name->text;
    const auto same = [&](const NamedBehaviour& other) { return other.name == b.name; };
    if (std::any_of(all.begin(), all.end(), same))
        study.tell(*name, path, "duplicate_key", fmt::format("{} is the name of two behaviours", in_quotes(b.name)));
    if (const YamlNode* parts = node.find("mixture"))
        read_mixture(*parts, path, b.behaviour, study);
    else
        read_share(node, path, b.behaviour.parts[0], study);
    all.push_back(std::move(b));
}

// The weights of a mixture are normalised: an equal one under another name decides the same.
std::map<std::string, double> weights_of(const Behaviour& behaviour) {
    std::map<std::string, double> weights;
    double sum = 0;
    for (const BehaviourShare& part : behaviour.parts) sum += part.share;
    for (const BehaviourShare& part : behaviour.parts) {
        const std::string pair = fmt::format("{}+{}", name_of(part.expectation), name_of(part.investment));
        weights[pair] += part.share / sum;
    }
    return weights;
}

void look_for_same(const YamlNode& node, const std::string& path, const std::vector<NamedBehaviour>& all,
                   const StudyReading& study) {
    for (std::size_t earlier = 0; earlier + 1 < all.size(); ++earlier)
        if (weights_of(all[earlier].behaviour) == weights_of(all.back().behaviour))
            return study.problems.push_back(
                warning("same_behaviours", study.reader.where(node), path,
                        say(Warning::same_behaviours, {all.back().name, all[earlier].name})));
}

template <class Choice> std::string words_of() {
    return word_schema({names_of<Choice>.begin(), names_of<Choice>.end()});
}

} // namespace

void read_behaviours(std::vector<NamedBehaviour>& behaviours, StudyReading& study) {
    const YamlNode* node = study.root().find("behaviours");
    if (!node || node->is(YamlNode::Kind::nothing)) return;
    if (node->is(YamlNode::Kind::scalar) && node->text == "panel") {
        behaviours = behaviour_panel();
        return;
    }
    if (!node->is(YamlNode::Kind::list))
        return study.tell(*node, "behaviours", "wrong_type", "expects a list of behaviours, or the word panel");
    std::size_t nth = 0;
    for (const YamlNode& child : node->children) {
        const std::string path = fmt::format("behaviours[{}]", ++nth);
        read_behaviour(child, path, behaviours, study);
        if (!has_errors(study.problems)) look_for_same(child, path, behaviours, study);
    }
}

std::string behaviours_text(const std::vector<NamedBehaviour>& behaviours) {
    std::string text = behaviours.empty() ? "" : "behaviours:\n";
    for (const NamedBehaviour& b : behaviours) {
        text += fmt::format("  - name: {}\n    mixture:\n", b.name);
        for (const BehaviourShare& part : b.behaviour.parts)
            text += fmt::format("      - {{share: {}, expectation: {}, investment: {}}}\n", part.share,
                                name_of(part.expectation), name_of(part.investment));
    }
    return text;
}

std::string behaviours_schema() {
    const std::string expectation = words_of<Expectation>();
    const std::string investment = words_of<InvestmentRule>();
    const std::string part =
        object_schema({"expectation", "investment"}, {{"share", R"({"type": "number", "exclusiveMinimum": 0})"},
                                                      {"expectation", expectation},
                                                      {"investment", investment}});
    const std::string one =
        object_schema({"name"}, {{"name", fmt::format(R"({{"type": "string", "pattern": "{}"}})", name_pattern)},
                                 {"expectation", expectation},
                                 {"investment", investment},
                                 {"mixture", fmt::format(R"({{"type": "array", "minItems": 1, "items": {}}})", part)}});
    return fmt::format(R"({{"oneOf": [{{"const": "panel"}}, {}]}})", list_schema(one));
}

} // namespace drumbeat
