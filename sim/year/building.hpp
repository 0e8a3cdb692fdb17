// SPDX-License-Identifier: Apache-2.0
// An expansion is paid for and put under construction.
#pragma once

#include "sim/firm/funding.hpp"
#include "sim/institutions/all.hpp"
#include "sim/world/recorder.hpp"

namespace drumbeat {

// Pays for it, puts it under construction for the firm's building lag, and counts it.
void build(const Year&, Institutions&, Firms&, Accounts&, const Recorder&, Row row, const Choice&, const Funding&);

} // namespace drumbeat
