// SPDX-License-Identifier: Apache-2.0
// A workbook in the form of Excel (.xlsx). Texts are always texts, never formulas, and lose what could act; numbers are
// numbers. Rows are written as they come and are not held in memory.
#pragma once

#include "outputs/tables/table.hpp"

#include <memory>
#include <string>

namespace drumbeat {

class Workbook {
  public:
    static constexpr std::size_t most_rows = 1048576 - 3; // a sheet's, less those of labels, units and a note

    // `title` is a property of the file. Throws FileProblem.
    Workbook(const std::string& path, const std::string& title, std::size_t rows_per_table = most_rows);
    ~Workbook();
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    // A sheet of plain lines: a bold first column, and text that is folded in the second.
    void lines(const std::string& name, const std::vector<std::pair<std::string, std::string>>&);

    // A sheet for one table: labels and units in two rows that stay in sight. It takes rows until the next sheet is
    // begun; those beyond what a sheet can hold are left out.
    RowSink& table(const std::string& name);
    std::size_t left_out() const;       // rows of this table
    void note(const std::string& text); // below its last row

    void close(); // throws FileProblem when the file is not whole

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace drumbeat
