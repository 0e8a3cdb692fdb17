// SPDX-License-Identifier: Apache-2.0
// Values of one run's record, and sums of them.
#pragma once

#include "sim/batch/experiments.hpp"

namespace drumbeat {

inline std::size_t at(int i) { return static_cast<std::size_t>(i); }

double ratio(double top, double bottom); // NaN unless the bottom is positive

double cell(const RunRecord&, FirmColumn, int year, int row); // NaN where no firm lives
double yearly(const RunRecord&, Yearly, int year, int segment);

// Sum over technology areas and the years [from, to); NaN beyond the horizon.
double total(const RunRecord&, Yearly, int from, int to);
double all_investment(const RunRecord&, int from, int to); // expansion and replacement

// Means by weight.
class WeightedMean {
  public:
    void add(double value, double weight) {
        sum_ += weight * value;
        weights_ += weight;
    }
    double value() const { return ratio(sum_, weights_); }

  private:
    double sum_ = 0, weights_ = 0;
};

} // namespace drumbeat
