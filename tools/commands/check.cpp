// SPDX-License-Identifier: Apache-2.0
#include "config/advice.hpp"
#include "config/echo.hpp"
#include "config/yaml.hpp"
#include "outputs/verdict/outcome_names.hpp"
#include "outputs/pages/wording.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/data_folder.hpp"
#include "tools/commands/estimate.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

namespace drumbeat::tools {
namespace {

bool is_study(const std::string& format) { return format.rfind("drumbeat-study/", 0) == 0; }

void print_difference(const Scenario& base, const std::string& base_name, const Scenario& scenario) {
    const std::vector<Setting> settings = difference(base, scenario);
    if (settings.empty()) fmt::print("  the same as {}\n", base_name);
    for (const Setting& s : settings) fmt::print("  {}: {}\n", s.path, s.text);
}

struct Checker {
    const Check& asked;
    std::vector<std::string> folders = data_folders();
    std::optional<Scenario> base{}; // of --diff

    Exit find_base() {
        if (asked.diff.empty()) return Exit::done;
        std::vector<Problem> problems;
        Scenario read = read_scenario(asked.diff, folders, problems).scenario;
        const Exit exit = told(problems, asked.strict);
        if (exit == Exit::done) base = std::move(read);
        return exit;
    }
    Exit scenario(const std::string& file) const {
        std::vector<Problem> problems;
        const Scenario read = read_scenario(file, folders, problems).scenario;
        if (const Exit exit = told(problems, asked.strict); exit != Exit::done) return exit;
        if (!asked.resolved)
            fmt::print("{}: good; a scenario of {}\n", file,
                       plural(static_cast<std::int64_t>(read.segments.size()), "segment"));
        if (base) print_difference(*base, asked.diff, read);
        if (asked.plan) fmt::print("  a scenario has no plan: only a study does\n");
        if (asked.resolved) fmt::print("{}", resolved(read));
        return Exit::done;
    }
    std::string plan_text(const Estimate& estimate) const { // beside a resolved file, a comment
        std::string text = to_text(estimate);
        for (std::size_t at = 0; asked.resolved && (at = text.find('\n', at)) != std::string::npos; ++at)
            text.insert(at + 1, "#");
        return text;
    }
    Exit study(const std::string& file) const {
        std::vector<Problem> problems;
        const StudyFile found = read_study(file, folders, problems);
        const Study& read = found.study;
        for (Problem& p : unknown_outcomes(read, file, found.outcome_lines)) problems.push_back(std::move(p));
        Survey survey;
        if (!has_errors(problems)) survey = survey_of(read, problems);
        if (!has_errors(problems))
            for (Problem& p : advice_on(read, survey.first, found.base)) problems.push_back(std::move(p));
        if (const Exit exit = told(problems, asked.strict); exit != Exit::done) return exit;
        if (!asked.resolved)
            fmt::print("{}: good; a study of {}, {}\n", file, plural(static_cast<std::int64_t>(survey.cases), "case"),
                       plural(read.replications, "replication"));
        if (asked.plan)
            fmt::print("{}  {}\n", asked.resolved ? "#" : "", plan_text(estimate(read, survey, asked.cores)));
        if (base) {
            fmt::print("  its base against {}; arms and factors are not compared:\n", asked.diff);
            print_difference(*base, asked.diff, read.base);
        }
        if (asked.resolved) fmt::print("{}", resolved(read));
        return Exit::done;
    }
};

} // namespace

Exit perform(const Check& asked) {
    Checker checker{asked};
    Exit worst = checker.find_base();
    for (const std::string& file : asked.files) {
        std::vector<Problem> missing;
        if (!is_found(file, checker.folders, missing)) {
            worst = told(missing);
            continue;
        }
        const Exit exit = is_study(format_of(file, checker.folders)) ? checker.study(file) : checker.scenario(file);
        if (exit != Exit::done) worst = exit;
    }
    return worst;
}

} // namespace drumbeat::tools
