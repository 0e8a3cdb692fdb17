// SPDX-License-Identifier: Apache-2.0
// All institutions, and the questions that the core asks them: the only page that names every one. Each returns at
// once, or the neutral answer, where it is absent. They stand in the order in which sums and factors are formed.
#pragma once

#include "sim/firm/funding.hpp"
#include "sim/institutions/bank.hpp"
#include "sim/institutions/civil_market.hpp"
#include "sim/institutions/ecosystems.hpp"
#include "sim/institutions/foreign_owners.hpp"
#include "sim/institutions/founders.hpp"
#include "sim/institutions/fund.hpp"
#include "sim/institutions/joint_orders.hpp"
#include "sim/institutions/ministry.hpp"
#include "sim/institutions/participations.hpp"
#include "sim/institutions/private_funds.hpp"
#include "sim/institutions/research_system.hpp"
#include "sim/institutions/sites.hpp"
#include "sim/institutions/subsidies.hpp"
#include "sim/institutions/suppliers.hpp"
#include "sim/institutions/threat.hpp"

namespace drumbeat {

struct Institutions {
    Participations participations;
    ResearchSystem research;
    Sites sites;
    Fund fund;
    Subsidies subsidies;
    ForeignOwners foreign_owners;
    Ecosystems ecosystems;
    Suppliers suppliers;
    CivilMarket civil_market;
    PrivateFunds private_funds;
    Founders founders;
    Ministry ministry;
    Bank bank;
};

// Institutions get their yearly money. Returns what procurement pays of it, meur.
double public_spending(Institutions&, const Year&, const Roll&, double planned_requirement, Firms&, Accounts&, Totals&);

// What is offered to a firm that would expand.
Support support_for(const Institutions&, const Year&, const Firms&, const Accounts&, Row row);
// Those who paid for its expansion have their part in it from now on.
void take_part(Institutions&, const Year&, Firms&, const Accounts&, Row row, const Funding&);

// Who holds a part of a firm has its part of what it paid out, and sells what is due: private funds before the state's,
// which sells with them.
void sell_holdings(Institutions&, const Year&, Firms&, Accounts&);

// What knowledge, innovations and the region make of each firm's unit cost.
void set_conditions(Institutions&, const Year&, Firms&);

// A firm is born.
void welcome(const Institutions&, Firms&, Row row);

// The policy begins: what is counted since then starts at nothing.
void policy_begins(Institutions&);
// Outcomes of institutions; missing where they do not exist.
void measure(const Institutions&, const Year&, const Firms&, const Totals&, RunRecord&);

} // namespace drumbeat
