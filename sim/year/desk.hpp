// SPDX-License-Identifier: Apache-2.0
// Memory for one year's work: one meaning a name, written before it is read, never read across years. Institutions keep
// their own.
#pragma once

#include "agents/equity_market.hpp"
#include "agents/market.hpp"
#include "sim/firm/application.hpp"
#include "sim/firm/decide.hpp"
#include "sim/world/ahead.hpp"
#include "sim/world/draws.hpp"
#include "sim/world/roll.hpp"
#include "sim/world/work.hpp"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace drumbeat {

struct Decision;

// Firms by a number that was drawn for each, the least first.
using Queue = std::vector<std::pair<double, Row>>;

struct TenderDesk {
    std::vector<double> lot_sizes;         // of one line
    std::vector<std::uint32_t> race_words; // of as many lots as a block has words, [firm of the area][lot]
    std::vector<std::uint32_t> threshold;  // by firm of the area: a word from here on is too late in the race
    Queue entrants;                        // of one lot
    std::vector<Bid> bids;
    Loads contract; // of the contract that is weighed
};

// A firm that has decided what to build, but for the money of investors.
struct Pending {
    Row row;
    int application = -1; // in the market; -1: it needs none
    Investors investors = Investors::home;
    MoneyAsked asked;
    bool refused_by_bank = false;
    std::optional<WeighedExpansion> own; // what it can pay without
};

struct PendingFounder {
    int place = 0; // among those who wait
    int application = -1;
};

struct EquityDesk {
    std::vector<PendingFounder> founders;
    std::vector<Pending> pending;        // in the order of the queue
    std::vector<WeighedExpansion> sizes; // that need investors, as in the demand
    std::vector<WeighedExpansion> tried; // of one firm
    std::vector<RoundTerms> terms;       // by talk of the demand
    std::vector<Applicant> applicants;   // by application
    std::vector<std::uint8_t> declined;  // by application: owners refused a fund that liked it
    std::vector<int> meetings;           // by application: with how many funds
    std::vector<Encounter> encounters;   // of one application
    std::vector<double> met;             // by fund: firms that applied and met it, by weight
    EquityDemand demand;
    EquitySupply supply;
    EquityMemory memory;
    EquityRounds rounds;
    EquityRounds without_fund;
};

struct Desk {
    Roll roll;
    YearDraws draws;
    Ahead ahead;
    TenderDesk tender;
    Loads loads;
    std::vector<std::pair<double, Area>> tenders; // by a number that was drawn for each, the least first
    Queue queue;                                  // of those who ask for money
    EquityDesk equity;
    std::vector<double> doubled_load;
    PerFirm<WorkDone> work;
    Decision* watched = nullptr; // a decision to look at while it is taken
};

} // namespace drumbeat
