// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/estimate.hpp"

#include "outputs/files/manifest.hpp"
#include "outputs/pages/wording.hpp"
#include "sim/batch_balance.hpp"
#include "tools/commands/progress.hpp"
#include "tools/commands/work.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace drumbeat::tools {
namespace {

using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// The second of two replications, where the first was quick: it finds memory warm.
double seconds_per_replication(const PreparedStudy& prepared) {
    StudyScratch scratch;
    std::vector<RunRecord> records(prepared.cases.size());
    double seconds = 0;
    for (std::int64_t replication = 0; replication < 2; ++replication) {
        const auto start = Clock::now();
        replicate(prepared, replication, scratch, records);
        seconds = seconds_since(start);
        if (seconds > 1) break;
    }
    return seconds;
}

double megabytes(const Study& study, const StudyWork& work) {
    double values = 0;
    for (const Dataset& d : datasets_of(manifest_of(study, work.cases, work.shape, {}, {})))
        values += static_cast<double>(d.kept) * static_cast<double>(d.cells) * static_cast<double>(work.cases.size());
    return values * sizeof(double) / 1e6;
}

} // namespace

Estimate estimate(const Study& study, const std::vector<Case>& cases) {
    const auto start = Clock::now();
    const StudyWork work = make_ready(study, cases);
    const double preparing = seconds_since(start);
    Estimate e;
    e.cases = cases.size();
    e.runs = static_cast<std::int64_t>(cases.size()) * study.replications;
    e.threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    e.seconds =
        preparing + seconds_per_replication(*work.prepared) * static_cast<double>(study.replications) / e.threads;
    e.megabytes = megabytes(study, work);
    if (study.type == StudyType::balance) {
        e.rounds = balance_steps + 1; // and once more with the prices found
        e.runs *= e.rounds, e.seconds *= e.rounds, e.megabytes = 0;
    }
    // Experiments are about as long as two runs with firms kept, and a validation has six times as many of them.
    if (study.type == StudyType::validation) e.rounds = 1, e.seconds *= 6, e.megabytes = 0;
    if (study.type == StudyType::calibration)
        e.rounds = study.fit.candidates, e.runs *= e.rounds, e.seconds *= 1.7 * e.rounds, e.megabytes = 0;
    if (e.rounds > 0)
        e.writes = study.type == StudyType::balance       ? "a scenario"
                   : study.type == StudyType::calibration ? "an ensemble"
                                                          : "a table";
    return e;
}

std::string to_text(const Estimate& e) {
    if (e.rounds > 0)
        return fmt::format("{} of {}, about {} on {}; writes {}", plural(e.rounds, "round"),
                           plural(e.runs / e.rounds, "run"), duration(e.seconds), plural(e.threads, "thread"),
                           e.writes);
    return fmt::format("{}, {}, about {} on {}, {} MB", plural(static_cast<std::int64_t>(e.cases), "case"),
                       plural(e.runs, "run"), duration(e.seconds), plural(e.threads, "thread"),
                       grouped(e.megabytes, e.megabytes < 10 ? 1 : 0));
}

} // namespace drumbeat::tools
