// SPDX-License-Identifier: Apache-2.0
// The search for what would have turned a decision, on several threads: one parameter each at a time.
#pragma once

#include "sim/replay/turning.hpp"

namespace drumbeat {

// The same turns in the same order as `turns_of` without threads finds. `told` hears, from one thread at a time, how
// many parameters are done.
std::vector<Turn> turns_of(const Replay&, const Decision&, int threads,
                           const std::function<void(int done, int all)>& told = {});

} // namespace drumbeat
