// SPDX-License-Identifier: Apache-2.0
// Which program this is: version, commit, compiler and libraries.
#pragma once

#include <string>

namespace drumbeat::tools {

std::string version_text();

} // namespace drumbeat::tools
