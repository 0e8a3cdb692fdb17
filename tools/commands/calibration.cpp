// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/calibration.hpp"

#include "outputs/fit/calibration.hpp"
#include "tools/commands/shell_word.hpp"

namespace drumbeat::tools {
namespace {

// What was typed, as it can be typed again. That it was stopped in between is no part of it.
std::string typed(const Run& run) {
    std::string line = "drumbeat";
    for (std::size_t i = 1; i < run.command.size(); ++i)
        if (run.command[i] != "--resume") line += " " + shell_word(run.command[i]);
    return line;
}

TextAnswer answer(const Run& run, const Study& study, Rounds& rounds) {
    const Fit& fit = std::get<Calibration>(study.design).fit;
    const CalibrationResult result =
        calibrate(study.base, fit, targets_of(fit), study.replications, study.seed, rounds);
    std::vector<std::vector<FactResult>> members = with_fresh_luck(study.base, fit, result, study.seed, rounds);
    const std::vector<FactResult> base = std::move(members.back());
    members.pop_back();
    TextAnswer told;
    told.screen = calibration_text(fit, result, base, members);
    told.file = ensemble_yaml(study.base.name, typed(run), study, result, members);
    return told;
}

} // namespace

RoundsStudy calibration(const Run& run, const Study& study) {
    RoundsStudy rounds;
    rounds.writes = "a study of calibration writes an ensemble";
    rounds.pieces = calibration_pieces(std::get<Calibration>(study.design).fit, study.replications);
    rounds.answer = [&run, &study](Rounds& in) { return answer(run, study, in); };
    return rounds;
}

} // namespace drumbeat::tools
