// SPDX-License-Identifier: Apache-2.0
// How the ministry buys: under a contract at home or abroad, or abroad without one. Whatever is bought is counted.
#pragma once

#include "sim/world/areas.hpp"
#include "sim/world/order_book.hpp"
#include "sim/world/recorder.hpp"
#include "sim/world/totals.hpp"
#include "sim/world/year.hpp"

namespace drumbeat {

// Places a call-off under a contract at home (and pays its advance) or abroad. `called` is money, or volume at
// reference prices when volume is kept equal.
void order(const Year&, Area, const Contract&, double called, const Firms&, OrderBook&, Accounts&, const Recorder&);

// Buys abroad without a contract; `kind` says why.
void import(const Year&, Area, Yearly kind, double called, double price, Accounts&, const Recorder&);

// Work that a firm at home will not deliver is bought abroad; it no longer counts as ordered at home.
void buy_abroad_instead(const Year&, Row, const WorkOnOrder&, const Firms&, Accounts&, const Recorder&);

} // namespace drumbeat
