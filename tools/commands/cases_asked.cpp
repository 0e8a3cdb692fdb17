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
bool is_named(const CaseName& c, const std::vector<std::string>& words) {
    std::vector<std::string> names{c.arm, c.behaviour};
    names.insert(names.end(), c.levels.begin(), c.levels.end());
    auto name = names.begin();
    return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
        name = std::find(name, names.end(), word);
        return name++ != names.end();
    });
}

constexpr std::size_t most_listed = 40;

[[noreturn]] void refuse_case(const std::string& asked, const CaseNames& cases, const std::string& arm,
                              const char* option, const char* why) {
    std::string text = fmt::format("{}: '{}' {}; the cases are:", option, asked, why);
    std::size_t listed = 0;
    for (std::size_t i = 0; i < cases.size(); ++i)
        if ((arm.empty() || cases.word(i, 0) == arm) && ++listed <= most_listed)
            text += fmt::format("\n  {} {}", i, name_of(cases[i]));
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

std::size_t case_asked(const std::string& asked, const CaseNames& cases, const std::string& arm, const char* option) {
    std::size_t index = 0;
    const char* end = asked.data() + asked.size();
    const auto read = std::from_chars(asked.data(), end, index);
    if (!asked.empty() && read.ptr == end) {
        if (read.ec == std::errc{} && index < cases.size()) return index;
        refuse_case(asked, cases, arm, option, "is no case");
    }
    const auto words = words_of(asked);
    const auto next = [&](std::size_t from) { // the first from there on that is meant
        const auto is_meant = [&](const CaseName& c) {
            return (arm.empty() || c.arm == arm) && (asked.empty() || is_named(c, words));
        };
        while (from < cases.size() && !is_meant(cases[from])) ++from;
        return from;
    };
    const std::size_t first = next(0);
    if (first == cases.size()) refuse_case(asked, cases, arm, option, "names no case");
    if (!asked.empty() && next(first + 1) < cases.size())
        refuse_case(asked, cases, arm, option, "names more than one case");
    return first;
}

CasePair pair_asked(const Study& study, const std::string& contrast, const std::string& asked, const CaseNames& cases) {
    const auto found = std::find_if(comparison_of(study).contrasts.begin(), comparison_of(study).contrasts.end(),
                                    [&](const Contrast& one) { return one.name == contrast; });
    if (found == comparison_of(study).contrasts.end())
        throw FileProblem(fmt::format("--turned-by: {} is no contrast of this study; {}", in_quotes(contrast),
                                      comparison_of(study).contrasts.empty()
                                          ? "it has none"
                                          : "its contrasts are " + names_in(comparison_of(study).contrasts)),
                          true);
    CaseName name = cases[case_asked(asked, cases, found->treatment)];
    const auto in_arm = [&](const std::string& arm) {
        name.arm = arm;
        return cases.find(name).value();
    };
    const std::size_t treatment = in_arm(found->treatment), control = in_arm(found->control);
    return {treatment, control};
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
