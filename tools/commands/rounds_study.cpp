// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/rounds_study.hpp"

#include "outputs/files/piece_journal.hpp"
#include "outputs/pages/wording.hpp"
#include "tools/commands/interrupt.hpp"
#include "tools/commands/shell_word.hpp"
#include "tools/commands/stopping.hpp"
#include "tools/commands/text_file.hpp"
#include "tools/commands/yaml_output.hpp"

#include <model_signature.hpp>

#include <fmt/core.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <optional>

namespace drumbeat::tools {
namespace {

std::string count(std::int64_t number) { return grouped(static_cast<double>(number)); }

void check_options(const Run& run, const Study& study, const RoundsStudy& rounds) {
    const auto refuse = [](const std::string& what) { throw FileProblem(what, true); };
    const bool is_part = run.shard.of > 1;
    if (is_part && !rounds.adapts.empty())
        refuse(fmt::format("--shard: a study of {} cannot be dealt out: {}", word_of(study.design), rounds.adapts));
    if (!run.output.empty()) return;
    if (is_part) refuse("--shard needs -o FILE: the part is kept in FILE.k-of-K.part");
    if (run.resume) refuse("--resume needs -o FILE: without it nothing was kept");
}

// A run of a study in rounds.
class RoundsRun {
  public:
    RoundsRun(const Run& run, const Study& study, const RoundsStudy& rounds, int threads)
        : run_(run), rounds_(rounds), planned_(pieces_of(run.shard, rounds.pieces)), threads_(threads),
          interrupt_([&run] { say_stopping(run); }, [this] { stops_at_once(); }) {
        if (run.output.empty()) return;
        const PieceManifest manifest{std::string(built_model_signature), resolved(study), rounds.pieces,
                                     typed_line(run)};
        kept_.emplace(journal_path(run.output, run.shard), manifest,
                      KeptPieces::Options{run.overwrite, run.resume, run.shard});
    }

    Exit perform() {
        Progress progress(progress_of(run_), "replications");
        if (kept_ && kept_->found() > 0) progress.heard(kept_->found(), planned_);
        Rounds rounds(threads_, interrupt_.token(), kept_ ? &*kept_ : nullptr);
        rounds.tell([&](std::int64_t done) { progress.heard(done, planned_); });
        try {
            const TextAnswer answer = rounds_.answer(rounds, kept_ ? kept_->command() : typed_line(run_));
            progress.clear();
            give(answer);
            return Exit::done;
        } catch (const LeftOut&) {
            progress.clear();
            return end_part();
        } catch (const Stopped&) {
            progress.clear();
            return end_stopped();
        } catch (const FileProblem& problem) {
            progress.clear();
            give_up(problem);
        }
    }

  private:
    void give(const TextAnswer& answer) {
        if (!run_.quiet) fmt::print("{}", answer.screen);
        if (!run_.output.empty()) {
            std::fflush(stdout);
            write_answer(answer.file);
            kept_->file().discard();
        }
        if (run_.quiet) return;
        if (!run_.output.empty())
            fmt::print("{} written\n", run_.output);
        else if (answer.file_on_screen)
            fmt::print("\n{}", answer.file);
    }
    // A run that was killed when it had written, and goes on, finds its own text.
    void write_answer(const std::string& text) {
        if (!run_.resume || run_.overwrite || text_of(run_.output) != text)
            return write_text_file(run_.output, text, run_.overwrite);
        std::remove(writing_path(run_.output).c_str());
    }
    std::string there() const { return fmt::format("{} of {} replications", count(kept_->count()), count(planned_)); }
    Exit end_part() {
        kept_->file().synchronise();
        if (!run_.quiet)
            fmt::print("{}: {}. Next, when all {} shards are there: drumbeat merge {}.*-of-{}.part -o {}\n",
                       kept_->file().path(), there(), run_.shard.of, shell_word(run_.output), run_.shard.of,
                       shell_word(run_.output));
        return Exit::done;
    }
    Exit end_stopped() {
        if (!kept_) {
            say("Stopped; without -o FILE nothing is kept.");
        } else if (kept_->count() == 0) {
            kept_->file().discard();
            say("Stopped before a replication was kept; no file is left.");
        } else if (!kept_->file().is_in_place()) {
            say(fmt::format("Stopped; {} was taken away, and nothing is kept.", kept_->file().path()));
        } else {
            kept_->file().synchronise();
            say(fmt::format("Stopped. {} stand in {}. To go on: {}", there(), kept_->file().path(),
                            resuming_line(run_)));
        }
        return Exit::interrupted;
    }
    // Nothing more can be written. What is there stays.
    [[noreturn]] void give_up(const FileProblem& problem) {
        if (!kept_) throw problem;
        if (kept_->count() == 0) {
            kept_->file().discard();
            throw problem;
        }
        throw FileProblem(fmt::format("{}; {} are kept in {}, and --resume goes on from there", problem.what(), there(),
                                      kept_->file().path()),
                          problem.input);
    }
    void stops_at_once() {
        if (kept_ && kept_->count() == 0) std::remove(kept_->file().path().c_str());
    }

    const Run& run_;
    const RoundsStudy& rounds_;
    std::int64_t planned_;
    int threads_;
    std::optional<KeptPieces> kept_;
    const Interrupt interrupt_; // last: it uses the others
};

} // namespace

Exit carry_out(const Run& run, const Study& study, const RoundsStudy& rounds, const std::vector<std::string>& files,
               int threads) {
    check_options(run, study, rounds);
    check_yaml_output(run, files, rounds.writes);
    std::signal(SIGXFSZ, SIG_IGN); // a file that grows too large is then an error like a full disk
    return RoundsRun(run, study, rounds, threads).perform();
}

} // namespace drumbeat::tools
