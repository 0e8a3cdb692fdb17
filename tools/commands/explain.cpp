// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/explanation.hpp"
#include "outputs/pages/wording.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/stored_study.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <unistd.h>

namespace drumbeat::tools {
namespace {

std::vector<std::string> names_of_case(const Case& c) {
    std::vector<std::string> names{c.arm, c.behaviour};
    names.insert(names.end(), c.levels.begin(), c.levels.end());
    return names;
}
std::string name_of_case(const Case& c) { return fmt::format("{}", fmt::join(names_of_case(c), "/")); }

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

[[noreturn]] void refuse_case(const std::string& asked, const std::vector<Case>& cases, const char* why) {
    std::string text = fmt::format("--case: '{}' {}; the cases are:", asked, why);
    for (std::size_t i = 0; i < std::min(cases.size(), most_listed); ++i)
        text += fmt::format("\n  {} {}", i, name_of_case(cases[i]));
    if (cases.size() > most_listed) text += fmt::format("\n  and {} more", cases.size() - most_listed);
    throw FileProblem(text, true);
}

std::size_t case_asked(const std::string& asked, const std::vector<Case>& cases) {
    if (asked.empty()) return 0;
    std::size_t index = 0;
    const char* end = asked.data() + asked.size();
    if (const auto read = std::from_chars(asked.data(), end, index); read.ptr == end) {
        if (read.ec == std::errc{} && index < cases.size()) return index;
        refuse_case(asked, cases, "is no case");
    }
    const auto words = words_of(asked);
    const auto named = [&](const Case& c) { return is_named(c, words); };
    const auto first = std::find_if(cases.begin(), cases.end(), named);
    if (first == cases.end()) refuse_case(asked, cases, "names no case");
    if (std::find_if(first + 1, cases.end(), named) != cases.end())
        refuse_case(asked, cases, "names more than one case");
    return static_cast<std::size_t>(first - cases.begin());
}

void check_range(const char* option, std::int64_t asked, std::int64_t first, std::int64_t last) {
    if (asked < first || asked > last)
        throw FileProblem(fmt::format("{}: {} is out of range; allowed: {} to {}", option, asked, first, last), true);
}

Decision watched(Replay& replay, const Explain& explain) {
    Decision decision;
    try {
        decision = replay.decision(explain.firm, explain.year);
    } catch (const RunFailure& failure) {
        throw FileProblem(fmt::format("replication {} of this case failed: {}", explain.replication, failure.what()),
                          true);
    }
    if (!decision.taken)
        throw FileProblem(fmt::format("--firm: firm {} takes no decision in {}: {}", explain.firm, explain.year,
                                      decision.born ? "it had ended by then" : "it was not born yet"),
                          true);
    return decision;
}

} // namespace

Exit perform(const Explain& explain) {
    const auto results = open_results(explain.file);
    check_signature(*results, explain.file);
    const Study study = stored_study(*results, explain.file);
    std::vector<Problem> problems;
    const std::vector<Case> cases = cases_of(study, problems);
    if (has_errors(problems))
        throw FileProblem(fmt::format("{}: a case stored in it: {}", explain.file, to_text(problems.front())), true);
    const Case& c = cases[case_asked(explain.which_case, cases)];
    const int first_year = study.base.time.start_year;
    check_range("--replication", explain.replication, 0, results->replications() - 1);
    check_range("--year", explain.year, first_year, first_year + study.base.time.horizon_years - 1);
    check_range("--firm", explain.firm, 0, panel_rows(c.scenario) - 1);
    Replay replay(study.base, c.scenario, {study.seed, static_cast<std::uint32_t>(explain.replication)});
    Explanation e;
    e.study = study.name, e.case_name = name_of_case(c), e.seed = study.seed, e.replication = explain.replication;
    e.firm = explain.firm, e.year = explain.year, e.scenario = c.scenario;
    e.decision = watched(replay, explain);
    const bool bar = isatty(STDERR_FILENO) == 1;
    e.turns = turns_of(replay, e.decision, [bar](int done, int all) {
        if (bar) fmt::print(stderr, "\rparameter {} of {}", done + 1, all);
    });
    if (bar) fmt::print(stderr, "\r{:30}\r", "");
    fmt::print("{}", explain.format == "json" ? explanation_json(e) : explanation_text(e));
    return Exit::done;
}

} // namespace drumbeat::tools
