// SPDX-License-Identifier: Apache-2.0
// The packaged panel of behaviours: `behaviours: panel` in a study.
#pragma once

#include "config/study.hpp"

namespace drumbeat {

// rational_npv, rational_real_option, rational_dynamic_programming, adaptive_real_option, naive_real_option, and
// mixed: a third each of the three expectations with real_option.
std::vector<NamedBehaviour> behaviour_panel();

} // namespace drumbeat
