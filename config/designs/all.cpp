// SPDX-License-Identifier: Apache-2.0
#include "config/designs/all.hpp"

#include "config/codebook_text.hpp"
#include "config/designs/reading.hpp"
#include "config/echo.hpp"
#include "config/schema.hpp"
#include "config/study.hpp"
#include "config/template.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <span>
#include <tuple>

namespace drumbeat {
namespace {

using Keys = std::span<const StudyKey>;

bool holds(Keys keys, std::string_view name) {
    return std::any_of(keys.begin(), keys.end(), [&](const StudyKey& key) { return key.name == name; });
}

// Calls with an empty value of every design.
template <class Call> void for_each_design(const Call& call) {
    for (std::size_t i = 0; i < design_words.size(); ++i) std::visit(call, design_at(i));
}

// What to say of a key in a study of another design: the word of the only design that has it; empty if several do.
std::string_view said_by_owner(std::string_view key) {
    int owners = 0;
    std::string_view text;
    for_each_design([&]<class D>(const D&) {
        if (!holds(D::keys, key)) return;
        ++owners;
        text = D::alone_has;
    });
    return owners == 1 ? text : std::string_view();
}

} // namespace

std::vector<StudyKey> all_study_keys() {
    std::vector<StudyKey> keys(common_keys.begin(), common_keys.end());
    for_each_design([&]<class D>(const D&) {
        for (const StudyKey& key : D::keys)
            if (!holds(keys, key.name)) keys.push_back(key);
    });
    return keys;
}

std::vector<std::string_view> all_study_key_names() {
    std::vector<std::string_view> names;
    for (const StudyKey& key : all_study_keys()) names.push_back(key.name);
    return names;
}

std::string design_word_schema() { return word_schema({design_words.begin(), design_words.end()}); }

std::string study_schema() {
    std::vector<std::string> properties;
    for (const StudyKey& key : all_study_keys())
        properties.push_back(fmt::format("\"{}\": {}", key.name, key.schema()));
    return schema_of("Drumbeat study", "[\"format\", \"study\"]", joined(properties, ",\n"),
                     fmt::format(",\n\"definitions\": {{\n{}}}", group_definitions()));
}

void only_own_keys(const Design& design, const StudyReading& study) {
    const auto [own, has] = std::visit([]<class D>(const D&) { return std::tuple(Keys(D::keys), D::has); }, design);
    const std::vector<StudyKey> all = all_study_keys();
    for (const YamlNode& child : study.root().children) {
        if (holds(common_keys, child.key) || holds(own, child.key) || !holds(all, child.key)) continue;
        const std::string_view owner = said_by_owner(child.key);
        std::string why(owner.empty() ? has : owner);
        if (why.empty()) why = fmt::format("a study of {} has no such key", word_of(design));
        study.tell(child, child.key, "unknown_key", std::move(why));
    }
}

std::string resolved(const Study& study) {
    std::string text = fmt::format("format: {}\nstudy: {}\n", study_format, word_of(study.design));
    text += fmt::format("name: {}\nquestion: {}\n", yaml_scalar(study.name), yaml_scalar(study.question));
    if (!study.question_nl.empty()) text += fmt::format("question_nl: {}\n", yaml_scalar(study.question_nl));
    text += fmt::format("replications: {}\nseed: {}\n", study.replications, study.seed);
    text += std::visit([](const auto& design) { return echo(design); }, study.design);
    return text + "base_inline:\n" + nested_yaml(all_settings(study.base), 2);
}

std::string study_template(std::string_view word, const std::string& base_name) {
    const auto place = std::find(design_words.begin(), design_words.end(), word) - design_words.begin();
    const Starter starts =
        std::visit([](const auto& design) { return starter(design); }, design_at(static_cast<std::size_t>(place)));
    return fmt::format("{}format: {}\nstudy: {}\nquestion: {}\nbase: {}\n{}{}", starts.about, study_format, word,
                       starts.question, yaml_scalar(base_name), starts.body, listed_parameters(starts.listed));
}

} // namespace drumbeat
