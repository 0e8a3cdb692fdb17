// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/explanation.hpp"
#include "outputs/verdict/firm_list.hpp"
#include "sim/batch/turning.hpp"
#include "sim/replay/replicate.hpp"
#include "tools/commands/cases_asked.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/cores.hpp"
#include "tools/commands/stored_study.hpp"

#include <model_signature.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <unistd.h>

namespace drumbeat::tools {
namespace {

void check_range(const char* option, std::int64_t asked, std::int64_t first, std::int64_t last) {
    if (asked < first || asked > last)
        throw FileProblem(fmt::format("{}: {} is out of range; allowed: {} to {}", option, asked, first, last), true);
}

Decision watched(Replay& replay, const Explain& explain) {
    Decision decision;
    try {
        decision = replay.decision(*explain.firm, *explain.year);
    } catch (const RunFailure& failure) {
        throw FileProblem(fmt::format("replication {} of this case failed: {}", explain.replication, failure.what()),
                          true);
    }
    if (!decision.taken)
        throw FileProblem(fmt::format("--firm: firm {} takes no decision in {}: {}", *explain.firm, *explain.year,
                                      decision.born ? "it had ended by then" : "it was not born yet"),
                          true);
    return decision;
}

Explanation explanation_of(const Explain& explain, const Study& study, const Case& c) {
    if (!explain.year) throw FileProblem("--year: is needed with --firm; without either, the firms are listed", true);
    check_range("--firm", *explain.firm, 0, panel_rows(c.scenario) - 1);
    Replay replay(study.base, c.scenario, {study.seed, static_cast<std::uint32_t>(explain.replication)});
    Explanation e;
    e.study = study.name;
    e.case_name = name_of(c);
    e.seed = study.seed;
    e.replication = explain.replication;
    e.firm = *explain.firm;
    e.year = *explain.year;
    e.scenario = c.scenario;
    e.decision = watched(replay, explain);
    const bool bar = isatty(STDERR_FILENO) == 1;
    const int threads = cores();
    e.turns = turns_of(replay, e.decision, threads, [bar](int done, int all) {
        if (bar) fmt::print(stderr, "\rparameter {} of {}", done, all);
    });
    if (bar) fmt::print(stderr, "\r{:30}\r", "");
    return e;
}

// What the firms of single runs did. Runs of this model are computed again from the seed, in a tenth of a second: the
// file need not have kept its firms, and who scaled up is known. Of another model's, the firms that the file kept are
// read.
class Stories {
  public:
    Stories(const Explain& explain, const Results& results, const Study& study)
        : explain_(explain), results_(results), study_(study) {}
    bool are_replayed() const { return results_.origin().model_signature == built_model_signature; }

    // `index`: of the case in the file.
    std::vector<FirmStory> of(const Case& one, std::size_t index) const {
        if (are_replayed()) return replayed(one);
        const Scenario& s = one.scenario;
        auto stored = stored_stories(results_, index, explain_.replication, s.time.start_year - s.time.burn_in_years);
        // Civil firms that looked and stayed away leave gaps in the order of births.
        const bool cannot_pair = !explain_.turned_by.empty() && s.civil.enabled;
        if (!stored || cannot_pair) check_signature(results_, explain_.file);
        return std::move(*stored);
    }

  private:
    std::vector<FirmStory> replayed(const Case& c) const {
        Replay replay(study_.base, c.scenario, {study_.seed, static_cast<std::uint32_t>(explain_.replication)});
        try {
            return stories_of(replay.run(), study_.base.time.start_year);
        } catch (const RunFailure& failure) {
            throw FileProblem(
                fmt::format("replication {} of this case failed: {}", explain_.replication, failure.what()), true);
        }
    }

    const Explain& explain_;
    const Results& results_;
    const Study& study_;
};

// What a list is of, without its firms.
FirmList empty_list(const Explain& explain, const Study& study) {
    FirmList list;
    list.study = study.name;
    list.seed = study.seed;
    list.replication = explain.replication;
    list.area = explain.area;
    list.contrast = explain.turned_by;
    list.year = explain.year;
    for (const Segment& one : study.base.segments) list.areas.push_back(one.name);
    return list;
}

void add_lines(FirmList& list, const Explain& explain, const Stories& stories, const CaseList& cases,
               std::optional<int> segment) {
    const std::size_t index = case_asked(explain.which_case, cases.names());
    const Case one = stored_case_at(cases, index, explain.file);
    list.case_name = name_of(one);
    list.policy_from = one.scenario.time.policy_from;
    list.lines = lines_of(stories.of(one, index), segment, explain.year);
}

void add_turned_lines(FirmList& list, const Explain& explain, const Stories& stories, const CaseList& cases,
                      std::optional<int> segment) {
    const CasePair pair = pair_asked(cases.study(), explain.turned_by, explain.which_case, cases.names());
    const Case treatment = stored_case_at(cases, pair.treatment, explain.file);
    const Case control = stored_case_at(cases, pair.control, explain.file);
    list.case_name = name_of(treatment);
    list.control_name = name_of(control);
    list.policy_from = treatment.scenario.time.policy_from;
    list.lines = turned_lines(stories.of(treatment, pair.treatment), stories.of(control, pair.control), segment,
                              explain.year, list.policy_from);
}

FirmList firm_list(const Explain& explain, const Results& results, const CaseList& cases) {
    const Study& study = cases.study();
    const Stories stories(explain, results, study);
    FirmList list = empty_list(explain, study);
    list.knows_scale_up = stories.are_replayed();
    std::optional<int> segment;
    if (!explain.area.empty()) segment = area_asked(study.base, explain.area);
    if (explain.turned_by.empty())
        add_lines(list, explain, stories, cases, segment);
    else
        add_turned_lines(list, explain, stories, cases, segment);
    return list;
}

} // namespace

Exit perform(const Explain& explain) {
    const auto results = open_results(explain.file);
    if (explain.firm) check_signature(*results, explain.file);
    const Study study = stored_study(*results, explain.file);
    const CaseList cases(study);
    const int first_year = study.base.time.start_year;
    check_range("--replication", explain.replication, 0, results->replications() - 1);
    if (explain.year) check_range("--year", *explain.year, first_year, first_year + study.base.time.horizon_years - 1);
    if (!explain.firm) {
        const FirmList list = firm_list(explain, *results, cases);
        fmt::print("{}", explain.format == "json" ? firm_list_json(list) : firm_list_text(list, explain.all));
        return Exit::done;
    }
    const std::size_t index = case_asked(explain.which_case, cases.names());
    const Explanation e = explanation_of(explain, study, stored_case_at(cases, index, explain.file));
    fmt::print("{}", explain.format == "json" ? explanation_json(e) : explanation_text(e));
    return Exit::done;
}

} // namespace drumbeat::tools
