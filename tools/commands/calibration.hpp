// SPDX-License-Identifier: Apache-2.0
// A study of calibration: fits parameters of the base to facts and keeps an ensemble.
#pragma once

#include "config/study.hpp"
#include "tools/commands/rounds_study.hpp"

namespace drumbeat::tools {

// Says what was found; the file is the ensemble.
RoundsStudy calibration(const Run&, const Study&);

} // namespace drumbeat::tools
