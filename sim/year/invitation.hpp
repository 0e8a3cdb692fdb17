// SPDX-License-Identifier: Apache-2.0
// Who is invited to bid for a lot: the first few in an exponential race with rates equal to capacity (Efraimidis and
// Spirakis 2006). A firm's draw depends on the firm and the lot alone.
#pragma once

#include "sim/world/draws.hpp"
#include "sim/world/lot.hpp"
#include "sim/world/year.hpp"
#include "sim/year/desk.hpp"

namespace drumbeat {

// A first filter for the race in an area this year: most firms draw a time that could not be among the first.
void set_thresholds(const Firms&, const std::vector<Row>& rows, TenderDesk&);
// A block of lots' worth of draws for every firm of the area, from lot `first` of a line on.
void draw_race(const Year&, const Firms&, const std::vector<Row>& rows, int line, int first, TenderDesk&);
// The prequalified bidders of a lot, in `entrants`: as many as are wanted, or all that there are.
void invite(const Firms&, const std::vector<Row>& rows, const Lot&, const LotTerms&, TenderDesk&);

} // namespace drumbeat
