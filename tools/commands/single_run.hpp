// SPDX-License-Identifier: Apache-2.0
// One run of a study by itself, exactly as it is among all others.
#pragma once

#include "config/cases.hpp"
#include "tools/commands/command_line.hpp"

namespace drumbeat::tools {

// Runs the case and replication that `run.only` names, as "3:17" or "stable/careful:17", and prints its outcomes; or
// says why it failed. Nothing is written. Throws FileProblem where it names no run of the study.
Exit replay_one(const Run& run, const CaseList&);

} // namespace drumbeat::tools
