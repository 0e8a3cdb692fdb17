// SPDX-License-Identifier: Apache-2.0
// Firms file applications with the market for equity, and learn what became of them.
#pragma once

#include "sim/firm/decision.hpp"
#include "sim/institutions/all.hpp"
#include "sim/year/desk.hpp"

#include <optional>

namespace drumbeat {

void clear_applications(EquityDesk&);

// Files the sizes that were tried in vain without investors: how much each lacks, and with which funds it is talked
// about on what terms. Returns the application's place.
int file(const Year&, const Prospect&, const Applicant&, const Support&, const Institutions&, const Firms&,
         const Accounts&, const Pending&, EquityDesk&);

// The expansion that investors pay for, where a round came about.
struct Financed {
    WeighedExpansion expansion;
    PrivateRound round;
};
std::optional<Financed> financed_by(const Year&, const PrivateFunds&, const EquityDesk&, const Pending&);

// What the firm of an application heard, for who watches it.
AskedFunds asked_funds(const Year&, const PrivateFunds&, const Firms&, const EquityDesk&, const Pending&);

} // namespace drumbeat
