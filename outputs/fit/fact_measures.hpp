// SPDX-License-Identifier: Apache-2.0
// What each stylised fact reads off one replication of the experiments.
#pragma once

#include "config/facts.hpp"
#include "sim/batch/experiments.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace drumbeat {

// NaN where the experiments that it needs were not carried out, or hold nothing to measure.
double value_of(Measure, const Observed&);
std::vector<double> values_of(std::span<const Measure>, const Observed&);

// The experiments that measures need, each once.
std::vector<Experiment> experiments_for(std::span<const Measure>);

// Why a line of the table has no value.
std::string_view why_missing(Measure);

} // namespace drumbeat
