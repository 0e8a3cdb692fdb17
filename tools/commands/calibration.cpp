// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/calibration.hpp"

#include "outputs/fit/calibration.hpp"

namespace drumbeat::tools {
namespace {

TextAnswer answer(const Run& run, const Study& study, Rounds& rounds, const std::string& command) {
    const Fit& fit = std::get<Calibration>(study.design).fit;
    const CalibrationResult result =
        calibrate(study.base, fit, targets_of(fit), study.replications, study.seed, rounds);
    std::vector<std::vector<FactResult>> members =
        with_fresh_luck(study.base, fit, result, !run.quiet, study.seed, rounds);
    TextAnswer told;
    if (!run.quiet) {
        const std::vector<FactResult> base = std::move(members.back());
        members.pop_back();
        told.screen = calibration_text(fit, result, base, members);
    }
    told.file = ensemble_yaml(study.base.name, command, study, result, members);
    return told;
}

} // namespace

RoundsStudy calibration(const Run& run, const Study& study) {
    RoundsStudy rounds;
    rounds.writes = "a study of calibration writes an ensemble";
    rounds.adapts = "where it looks next hangs on what it found before";
    rounds.pieces = calibration_pieces(std::get<Calibration>(study.design).fit, study.replications);
    rounds.answer = [&run, &study](Rounds& in, const std::string& command) { return answer(run, study, in, command); };
    return rounds;
}

} // namespace drumbeat::tools
