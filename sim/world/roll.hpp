// SPDX-License-Identifier: Apache-2.0
// Who lives when the year opens.
#pragma once

#include "agents/firms.hpp"

#include <vector>

namespace drumbeat {

struct Roll {
    PerArea<std::vector<Row>> rows_of;
    PerArea<double> sustainment_shares; // their sum
};

} // namespace drumbeat
