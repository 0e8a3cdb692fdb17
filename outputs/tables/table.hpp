// SPDX-License-Identifier: Apache-2.0
// A table as a stream of rows, so that a file of many runs never lies in memory as a whole. The same tables become CSV
// and sheets: the numbers are the same because there is one place that makes them.
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace drumbeat {

struct Column {
    std::string name;    // snake_case, the same in every language
    std::string unit;    // as in the results file; "-" for texts
    std::string label;   // a few words for people
    std::string meaning; // one sentence
};

struct TableHead {
    std::string name; // of the file or the sheet: "runs"
    std::string meaning;
    std::vector<Column> columns;
};

// A text, or a number, which is left empty where it is missing.
using Cell = std::variant<std::string, double>;

class RowSink {
  public:
    virtual ~RowSink() = default;
    virtual void begin(const TableHead&) = 0;
    virtual void row(const std::vector<Cell>&) = 0; // one cell a column
};

// The shortest text that reads back to the same number: "0.1", "1e-07"; empty when it is missing or not finite.
std::string shortest(double value);

} // namespace drumbeat
