// SPDX-License-Identifier: Apache-2.0
// Proof that a results file holds what this program computes: some of its runs are computed again and compared to the
// bit.
#include "agents/chance.hpp"
#include "config/text.hpp"
#include "outputs/files/results_file_runs.hpp"
#include "outputs/files/run_difference.hpp"
#include "outputs/pages/wording.hpp"
#include "sim/batch/tiles.hpp"
#include "sim/replay/replicate.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/cores.hpp"
#include "tools/commands/stored_study.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <random>
#include <set>

namespace drumbeat::tools {
namespace {

// `count` of the numbers below `all`, each set of them as likely as any other (Floyd: Bentley, Programming pearls, a
// sample of brilliance, Communications of the ACM 30, 1987), in order.
std::set<std::int64_t> chosen(std::int64_t count, std::int64_t all, std::uint64_t seed) {
    const Stream luck = stream(Luck{seed, 0}, "verify");
    std::set<std::int64_t> numbers;
    for (std::int64_t j = all - count; j < all; ++j) {
        const Words words = luck.block(static_cast<std::uint32_t>(numbers.size()), 0, 0);
        const std::uint64_t word = static_cast<std::uint64_t>(words.w[0]) << 32 | words.w[1];
        const auto number = static_cast<std::int64_t>(word % static_cast<std::uint64_t>(j + 1));
        if (!numbers.insert(number).second) numbers.insert(j);
    }
    return numbers;
}

// The runs of one case that are compared, a few at a time.
struct Piece {
    std::size_t run_case = 0;
    std::vector<std::int64_t> replications;
};

std::vector<Piece> pieces_of(const std::set<std::int64_t>& runs, std::int64_t replications) {
    constexpr std::size_t most = 32; // a case has to be made ready for each piece
    std::vector<Piece> all;
    for (const std::int64_t run : runs) {
        const auto run_case = static_cast<std::size_t>(run / replications);
        if (all.empty() || all.back().run_case != run_case || all.back().replications.size() == most)
            all.push_back({run_case, {}});
        all.back().replications.push_back(run % replications);
    }
    return all;
}

class Verification {
  public:
    Verification(StoredRuns& stored, const CaseList& cases, const std::vector<std::size_t>& places)
        : stored_(stored), cases_(cases), places_(places) {}

    TileRecord compare(const Piece& piece) {
        TileRecord record;
        const auto prepared =
            prepare_study(cases_.study(), {stored_case_at(cases_, places_[piece.run_case], stored_.path())});
        const int firm_rows = panel_rows(prepared->worlds.front()->scenario);
        StudyScratch scratch;
        for (const std::int64_t replication : piece.replications) {
            const std::string what = differing(*prepared, firm_rows, piece.run_case, replication, scratch);
            if (!what.empty())
                record.failures.push_back({static_cast<std::int64_t>(piece.run_case), replication, what});
        }
        return record;
    }

  private:
    // Empty where the run is the same.
    std::string differing(const PreparedStudy& prepared, int firm_rows, std::size_t run_case, std::int64_t replication,
                          StudyScratch& scratch) {
        RunRecord computed, stored;
        std::string fault;
        replicate(prepared, replication, 0, scratch, {&computed, 1},
                  [&](std::size_t, const std::string& what) { fault = what; });
        if (!read(run_case, replication, firm_rows, stored)) {
            if (!fault.empty() || stored_.missing_runs() > 0) return {};
            return "it is missing in the file and can be computed";
        }
        if (!fault.empty()) return "it is in the file and failed when computed anew: " + fault;
        const RunDifference found = difference(stored, computed, stored_.manifest(), replication);
        return found.none() ? "" : to_text(found);
    }
    bool read(std::size_t run_case, std::int64_t replication, int firm_rows, RunRecord& record) {
        const std::lock_guard lock(mutex_);
        return stored_.read(static_cast<std::int64_t>(run_case), replication, {&firm_rows, 1}, {&record, 1}).front();
    }

    StoredRuns& stored_;
    const CaseList& cases_;
    const std::vector<std::size_t>& places_; // of the file's cases
    std::mutex mutex_;
};

std::vector<RunFault> differences(StoredRuns& stored, const CaseList& cases, const std::vector<std::size_t>& places,
                                  const std::vector<Piece>& all) {
    std::vector<RunFault> found;
    Verification verification(stored, cases, places);
    GridTiles plan = pieces(static_cast<std::int64_t>(all.size()));
    run_tiles(
        plan,
        [&](const Tile& tile, int) { return verification.compare(all[static_cast<std::size_t>(tile.first_case)]); },
        [&](TileRecord&& record) { found.insert(found.end(), record.failures.begin(), record.failures.end()); },
        cores(), {});
    return found;
}

void list(const std::vector<RunFault>& found, const Manifest& manifest) {
    constexpr std::size_t most_listed = 20;
    for (std::size_t i = 0; i < std::min(most_listed, found.size()); ++i)
        fmt::print("{}\n", to_text(found[i], manifest));
    if (found.size() > most_listed) fmt::print("and {} more\n", found.size() - most_listed);
}

Exit concluded(const std::string& file, const std::string& which, std::size_t faults) {
    if (faults == 0) {
        fmt::print("{}: {} computed again: the same to the bit\n", file, which);
        return Exit::done;
    }
    fmt::print("{}: {} computed again: {} not the same\n", file, which,
               faults == 1 ? "1 is" : fmt::format("{} are", faults));
    return Exit::environment;
}

} // namespace

Exit perform(const Verify& verify) {
    const auto results = open_results(verify.file);
    if (results->origin().format == journal_format)
        throw FileProblem(verify.file + " is of an unfinished run; seal makes a file of it, which can be verified",
                          true);
    StoredRuns stored(verify.file);
    const Manifest& manifest = stored.manifest();
    check_signature(*results, verify.file);
    const Study study = stored_study(*results, verify.file);
    const CaseList cases(study);
    const std::vector<std::size_t> places = places_of(manifest.cases, cases, verify.file);
    const std::int64_t all = static_cast<std::int64_t>(places.size()) * stored.replications();
    const std::int64_t count = std::min(verify.sample, all);
    const std::uint64_t seed = verify.seed ? *verify.seed : std::random_device{}();
    const auto runs = chosen(count, all, seed);
    const auto found = differences(stored, cases, places, pieces_of(runs, stored.replications()));
    list(found, manifest);
    const std::string which = count < all ? fmt::format("{} of its {}, chosen with --seed {},", plural(count, "run"),
                                                        grouped(static_cast<double>(all)), seed)
                                          : fmt::format("all {}", plural(all, "run"));
    return concluded(verify.file, which, found.size());
}

} // namespace drumbeat::tools
