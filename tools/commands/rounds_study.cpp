// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/rounds_study.hpp"

#include "tools/commands/interrupt.hpp"
#include "tools/commands/progress.hpp"
#include "tools/commands/text_file.hpp"
#include "tools/commands/yaml_output.hpp"

#include <fmt/core.h>

#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace drumbeat::tools {
namespace {

void say(const std::string& text) { std::fputs((text + "\n").c_str(), stderr); }

Progress::Where progress_of(const Run& run) {
    if (run.quiet) return Progress::Where::nowhere;
    return isatty(STDERR_FILENO) == 1 ? Progress::Where::terminal : Progress::Where::log;
}

void give(const Run& run, const TextAnswer& answer) {
    if (!run.quiet) fmt::print("{}", answer.screen);
    if (!run.output.empty()) write_text_file(run.output, answer.file, run.overwrite);
    if (run.quiet) return;
    if (!run.output.empty())
        fmt::print("{} written\n", run.output);
    else if (answer.file_on_screen)
        fmt::print("\n{}", answer.file);
}

} // namespace

Exit carry_out(const Run& run, const Study&, const RoundsStudy& study, const std::vector<std::string>& files,
               int threads) {
    check_yaml_output(run, files, study.writes);
    const Interrupt interrupt(
        [&] {
            if (!run.quiet) say("\nStopping; a second Ctrl-C stops at once.");
        },
        [] {});
    Progress progress(progress_of(run));
    Rounds rounds(threads, interrupt.token());
    rounds.tell([&](std::int64_t done) { progress.heard(done, study.pieces); });
    try {
        const TextAnswer answer = study.answer(rounds);
        progress.clear();
        give(run, answer);
    } catch (const Stopped&) {
        progress.clear();
        say("Stopped; nothing is kept.");
        return Exit::interrupted;
    }
    return Exit::done;
}

} // namespace drumbeat::tools
