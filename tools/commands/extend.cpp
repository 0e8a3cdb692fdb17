// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/extend.hpp"

#include "config/echo.hpp"
#include "config/parameter.hpp"
#include "config/text.hpp"
#include "outputs/files/journal.hpp"
#include "outputs/files/results.hpp"
#include "tools/commands/stored_study.hpp"

#include <fmt/core.h>

#include <utility>

namespace drumbeat::tools {
namespace {

[[noreturn]] void refuse(const std::string& file, const std::string& why) {
    throw FileProblem(fmt::format("--extend: {}", file + " " + why), true);
}

// The first setting in which two scenarios differ, for a message.
std::string first_difference(const Scenario& stored, const Scenario& asked) {
    const std::vector<Setting> here = difference(stored, asked), there = difference(asked, stored);
    if (here.empty() || there.empty()) return "they are written otherwise";
    return fmt::format("{} is {} there and {} here", here.front().path, shown(there.front().text, 60),
                       shown(here.front().text, 60));
}

void check_same_question(const std::string& file, const Study& stored, const Study& asked) {
    if (stored.design.index() != asked.design.index()) refuse(file, "is of another kind of study");
    if (is_a<LatinHypercube>(asked) && point_count(stored) != point_count(asked))
        refuse(file, fmt::format("has {} points and the study {}: more points make another hypercube, of which the "
                                 "earlier is no part; a study of table takes further rows",
                                 point_count(stored), point_count(asked)));
    if (stored.seed != asked.seed)
        refuse(file, fmt::format("was run with seed {}; the study has {}", stored.seed, asked.seed));
    if (stored.replications > asked.replications)
        refuse(file,
               fmt::format("has {} replications; the study asks for {} only", stored.replications, asked.replications));
    if (!(stored.base == asked.base)) refuse(file, "has another base: " + first_difference(stored.base, asked.base));
}

// Of each case of the study, which one of the file it is; refuses a file that has others.
std::vector<std::int64_t> cases_taken_over(const std::string& file, const Results& results, const Study& stored,
                                           const CaseList& cases) {
    const CaseList older(stored);
    const std::vector<std::size_t> places = places_of(results.cases(), older, file);
    std::vector<std::int64_t> stored_case(cases.size(), Extension::none);
    for (std::size_t c = 0; c < places.size(); ++c) {
        const Case one = stored_case_at(older, places[c], file);
        const auto found = cases.names().find(one);
        if (!found) refuse(file, fmt::format("has a case {} that the study lacks", name_of(one)));
        const Scenario asked = cases.at(*found).scenario;
        if (!(one.scenario == asked))
            refuse(file, fmt::format("has another case {}: {}", name_of(one), first_difference(one.scenario, asked)));
        stored_case[*found] = static_cast<std::int64_t>(c);
    }
    return stored_case;
}

} // namespace

std::unique_ptr<Extension> extension_of(const std::string& file, const CaseList& cases) {
    const Study& study = cases.study();
    const auto results = open_results(file);
    if (results->origin().format == journal_format)
        refuse(file, "is of an unfinished run; run --resume completes it, seal makes a file of what is there");
    check_signature(*results, file);
    const Study stored = stored_study(*results, file);
    check_same_question(file, stored, study);
    std::vector<std::int64_t> stored_case = cases_taken_over(file, *results, stored, cases);
    std::vector<int> firm_rows;
    for (std::size_t c = 0; c < cases.size(); ++c)
        firm_rows.push_back(panel_rows(with_levers_of(cases.at(c).scenario, study.base)));
    return std::make_unique<Extension>(file, std::move(stored_case), std::move(firm_rows), comparison_of(study).record);
}

} // namespace drumbeat::tools
