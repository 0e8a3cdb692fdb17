// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/commands.hpp"

#include <fmt/core.h>

namespace drumbeat::tools {

Exit perform(const Completion& completion) {
    fmt::print("{}", completion_script(completion.shell));
    return Exit::done;
}

} // namespace drumbeat::tools
