// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/estimate.hpp"

#include "outputs/files/manifest.hpp"
#include "outputs/pages/wording.hpp"
#include "sim/batch_balance.hpp"
#include "tools/commands/cores.hpp"
#include "tools/commands/progress.hpp"
#include "tools/commands/work.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>

namespace drumbeat::tools {
namespace {

using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// Of the processor, so that what else the machine does at this moment counts for nothing.
double busy_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

constexpr double time_to_spend = 1; // seconds

// Cases in an order in which any first few are spread over the plan: multiples of the golden ratio.
std::size_t nth_of_spread(std::size_t n, std::size_t cases) {
    const double turns = static_cast<double>(n) * .6180339887498949;
    return std::min(cases - 1, static_cast<std::size_t>((turns - std::floor(turns)) * static_cast<double>(cases)));
}

// Times single cases, each after the burn-in of its world, until there are enough of them.
class Stopwatch {
  public:
    Stopwatch(const PreparedStudy& study, bool keeps_firms) : study_(study) {
        scratch_.prelude.keep_firms = keeps_firms;
    }

    // Of one replication: a burn-in for each world, and the years of the policy for each case.
    double seconds_per_replication() {
        const auto start = Clock::now();
        const std::size_t cases = study_.cases.size();
        run_case(0); // memory is cold
        const bool was_quick = seconds_since(start) < time_to_spend / 2;
        if (was_quick) burn_ins_ = policies_ = {};
        for (std::size_t n = 0; was_quick && n < cases && seconds_since(start) < time_to_spend; ++n)
            run_case(nth_of_spread(n, cases));
        return burn_ins_.mean() * static_cast<double>(study_.worlds.size()) +
               policies_.mean() * static_cast<double>(cases);
    }

  private:
    struct Timed {
        double seconds = 0;
        int count = 0;
        double mean() const { return seconds / count; }
        void add(double more) { seconds += more, ++count; }
    };
    void run_case(std::size_t index) {
        const Luck luck{study_.seed, 0};
        const double start = busy_seconds();
        burn_in(*study_.worlds[study_.world_of[index]], luck, scratch_.world, scratch_.scratch, scratch_.prelude);
        const double founded = busy_seconds();
        burn_ins_.add(founded - start);
        run_policy(*study_.cases[index], study_.after[index], luck, scratch_.world, scratch_.scratch, scratch_.prelude,
                   record_);
        policies_.add(busy_seconds() - founded);
    }

    const PreparedStudy& study_;
    StudyScratch scratch_;
    RunRecord record_;
    Timed burn_ins_, policies_;
};

double megabytes(const Study& study, const StudyWork& work) {
    double values = 0;
    for (const Dataset& d : datasets_of(manifest_of(study, work.cases, work.shape, {}, {})))
        values += static_cast<double>(d.kept) * static_cast<double>(d.cells) * static_cast<double>(work.cases.size());
    return values * sizeof(double) / 1e6;
}

} // namespace

Estimate estimate(const Study& study, const std::vector<Case>& cases) {
    const double start = busy_seconds();
    const StudyWork work = make_ready(study, cases);
    const double preparing = busy_seconds() - start;
    Estimate e;
    e.cases = cases.size();
    e.runs = static_cast<std::int64_t>(cases.size()) * study.replications;
    e.threads = cores();
    const bool keeps_firms = 2 * static_cast<std::int64_t>(study.record.firm_replications) > study.replications;
    Stopwatch stopwatch(*work.prepared, keeps_firms);
    e.seconds = preparing + stopwatch.seconds_per_replication() * static_cast<double>(study.replications) / e.threads;
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
