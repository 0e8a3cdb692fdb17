// SPDX-License-Identifier: Apache-2.0
// A study of validation: the base, under each behaviour, against the stylised facts.
#pragma once

#include "config/study.hpp"
#include "tools/commands/rounds_study.hpp"

#include <vector>

namespace drumbeat::tools {

// A table per case; the file has the same as YAML. One round.
RoundsStudy validation(const Study&, const std::vector<Case>&);

} // namespace drumbeat::tools
