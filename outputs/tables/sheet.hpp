// SPDX-License-Identifier: Apache-2.0
// The results of a study as a workbook for spreadsheets: what was asked and answered, and the tables behind it.
#pragma once

#include "outputs/tables/study_tables.hpp"

#include <string>

namespace drumbeat {

// Writes it to `path`; the same results give the same bytes. Throws FileProblem.
void write_sheet(const Answers&, const std::string& path);

} // namespace drumbeat
