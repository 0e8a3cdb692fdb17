// SPDX-License-Identifier: Apache-2.0
// The market for equity of one year: applications and offers in, rounds out. It knows no firms and no funds, only
// columns; ties go by key, so that the order of rows decides nothing. Money in meur.
//
// Leads are found by deferred acceptance, with the applicants asking (Gale and Shapley 1962): an applicant asks for its
// largest size first, at each size the fund that leaves the owners most; a fund keeps what it likes best while it has
// deals and money left for it. Then the public fund serves those that have a lead, in its own order; what the lead
// does not carry goes to other funds that like the round; what is not filled is asked for at the next smaller size.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace drumbeat {

inline constexpr double unlimited = 1e12; // money or deals of who has no limit

// A fund that may be met, and its place in a race that is drawn: the least are met.
struct Encounter {
    std::uint64_t fund_key = 0;
    double race = 0;
    int fund = 0;
};
// Puts those who are met first, in the order of the race, and returns how many they are: at most `most`.
int those_met(std::span<Encounter>, int most);

// A size that the applicant would build.
struct RoundSize {
    double need = 0;        // that investors have to bring, of all firms of the row
    double public_most = 0; // of it, that the public fund may bring to one firm
};

// A fund that an applicant meets about one size.
struct Talk {
    int fund = 0;
    int size = 0;      // of the applicant's, counted from its largest
    double liking = 0; // by the fund, without the public fund: it joins from 0 on
    double stake = 0;  // that the owners would give away: they ask where it is least
    double race = 0;   // where stakes are equal
    double most = 0;   // that the fund may put into one firm
};

struct Application {
    std::uint64_t key = 0;
    double place = 0;        // in the public fund's order, the least first
    double weight = 1;       // like firms that the row stands for
    bool has_public = false; // the public fund holds something of it already: it may come back without a deal
    int first_size = 0;
    int sizes = 0;
    int first_talk = 0;
    int talks = 0;
};

struct FundOffer {
    std::uint64_t key = 0;
    double deals = 0;      // that it can still make this year, in firms: it makes one while a whole one is left
    double powder = 0;     // money that it can still promise
    double ticket_min = 0; // for one firm
};

// The public fund: beside private leads only, on the same terms.
struct PublicOffer {
    double cash = 0;
    double reserved = 0;   // of it, for those of whom it holds something
    double deals = 0;      // with others
    double ticket_min = 0; // for one firm
    double liking = 0;     // that private funds add to a round for its presence
};

struct EquityDemand {
    std::vector<Application> applications;
    std::vector<RoundSize> sizes; // of each applicant together, the largest first
    std::vector<Talk> talks;      // of each applicant together
};
struct EquitySupply {
    std::vector<FundOffer> funds;
    PublicOffer fund;
};

// What became of an application; where no round came about, how far it came.
enum class RoundEnd : std::uint8_t { nobody_met, not_liked, no_powder, no_deal_left, not_filled, closed };

struct RoundResult {
    int size = -1; // that is financed; -1: none
    int lead = -1;
    double private_meur = 0;
    double public_meur = 0;
    int first_ticket = 0; // private, the lead's first
    int tickets = 0;
    RoundEnd end = RoundEnd::nobody_met;
};
struct Ticket {
    int fund = 0;
    double meur = 0;
};
struct EquityRounds {
    std::vector<RoundResult> of; // each application
    std::vector<Ticket> tickets;
};

// Memory of a clearing: written before it is read.
struct EquityMemory {
    std::vector<int> order;              // of talks, as each applicant asks
    std::vector<int> applicant;          // of each talk
    std::vector<int> asks;               // by application: its place in `order`
    std::vector<int> inbox;              // talks that funds look at together
    std::vector<int> in_line;            // applications with a lead, in the public fund's order
    std::vector<std::uint8_t> is_held;   // by application
    std::vector<std::uint8_t> is_struck; // by talk
    std::vector<double> planned;         // by application: what its lead means to carry
    std::vector<double> deals;           // by fund: left
    std::vector<double> powder;
};

void clear_equity(const EquityDemand&, const EquitySupply&, EquityMemory&, EquityRounds&);

} // namespace drumbeat
