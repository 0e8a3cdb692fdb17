// SPDX-License-Identifier: Apache-2.0
// A country one technology area at a time: where areas share nothing, what happens in one of them can be simulated
// without the others, to the last bit. What-if questions about one firm use it.
#pragma once

#include "sim/year/country.hpp"

namespace drumbeat {

// Whether nothing that one area does reaches another: no money that all draw on (a bank's balance, private funds,
// the state's fund, subsidy, agency, stakes, sites paid out of procurement), no public research, no regions, no plans
// that move, no panel that civil firms could fill.
bool areas_are_apart(const Scenario&);
// The same of the years before the policy, in which instruments do not exist yet.
bool areas_begin_apart(const Scenario&);

// Puts one area of a country in place of the one that stands there: `alone` is a world of that area only, of the same
// luck and year. False, and nothing is done, where their firms are not the same ones.
bool graft(World& country, const World& alone, Area area);

} // namespace drumbeat
