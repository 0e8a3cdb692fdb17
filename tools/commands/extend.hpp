// SPDX-License-Identifier: Apache-2.0
// Whether a results file is a part of a study, so that its runs need not be computed again.
#pragma once

#include "config/cases.hpp"
#include "outputs/files/extension.hpp"
#include "tools/commands/work.hpp"

#include <memory>
#include <string>

namespace drumbeat::tools {

// What takes the runs of `file` over into the study of these cases. Throws FileProblem, with the difference, where the
// file is of another model, seed or base, has a case that the study lacks or asks otherwise, or more replications.
std::unique_ptr<Extension> extension_of(const std::string& file, const CaseList&);

} // namespace drumbeat::tools
