// SPDX-License-Identifier: Apache-2.0
// The files that a report leaves: page, figures, tables, workbook, brief. Where they may go is checked before anything
// is computed.
#pragma once

#include "outputs/verdict/verdict.hpp"
#include "tools/commands/command_line.hpp"
#include "tools/commands/staged_files.hpp"

#include <map>
#include <string>

namespace drumbeat::tools {

class ReportFiles {
  public:
    explicit ReportFiles(const Report&); // throws FileProblem where a file may not be written
    void write(const Results&, const Study&, const Selection&, const AcceptedRanges& stored);

  private:
    void write_tables(const Results&, const Study&, const Verdict&);
    void write_charts(const Results&, const Study&, const Verdict&);
    void write_figures(const std::map<std::string, std::string>& figures); // by name of their file

    const Report& report_;
    StagedFiles files_;
};

} // namespace drumbeat::tools
