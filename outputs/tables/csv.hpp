// SPDX-License-Identifier: Apache-2.0
// Tables as CSV (RFC 4180): UTF-8, lines end in CR LF, numbers in their shortest form that reads back the same.
#pragma once

#include "outputs/tables/study_tables.hpp"

#include <cstdio>
#include <functional>
#include <string>

namespace drumbeat {

// How numbers and columns are told apart: commas between columns, or semicolons where the decimal point is a comma.
struct CsvStyle {
    char separator = ',', decimal_point = '.';
};
inline constexpr CsvStyle csv_with_commas{';', ','};

// A text that a spreadsheet takes for a text: without control characters, and with an apostrophe in front where it
// begins like a formula.
std::string csv_text(const std::string&, CsvStyle);

// The names of the files, in the order in which they are written.
const std::vector<std::string>& csv_files();

// Writes every table; `place` says where each file of `csv_files` goes. Throws FileProblem.
void write_csv(const Answers&, CsvStyle, const std::function<std::string(const std::string& file)>& place);

} // namespace drumbeat
