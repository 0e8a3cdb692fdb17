// SPDX-License-Identifier: Apache-2.0
// What each subcommand does. Results go to standard output, everything else to standard error.
#pragma once

#include "tools/commands/command_line.hpp"

namespace drumbeat::tools {

Exit perform(const Init&);
Exit perform(const Check&);
Exit perform(const Run&);
Exit perform(const Submit&);
Exit perform(const Merge&);
Exit perform(const Seal&);
Exit perform(const Status&);
Exit perform(const Verify&);
Exit perform(const Reproduce&);
Exit perform(const Report&);
Exit perform(const Explain&);
Exit perform(const Codebook&);
Exit perform(const Completion&);

} // namespace drumbeat::tools
