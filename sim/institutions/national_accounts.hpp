// SPDX-License-Identifier: Apache-2.0
// National accounts around the sector, from what the run has counted; they change nothing in it.
#pragma once

#include "sim/institutions/research_system.hpp"

namespace drumbeat {

void draw_up_accounts(const Prepared&, const Totals&, const ResearchSystem&, RunRecord&);

} // namespace drumbeat
