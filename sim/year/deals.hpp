// SPDX-License-Identifier: Apache-2.0
// Writes down, where investors are kept, who put money into which firm, got it back, or did not get to put it in.
#pragma once

#include "sim/institutions/all.hpp"
#include "sim/world/recorder.hpp"
#include "sim/year/desk.hpp"

namespace drumbeat {

// A firm has its money: the bank's, SecFund's, and that of private investors as a whole, where no funds stand for them.
void note_money(const Year&, const Fund&, const Firms&, Row row, const Funding&, const Recorder&);
// What each private fund put into a round.
void note_tickets(const Year&, const PrivateFunds&, const Firms&, Row row, const PrivateRound&, const Recorder&);
// Rounds that a fund liked and the owners refused.
void note_declined(const EquityDesk&, const Founders&, const Firms&, const Recorder&);
// Stakes of the year that were sold, or lost with their firm.
void note_ended(const PrivateFunds&, const Fund&, const Firms&, const Recorder&);

} // namespace drumbeat
