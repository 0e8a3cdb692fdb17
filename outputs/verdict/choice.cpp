// SPDX-License-Identifier: Apache-2.0
// What a reader chose is put first, so that all that shows the first shows it.
#include "outputs/verdict/parts.hpp"

#include "config/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace drumbeat {
namespace {

std::vector<std::string_view> views(const std::vector<std::string>& names) { return {names.begin(), names.end()}; }

// "; did you mean stability?", where one is near: all names follow anyway.
std::string meant(const std::string& name, const std::vector<std::string>& names) {
    const std::string_view near = nearest(name, views(names));
    return near.empty() ? std::string() : fmt::format("; did you mean {}?", near);
}

// All that can be chosen, by the option that takes it.
struct Choices {
    const char* option;
    std::vector<std::string> names;
    bool holds(const std::string& name) const { return std::find(names.begin(), names.end(), name) != names.end(); }
};

std::vector<Choices> choices_of(const Verdict& v) {
    Choices contrasts{"contrast", {}}, conditions{"condition", {}};
    for (const Contrast& contrast : v.contrasts) contrasts.names.push_back(contrast.name);
    for (const auto& combination : v.levels)
        for (const std::string& level : combination)
            if (!conditions.holds(level)) conditions.names.push_back(level);
    return {contrasts, {"behaviour", v.behaviours}, conditions, {"area", v.areas}};
}

// "; careful is a behaviour: --behaviour careful", where the name is one of another option's, or an arm's.
std::string taken_by_another(const std::string& name, const std::vector<Choices>& all, const Verdict& v) {
    for (const Choices& other : all)
        if (other.holds(name)) {
            const char* article = *other.option == 'a' ? "an" : "a";
            return fmt::format("; it is {0} {1}: --{1} {2}", article, other.option, shown(name, 60));
        }
    const bool is_arm = std::find(v.arms.begin(), v.arms.end(), name) != v.arms.end();
    return is_arm ? "; it is an arm: --contrast takes what compares it" : "";
}

[[noreturn]] void unknown(const char* option, const std::string& name, const std::vector<Choices>& all,
                          const Verdict& v) {
    const auto own =
        std::find_if(all.begin(), all.end(), [&](const Choices& c) { return std::string_view(c.option) == option; });
    const std::string there = own->names.empty() ? "there are none" : "there are: " + joined(own->names);
    std::string hint = taken_by_another(name, all, v);
    if (hint.empty()) hint = meant(name, own->names);
    throw FileProblem(fmt::format("--{} {}: no such {}{}; {}", option, shown(name, 60), option, hint, there), true);
}

void choose_contrast(Verdict& v, const std::string& name) {
    const auto found =
        std::find_if(v.contrasts.begin(), v.contrasts.end(), [&](const Contrast& c) { return c.name == name; });
    std::rotate(v.contrasts.begin(), found, found + 1);
}

void choose_behaviour(Verdict& v, const std::string& name) {
    const auto found = std::find(v.behaviours.begin(), v.behaviours.end(), name);
    v.rules = {v.rules[static_cast<std::size_t>(found - v.behaviours.begin())]};
    v.behaviours = {name};
}

// The first combination in which all of these levels are.
void choose_condition(Verdict& v, const std::vector<std::string>& levels, const std::vector<std::string>& names) {
    const auto has_all = [&](const std::vector<std::string>& combination) {
        if (combination == levels) return true;
        return std::all_of(levels.begin(), levels.end(), [&](const std::string& level) {
            return std::find(combination.begin(), combination.end(), level) != combination.end();
        });
    };
    auto found = std::find(v.levels.begin(), v.levels.end(), levels); // named one by one, in the order of the factors
    if (found == v.levels.end()) found = std::find_if(v.levels.begin(), v.levels.end(), has_all);
    if (found == v.levels.end())
        throw FileProblem(fmt::format("--condition {}: no case has all of these levels; there are: {}",
                                      joined(levels, ","), joined(names)),
                          true);
    std::rotate(v.levels.begin(), found, found + 1);
}

} // namespace

void choose(Verdict& v, const Selection& choice) {
    v.selection = choice;
    const std::vector<Choices> all = choices_of(v);
    const auto check = [&](std::size_t which, const std::string& name) {
        if (!name.empty() && !all[which].holds(name)) unknown(all[which].option, name, all, v);
    };
    check(0, choice.contrast);
    check(1, choice.behaviour);
    for (const std::string& level : choice.condition) check(2, level);
    check(3, choice.area);
    if (!choice.contrast.empty()) choose_contrast(v, choice.contrast);
    if (!choice.behaviour.empty()) choose_behaviour(v, choice.behaviour);
    if (!choice.condition.empty()) choose_condition(v, choice.condition, all[2].names);
}

} // namespace drumbeat
