// SPDX-License-Identifier: Apache-2.0
// The firms of a record as econometricians have them: a balanced panel.
#pragma once

#include "outputs/fit/panel_moments.hpp"
#include "sim/batch/experiments.hpp"

#include <vector>

namespace drumbeat {

// The firms of a record that exist in every reported year, as the columns of a balanced panel; values per firm.
class FirmPanel {
  public:
    explicit FirmPanel(const RunRecord&);
    const Frame& frame() const { return frame_; }
    Column of(FirmColumn) const;
    Column sold() const; // plant sold, meur; empty where the model has no such column
    Rates rates() const;
    int row(int firm) const { return rows_[static_cast<std::size_t>(firm)]; } // of the record

  private:
    const RunRecord& record_;
    std::vector<int> rows_;
    Frame frame_;
};

} // namespace drumbeat
