// SPDX-License-Identifier: Apache-2.0
// From journals to a results file: of all shards, or of what is there.
#include "outputs/files/campaign.hpp"
#include "outputs/files/journal.hpp"
#include "outputs/files/piece_journal.hpp"
#include "outputs/files/results_file.hpp"
#include "outputs/pages/wording.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/shell_word.hpp"
#include "tools/commands/stored_study.hpp"
#include "tools/commands/text_file.hpp"
#include "tools/commands/validation.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <csignal>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <sys/resource.h>

namespace drumbeat::tools {
namespace {

namespace fs = std::filesystem;

struct Journals {
    std::vector<std::unique_ptr<JournalReader>> readers;
    std::vector<const JournalReader*> all;
};

Journals opened(const std::vector<std::string>& paths) {
    Journals journals;
    for (const std::string& path : paths) {
        journals.readers.push_back(std::make_unique<JournalReader>(path));
        journals.all.push_back(journals.readers.back().get());
    }
    return journals;
}

// The journals of all shards are open at the same time, and there may be thousands.
void allow_many_open_files() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= limit.rlim_max) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit); // where it fails, opening says so
}

void check_output(const std::string& output, bool overwrite, const std::vector<std::string>& inputs) {
    std::error_code ignored;
    for (const std::string& input : inputs)
        if (fs::equivalent(output, input, ignored))
            throw FileProblem(output + " is read, and is no place for the results", true);
    if (fs::exists(output, ignored) && !overwrite) throw FileProblem(output + " exists; --overwrite replaces it", true);
}

// What is dealt out to shards: tiles of runs, or pieces.
struct Dealt {
    std::int64_t count = 0;
    std::function<bool(std::int64_t)> is_there;
    Grid grid{};
    const char* what = "tiles";
};

// What of the shards is not there, in words: "shards 3, 7 of 8" and how many tiles.
std::string what_is_missing(const Dealt& dealt, const std::vector<std::string>& parts) {
    std::int64_t shards = 1;
    for (const std::string& part : parts) shards = std::max(shards, shard_named(part).of);
    std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>> found; // shard: what is missing, and all
    for (std::int64_t i = 0; i < dealt.count; ++i) {
        auto& [missing, all] = found[Shard::number_of(dealt.grid, i, shards)];
        missing += dealt.is_there(i) ? 0 : 1;
        ++all;
    }
    std::vector<std::string> words;
    constexpr std::size_t most = 20;
    std::size_t more = 0;
    for (const auto& [k, counts] : found) {
        const auto& [missing, all] = counts;
        if (missing == 0) continue;
        if (words.size() == most)
            ++more;
        else
            words.push_back(missing == all
                                ? fmt::format("shard {}/{}", k, shards)
                                : fmt::format("{} of {} {} of shard {}/{}", missing, all, dealt.what, k, shards));
    }
    if (more > 0) words.push_back(fmt::format("and {} more", more));
    return fmt::format("{}", fmt::join(words, ", "));
}

void tell_twice(std::int64_t number, const char* one, const char* many) {
    if (number > 0)
        fmt::print(stderr, "{} twice among these files; the first of each is taken\n",
                   number == 1 ? fmt::format("A {} stands", one) : fmt::format("{} {} stand", number, many));
}

std::string written(const std::string& path, const Sealed& sealed, const Manifest& m) {
    const std::int64_t planned = planned_runs(m);
    const std::string of =
        sealed.runs < planned ? fmt::format(" of {}, a part of the study", grouped(static_cast<double>(planned))) : "";
    const std::string failed = sealed.failed > 0 ? fmt::format("; {} failed", plural(sealed.failed, "run")) : "";
    return fmt::format("{}: {} runs{}{}. Next: drumbeat report {}\n", path, grouped(static_cast<double>(sealed.runs)),
                       of, failed, shell_file(path));
}

// The shards of a study in one round: a validation.
Exit merge_pieces(const Merge& merge) {
    JoinedPieces pieces(merge.parts);
    const std::string& first = merge.parts.front();
    const Study study = stored_study(pieces.manifest().study_text, first);
    if (!is_a<Validation>(study))
        throw FileProblem(
            fmt::format("{} is of a study of {}, which has no shards; drumbeat run --resume goes on with it", first,
                        word_of(study.design)),
            true);
    const Survey survey = stored_survey(study, first);
    const RoundsStudy rounds = validation(study, survey.first);
    const auto is_there = [&](std::int64_t i) { return pieces.pieces().count({0, i}) > 0; };
    const std::string missing = what_is_missing({rounds.pieces, is_there, {}, "replications"}, merge.parts);
    if (!missing.empty())
        throw FileProblem(
            fmt::format("{} of {} replications are there; missing: {}", pieces.count(), rounds.pieces, missing), true);
    tell_twice(pieces.twice(), "replication", "replications");
    Rounds joined(1, {}, &pieces);
    try {
        write_text_file(merge.output, rounds.answer(joined, {}).file, merge.overwrite);
    } catch (const LeftOut&) {
        throw FileProblem(first + ": this program measures something else; the one that wrote it reads it", true);
    }
    fmt::print("{}: {} replications\n", merge.output, grouped(static_cast<double>(rounds.pieces)));
    return Exit::done;
}

} // namespace

Exit perform(const Merge& merge) {
    std::signal(SIGXFSZ, SIG_IGN);
    allow_many_open_files();
    check_output(merge.output, merge.overwrite, merge.parts);
    if (holds_pieces(merge.parts.front())) return merge_pieces(merge);
    const Journals journals = opened(merge.parts);
    const TileIndex index(journals.all);
    if (!index.complete()) {
        const Dealt tiles{index.grid().count(), [&](std::int64_t i) { return index.has(i); }, index.grid()};
        throw FileProblem(fmt::format("{} of {} runs are there; missing: {}. seal makes a file of what is there",
                                      index.runs(), planned_runs(index.manifest()),
                                      what_is_missing(tiles, merge.parts)),
                          true);
    }
    tell_twice(index.twice(), "tile", "tiles");
    const Sealed sealed = seal(journals.all, merge.output, merge.overwrite);
    fmt::print("{}", written(merge.output, sealed, index.manifest()));
    return sealed.failed > 0 ? Exit::failed_runs : Exit::done;
}

Exit perform(const Seal& asked) {
    std::signal(SIGXFSZ, SIG_IGN);
    allow_many_open_files();
    check_output(asked.output, asked.overwrite, asked.parts);
    const Journals journals = opened(asked.parts);
    const Sealed sealed = seal(journals.all, asked.output, asked.overwrite);
    fmt::print("{}", written(asked.output, sealed, journals.all.front()->manifest()));
    return sealed.failed > 0 ? Exit::failed_runs : Exit::done;
}

} // namespace drumbeat::tools
