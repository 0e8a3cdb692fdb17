// SPDX-License-Identifier: Apache-2.0
// What each stylised fact reads off one replication of the experiments.
#pragma once

#include "config/facts.hpp"
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

// NaN where the experiments that it needs were not carried out, or hold nothing to measure.
double value_of(Measure, const Observed&);
std::vector<double> values_of(std::span<const Measure>, const Observed&);

// The experiments that measures need, each once.
std::vector<Experiment> experiments_for(std::span<const Measure>);

// Why a line of the table has no value.
std::string_view why_missing(Measure);

} // namespace drumbeat
