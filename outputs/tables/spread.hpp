// SPDX-License-Identifier: Apache-2.0
// What tables of years have in common: a quantity's mean and quantiles over runs.
#pragma once

#include "outputs/tables/coordinates.hpp"

#include <vector>

namespace drumbeat {

// Every so many-th value, from one on: those of a group.
std::vector<double> every(const std::vector<double>& all, std::size_t from, std::size_t step);

std::vector<Column> spread_columns(const Answers&); // the quantity's name and unit among them
std::vector<Cell> spread_cells(const Quantity&, const std::vector<double>& over_runs);

} // namespace drumbeat
