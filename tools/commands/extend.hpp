// SPDX-License-Identifier: Apache-2.0
// Whether a results file is a part of a study, so that its runs need not be computed again.
#pragma once

#include "config/study.hpp"
#include "outputs/files/extension.hpp"
#include "tools/commands/work.hpp"

#include <memory>
#include <string>
#include <vector>

namespace drumbeat::tools {

// What takes the runs of `file` over into the study. Throws FileProblem, with the difference, where the file is of
// another model, seed or base, has a case that the study lacks or asks otherwise, or more replications.
std::unique_ptr<Extension> extension_of(const std::string& file, const Study&, const std::vector<Case>&);

} // namespace drumbeat::tools
