// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/estimate.hpp"

#include "outputs/files/file_size.hpp"
#include "outputs/pages/wording.hpp"
#include "sim/batch/balance.hpp"
#include "tools/commands/cores.hpp"
#include "tools/commands/progress.hpp"
#include "tools/commands/work.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <sys/resource.h>

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

    // Of a run that keeps its firms, and of one that keeps its investors.
    double events_per_kept_run() {
        scratch_.prelude.keep_firms = true;
        return mean_over_kept(study_.firm_replications, [&] { return record_.events.size(); });
    }
    double deals_per_kept_run() {
        scratch_.prelude.keep_investors = true;
        return mean_over_kept(study_.investor_replications, [&] { return record_.deals.size(); });
    }

  private:
    struct Timed {
        double seconds = 0;
        int count = 0;
        double mean() const { return seconds / count; }
        void add(double more) {
            seconds += more;
            ++count;
        }
    };
    // Over a few cases, each under another luck of those that are kept.
    template <class Count> double mean_over_kept(int replications, const Count& count) {
        const auto start = Clock::now();
        const std::size_t cases = study_.cases.size();
        const std::size_t most = cases * static_cast<std::size_t>(replications);
        double sum = 0;
        std::size_t n = 0;
        do {
            run_case(nth_of_spread(n, cases), static_cast<std::uint32_t>(n) % static_cast<std::uint32_t>(replications));
            sum += static_cast<double>(count());
        } while (++n < most && seconds_since(start) < time_to_spend / 2);
        return sum / static_cast<double>(n);
    }
    void run_case(std::size_t index, std::uint32_t replication = 0) {
        const Luck luck{study_.seed, replication};
        const double start = busy_seconds();
        burn_in(*study_.worlds[study_.world_of[index]], luck, scratch_.world, scratch_.desk, scratch_.prelude);
        const double founded = busy_seconds();
        burn_ins_.add(founded - start);
        run_policy(*study_.cases[index], study_.after[index], scratch_.world, scratch_.desk, scratch_.prelude, record_);
        policies_.add(busy_seconds() - founded);
    }

    const PreparedStudy& study_;
    StudyScratch scratch_;
    RunRecord record_;
    Timed burn_ins_, policies_;
};

double megabytes_in_use() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

// What a thread needs to simulate, what sealing holds, and how often the values of a tile are there at the same time.
constexpr double thread_megabytes = 6, sealing_megabytes = 20, copies_of_a_tile = 4, copies_of_waiting_tiles = 1.5;

// Events and deals of all runs that keep them.
struct Lists {
    double events = 0;
    double deals = 0;
};
Lists lists_of(const Manifest& m, Stopwatch& stopwatch) {
    const auto cases = static_cast<double>(m.cases.size());
    const double with_firms = cases * static_cast<double>(m.firm_replications);
    const double with_investors = cases * static_cast<double>(m.investor_replications);
    Lists lists;
    if (with_firms > 0) lists.events = with_firms * stopwatch.events_per_kept_run();
    if (with_investors > 0) lists.deals = with_investors * stopwatch.deals_per_kept_run();
    return lists;
}

void add_sizes(Estimate& e, const Manifest& m, const Lists& lists) {
    const DiskNeed need = disk_need(m, lists.events, lists.deals);
    e.megabytes = need.file / 1e6;
    e.peak_megabytes = need.peak() / 1e6;
    e.tiles = grid_of(m).count();
    const double waiting = std::min(static_cast<double>(e.tiles), 3.0 * e.threads + 2);
    const double of_a_tile = need.journal / 1e6 / static_cast<double>(e.tiles);
    e.memory_megabytes = megabytes_in_use() + thread_megabytes * e.threads + sealing_megabytes +
                         copies_of_a_tile * tile_bytes(m) / 1e6 + copies_of_waiting_tiles * waiting * of_a_tile;
}

// Studies in rounds write a text: so many rounds, each of so many runs.
void reckon_rounds(Estimate& e, const Study& study) {
    if (is_a<Balance>(study)) {
        e.rounds = balance_steps + 1; // and once more with the prices found
        e.runs *= e.rounds;
        e.seconds *= e.rounds;
        e.writes = "a scenario";
    } else if (is_a<Validation>(study)) {
        // Experiments are about as long as two runs with firms kept, and a validation has six times as many of them.
        e.rounds = 1;
        e.seconds *= 6;
        e.writes = "a table";
    } else if (const auto* calibration = std::get_if<Calibration>(&study.design)) {
        e.rounds = calibration->fit.candidates;
        e.runs *= e.rounds;
        e.seconds *= 1.7 * e.rounds;
        e.writes = "an ensemble";
    }
    if (e.rounds > 0) e.megabytes = 0;
}

} // namespace

Estimate estimate(const Study& study, const Survey& survey, int asked_cores) {
    const double start = busy_seconds();
    const StudyWork work = make_ready(study, survey);
    const double preparing = busy_seconds() - start;
    Estimate e;
    e.cases = survey.cases;
    e.runs = static_cast<std::int64_t>(e.cases) * study.replications;
    e.threads = asked_cores > 0 ? asked_cores : cores();
    const bool keeps_firms =
        2 * static_cast<std::int64_t>(comparison_of(study).record.firm_replications) > study.replications;
    Stopwatch stopwatch(*work.prepared, keeps_firms);
    const double all_over_prepared = static_cast<double>(e.cases) / static_cast<double>(work.prepared->cases.size());
    const double busy =
        stopwatch.seconds_per_replication() * static_cast<double>(study.replications) * all_over_prepared;
    const Manifest manifest = manifest_of(study, work.cases, work.shape, {}, {});
    add_sizes(e, manifest, lists_of(manifest, stopwatch));
    e.seconds = preparing + busy / std::min<double>(e.threads, static_cast<double>(e.tiles));
    e.core_hours = (preparing + busy) / 3600;
    reckon_rounds(e, study);
    return e;
}

std::string to_text(const Estimate& e) {
    if (e.rounds > 0)
        return fmt::format("{} of {}, about {} on {}; writes {}", plural(e.rounds, "round"),
                           plural(e.runs / e.rounds, "run"), duration(e.seconds), plural(e.threads, "thread"),
                           e.writes);
    const auto megabytes = [](double count) { return grouped(count, count < 10 ? 1 : 0) + " MB"; };
    return fmt::format("{}, {}, about {} on {}, {}\n  while it is made {} on disk, at most about {} of memory; {}, as "
                       "many tasks at most; {:.2g} core-hours",
                       plural(static_cast<std::int64_t>(e.cases), "case"), plural(e.runs, "run"), duration(e.seconds),
                       plural(e.threads, "thread"), megabytes(e.megabytes), megabytes(e.peak_megabytes),
                       megabytes(e.memory_megabytes), plural(e.tiles, "tile"), e.core_hours);
}

} // namespace drumbeat::tools
