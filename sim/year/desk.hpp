// SPDX-License-Identifier: Apache-2.0
// Memory for one year's work: one meaning a name, written before it is read, never read across years. Institutions keep
// their own.
#pragma once

#include "agents/market.hpp"
#include "sim/world/ahead.hpp"
#include "sim/world/draws.hpp"
#include "sim/world/roll.hpp"
#include "sim/world/work.hpp"

#include <cstdint>
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

struct Desk {
    Roll roll;
    YearDraws draws;
    Ahead ahead;
    TenderDesk tender;
    Loads loads;
    std::vector<std::pair<double, Area>> tenders; // by a number that was drawn for each, the least first
    Queue queue;                                  // of those who ask for money
    std::vector<double> doubled_load;
    PerFirm<WorkDone> work;
    Decision* watched = nullptr; // a decision to look at while it is taken
};

} // namespace drumbeat
