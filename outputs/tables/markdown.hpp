// SPDX-License-Identifier: Apache-2.0
// Texts that others wrote, as Markdown that shows them as they are.
#pragma once

#include <string>
#include <string_view>

namespace drumbeat {

// On one line, without links, code, HTML, emphasis or columns of tables: every sign that means something to Markdown
// stands behind a backslash.
std::string markdown_text(std::string_view);

// As code: between so many backticks that none of the text ends it.
std::string markdown_code(std::string_view);

} // namespace drumbeat
