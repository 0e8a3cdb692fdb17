// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/single_run.hpp"

#include "config/text.hpp"
#include "outputs/pages/json.hpp"
#include "sim/replay/replicate.hpp"
#include "tools/commands/cases_asked.hpp"

#include <fmt/core.h>

#include <charconv>

namespace drumbeat::tools {
namespace {

struct RunAsked {
    std::size_t run_case = 0;
    std::int64_t replication = 0;
};

RunAsked run_asked(const std::string& asked, const CaseNames& cases, std::int64_t replications) {
    const std::size_t colon = asked.rfind(':');
    if (colon == std::string::npos || colon == 0)
        throw FileProblem(fmt::format("--only: {} names no run; it is CASE:REPLICATION, such as 3:17 or {}:17",
                                      in_quotes(asked), name_of(cases[0])),
                          true);
    RunAsked run;
    const char* end = asked.data() + asked.size();
    const auto read = std::from_chars(asked.data() + colon + 1, end, run.replication);
    if (read.ec != std::errc{} || read.ptr != end || run.replication < 0 || run.replication >= replications)
        throw FileProblem(fmt::format("--only: {} is no replication of this study; allowed: 0 to {}",
                                      in_quotes(asked.substr(colon + 1)), replications - 1),
                          true);
    run.run_case = case_asked(asked.substr(0, colon), cases, {}, "--only");
    return run;
}

void print_text(const Case& run_case, const RunAsked& run, const RunRecord& record) {
    fmt::print("case {} ({}), replication {}\n", run.run_case, name_of(run_case), run.replication);
    for (std::size_t i = 0; i < outcome_count; ++i) {
        const double value = record.outcome[i];
        fmt::print("  {:<38} {} {}\n", outcomes[i].name, value == value ? fmt::format("{}", value) : "missing",
                   value == value ? outcomes[i].unit : "");
    }
}

void print_json(const Case& run_case, const RunAsked& run, const RunRecord& record) {
    std::string values;
    for (std::size_t i = 0; i < outcome_count; ++i)
        values += fmt::format("{}\n    {}: {}", i == 0 ? "" : ",", json(std::string(outcomes[i].name)),
                              json(record.outcome[i]));
    fmt::print("{{\n  \"case\": {},\n  \"name\": {},\n  \"replication\": {},\n  \"outcomes\": {{{}\n  }}\n}}\n",
               run.run_case, json(name_of(run_case)), run.replication, values);
}

} // namespace

Exit replay_one(const Run& run, const CaseList& cases) {
    const Study& study = cases.study();
    const RunAsked asked = run_asked(run.only, cases.names(), study.replications);
    const Case one = cases.at(asked.run_case);
    std::string fault;
    RunRecord record;
    try {
        const auto prepared = prepare_study(study, {one});
        StudyScratch scratch;
        replicate(*prepared, asked.replication, 0, scratch, {&record, 1},
                  [&](std::size_t, const std::string& what) { fault = what; });
    } catch (const RunFailure& failure) {
        fault = failure.what();
    }
    if (!fault.empty()) {
        tell_inert(
            fmt::format("case {} ({}), replication {}: {}", asked.run_case, name_of(one), asked.replication, fault));
        return Exit::failed_runs;
    }
    if (run.format == "json")
        print_json(one, asked, record);
    else
        print_text(one, asked, record);
    return Exit::done;
}

} // namespace drumbeat::tools
