// SPDX-License-Identifier: Apache-2.0
// Outcomes by name, as a study asks for them.
#pragma once

#include "config/setting.hpp"
#include "config/study.hpp"
#include "sim/record/record.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

std::optional<Outcome> outcome_named(std::string_view);

// The outcomes that a study asks for and that no run records, each with the nearest name; `file` is where it was read,
// `lines` where each of its outcomes stands there.
std::vector<Problem> unknown_outcomes(const Study&, const std::string& file, const std::vector<int>& lines = {});

} // namespace drumbeat
