// SPDX-License-Identifier: Apache-2.0
// How many processors this process may use: what a job was given, not what the machine has.
#pragma once

#include <string>

namespace drumbeat::tools {

// The fewer of the processors of the affinity mask (taskset, Slurm) and the quota of the control group (containers),
// rounded up; 1 at least.
int cores();

// The quota of a control group in processors, from the text of cpu.max ("200000 100000"); 0: no limit.
double quota_of(const std::string& cpu_max);

} // namespace drumbeat::tools
