// SPDX-License-Identifier: Apache-2.0
// Which program this is: version, commit, compiler and libraries.
#pragma once

#include "outputs/files/run_log.hpp"

#include <string>

namespace drumbeat::tools {

std::string version_text();
RunLog build_log(); // a log with the same filled in

} // namespace drumbeat::tools
