// SPDX-License-Identifier: Apache-2.0
// The page that documents the results file, made from the declarations that its writer uses.
#pragma once

#include <string>

namespace drumbeat {

std::string results_format_page(); // Markdown

} // namespace drumbeat
