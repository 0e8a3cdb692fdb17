// SPDX-License-Identifier: Apache-2.0
// The answer on one page of Markdown: question, answer, one table, what holds firms back, limits, how it was made.
#pragma once

#include "outputs/tables/study_tables.hpp"

#include <string>

namespace drumbeat {

// At most 60 lines, whatever the study. `file` is the results file, for the command that makes the page again.
std::string brief_markdown(const Answers&, const std::string& file);

} // namespace drumbeat
