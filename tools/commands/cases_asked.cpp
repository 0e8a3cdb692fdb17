// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/cases_asked.hpp"

#include "config/text.hpp"
#include "outputs/files/results.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace drumbeat::tools {
namespace {

std::vector<std::string> names_of_case(const Case& c) {
    std::vector<std::string> names{c.arm, c.behaviour};
    names.insert(names.end(), c.levels.begin(), c.levels.end());
    return names;
}

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words(1);
    for (const char c : text) {
        if (c == '/')
            words.emplace_back();
        else
            words.back() += c;
    }
    return words;
}

// Whether the words stand among the names of the case, in their order.
bool is_named(const Case& c, const std::vector<std::string>& words) {
    const auto names = names_of_case(c);
    auto name = names.begin();
    return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
        name = std::find(name, names.end(), word);
        return name++ != names.end();
    });
}

constexpr std::size_t most_listed = 40;

bool is_of(const Case& c, const std::string& arm) { return arm.empty() || c.arm == arm; }

[[noreturn]] void refuse_case(const std::string& asked, const std::vector<Case>& cases, const std::string& arm,
                              const char* option, const char* why) {
    std::string text = fmt::format("{}: '{}' {}; the cases are:", option, asked, why);
    std::size_t listed = 0;
    for (std::size_t i = 0; i < cases.size(); ++i)
        if (is_of(cases[i], arm) && ++listed <= most_listed)
            text += fmt::format("\n  {} {}", i, fmt::join(names_of_case(cases[i]), "/"));
    if (listed > most_listed) text += fmt::format("\n  and {} more", listed - most_listed);
    throw FileProblem(text, true);
}

// The names in a list, for a message.
template <class Items> std::string names_in(const Items& items) {
    std::vector<std::string> names;
    for (const auto& item : items) names.push_back(item.name);
    return fmt::format("{}", fmt::join(names, ", "));
}

} // namespace

std::string name_of_case(const Case& c) { return fmt::format("{}", fmt::join(names_of_case(c), "/")); }

std::size_t case_asked(const std::string& asked, const std::vector<Case>& cases, const std::string& arm,
                       const char* option) {
    std::size_t index = 0;
    const char* end = asked.data() + asked.size();
    const auto read = std::from_chars(asked.data(), end, index);
    if (!asked.empty() && read.ptr == end) {
        if (read.ec == std::errc{} && index < cases.size()) return index;
        refuse_case(asked, cases, arm, option, "is no case");
    }
    const auto words = words_of(asked);
    const auto named = [&](const Case& c) { return is_of(c, arm) && (asked.empty() || is_named(c, words)); };
    const auto first = std::find_if(cases.begin(), cases.end(), named);
    if (first == cases.end()) refuse_case(asked, cases, arm, option, "names no case");
    if (!asked.empty() && std::find_if(first + 1, cases.end(), named) != cases.end())
        refuse_case(asked, cases, arm, option, "names more than one case");
    return static_cast<std::size_t>(first - cases.begin());
}

CasePair pair_asked(const Study& study, const std::string& contrast, const std::string& asked,
                    const std::vector<Case>& cases) {
    const auto found = std::find_if(comparison_of(study).contrasts.begin(), comparison_of(study).contrasts.end(),
                                    [&](const Contrast& one) { return one.name == contrast; });
    if (found == comparison_of(study).contrasts.end())
        throw FileProblem(fmt::format("--turned-by: {} is no contrast of this study; {}", in_quotes(contrast),
                                      comparison_of(study).contrasts.empty()
                                          ? "it has none"
                                          : "its contrasts are " + names_in(comparison_of(study).contrasts)),
                          true);
    const Case& like = cases[case_asked(asked, cases, found->treatment)];
    const auto in_arm = [&](const std::string& arm) {
        const auto is_it = [&](const Case& c) {
            return c.arm == arm && c.behaviour == like.behaviour && c.levels == like.levels;
        };
        return static_cast<std::size_t>(std::find_if(cases.begin(), cases.end(), is_it) - cases.begin());
    };
    return {in_arm(found->treatment), in_arm(found->control)};
}

int area_asked(const Scenario& scenario, const std::string& area) {
    const auto& segments = scenario.segments;
    const auto found =
        std::find_if(segments.begin(), segments.end(), [&](const Segment& one) { return one.name == area; });
    if (found == segments.end())
        throw FileProblem(fmt::format("--area: {} is no technology area of this study; its areas are {}",
                                      in_quotes(area), names_in(segments)),
                          true);
    return static_cast<int>(found - segments.begin());
}

} // namespace drumbeat::tools
