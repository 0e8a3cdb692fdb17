// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/calibration.hpp"

#include "config/text.hpp"
#include "outputs/fit/calibration.hpp"
#include "tools/commands/shell_word.hpp"
#include "tools/commands/text_file.hpp"
#include "tools/commands/yaml_output.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <unistd.h>

namespace drumbeat::tools {
namespace {

constexpr std::int64_t fresh_replications = 8;

// What was typed, as it can be typed again.
std::string typed(const Run& run) {
    std::string line = "drumbeat";
    for (std::size_t i = 1; i < run.command.size(); ++i) line += " " + shell_word(run.command[i]);
    return line;
}

} // namespace

Exit calibration(const Run& run, const Study& study, const std::vector<std::string>& files, int threads) {
    check_yaml_output(run, files, "a study of calibration writes an ensemble");
    const bool bar = !run.quiet && isatty(STDERR_FILENO) == 1;
    const auto told = [bar](std::int64_t done, std::int64_t all) {
        if (bar) fmt::print(stderr, "\r{} of {} candidates", done, all);
    };
    const CalibrationResult result =
        calibrate(study.base, std::get<Calibration>(study.design).fit,
                  targets_of(std::get<Calibration>(study.design).fit), study.replications, study.seed, threads, told);
    if (bar) fmt::print(stderr, "\r{:40}\r", "");
    const auto fresh = [&](const Scenario& scenario) {
        return validate(scenario, fresh_replications, study.seed + 1, threads);
    };
    std::vector<std::vector<FactResult>> checked;
    for (const std::size_t i : result.members)
        checked.push_back(
            fresh(with_values(study.base, std::get<Calibration>(study.design).fit, result.tried[i].values)));
    if (!run.quiet)
        fmt::print("{}", calibration_text(std::get<Calibration>(study.design).fit, result, fresh(study.base), checked));
    const std::string lines = ensemble_yaml(study.base.name, typed(run), study, result, checked);
    if (!run.output.empty()) write_text_file(run.output, lines, run.overwrite);
    if (!run.quiet) fmt::print("{}", run.output.empty() ? "\n" + lines : run.output + " written\n");
    return Exit::done;
}

} // namespace drumbeat::tools
