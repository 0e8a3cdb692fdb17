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

[[noreturn]] void unknown(const char* option, const std::string& name, const std::vector<std::string>& names) {
    const std::string there = names.empty() ? "there are none" : "there are: " + joined(names);
    throw FileProblem(
        fmt::format("--{} {}: no such {}{}; {}", option, shown(name, 60), option, meant(name, names), there), true);
}

void choose_contrast(Verdict& v, const std::string& name) {
    std::vector<std::string> names;
    for (const Contrast& contrast : v.contrasts) names.push_back(contrast.name);
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) unknown("contrast", name, names);
    const auto at = v.contrasts.begin() + (found - names.begin());
    std::rotate(v.contrasts.begin(), at, at + 1);
}

void choose_behaviour(Verdict& v, const std::string& name) {
    const auto found = std::find(v.behaviours.begin(), v.behaviours.end(), name);
    if (found == v.behaviours.end()) unknown("behaviour", name, v.behaviours);
    v.rules = {v.rules[static_cast<std::size_t>(found - v.behaviours.begin())]};
    v.behaviours = {name};
}

// The first combination in which all of these levels are.
void choose_condition(Verdict& v, const std::vector<std::string>& levels) {
    std::vector<std::string> names;
    for (const auto& combination : v.levels)
        for (const std::string& level : combination)
            if (std::find(names.begin(), names.end(), level) == names.end()) names.push_back(level);
    for (const std::string& level : levels)
        if (std::find(names.begin(), names.end(), level) == names.end()) unknown("condition", level, names);
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
    if (!choice.contrast.empty()) choose_contrast(v, choice.contrast);
    if (!choice.behaviour.empty()) choose_behaviour(v, choice.behaviour);
    if (!choice.condition.empty()) choose_condition(v, choice.condition);
    if (!choice.area.empty() && std::find(v.areas.begin(), v.areas.end(), choice.area) == v.areas.end())
        unknown("area", choice.area, v.areas);
}

} // namespace drumbeat
