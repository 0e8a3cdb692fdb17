// SPDX-License-Identifier: Apache-2.0
// What one firm saw, weighed and could pay in one year. Where a run is watched, the rules themselves fill it; a run
// that is not watched does nothing more.
#pragma once

#include "agents/equity_market.hpp"
#include "sim/firm/funding.hpp"
#include "sim/firm/load.hpp"

#include <optional>
#include <span>
#include <vector>

namespace drumbeat {

// The same firm in another run of the same luck. Rows of the panel are given in the order of births, which differs.
struct FirmKey {
    int segment = 0, ordinal = 0, cohort = 0; // cohort: calendar year of birth, 0 for the first firms
};

// Demand that the firm expects of one production year. Volumes of the row at reference prices, meur.
struct ExpectedYear {
    double ordered = 0;    // work in hand, or called off this year
    double contracted = 0; // call-offs under contracts, as far as they are expected to hold
    double open = 0;       // the firm's share of what will be put out to tender
    double exports = 0, sustainment = 0;
    double sum = 0;
    double log_sd = 0; // of the sum, as perceived; the root of the sum of squares of its three parts:
    double sd_requirement = 0, sd_share = 0, sd_exports = 0;
    double other() const { return sum - ordered - contracted - open - exports - sustainment; } // work of other kinds
};

// The requirement of the firm's technology area over its plan, some years ahead.
struct HeardYear {
    Forecast own, announced; // by the firm's own rule; by the roadmap that it reads
    double believed = 1, log_sd = 0;
};

// What became of a firm's application in the year's market for equity.
struct AskedFunds {
    int investing = 0;        // funds that put money into firms, or hold something of this one
    int looked_elsewhere = 0; // of them, not at the firm's area
    int barred = 0;           // of them: may not finance what is this military, or are stopped by the screening
    int met = 0;              // of the others
    bool refused = false;     // its owners refused the terms of a fund that liked the firm
    RoundEnd end = RoundEnd::nobody_met;
    int funds = 0; // that joined its round
    double private_meur = 0;
    double secfund_meur = 0;
    double stake = 0; // of the firm, for both
};

struct Decision {
    // What is watched: the row, or the firm that the key names, and the calendar year.
    Row row;
    int year = 0;
    std::optional<FirmKey> key;

    // What was found.
    bool under_way = false; // while the year is simulated
    bool born = false;      // before the year's decisions
    bool taken = false;     // the firm lived, and decided
    FirmKey firm;
    SizeClass size_class = SizeClass::sme;
    Expectation expectation = Expectation::rational;
    InvestmentRule rule = InvestmentRule::npv; // as it is applied
    Reader reader = Reader::open;
    double weight = 1, size = 0, capacity = 0, under_construction = 0;
    double cash = 0, debt = 0, reserve = 0, earnings = 0, interest_rate = 0; // meur; interest per year
    double trust = 0, hazard = 0, share = 0;                                 // share: of what is put out to tender
    double unit_margin = 0, hurdle = 0, capital_per_output = 0;
    int build_lag = 0, lead = 0;
    int region = -1; // -1 where regions are not modelled
    int bids = 0, wins = 0;
    double built_to_order = 0;             // outlay decided in this year's tenders, meur
    bool as_if_certain = false;            // the forecast is valued as if it were certain
    std::vector<ExpectedYear> expected;    // [production year from now]
    std::vector<HeardYear> heard;          // [years ahead]
    std::vector<WeighedExpansion> weighed; // every candidate, in the order of the scenario
    Choice best;                           // the one that the panel tells of
    Applicant applicant;
    std::vector<WeighedExpansion> asked_for; // for which money was sought, in order; the last is built if one is
    std::optional<AskedFunds> asked_funds;   // where private investors are funds, and it asked them
    Binding binding = Binding::none;
    unsigned relaxations = 0;
    double invested = 0;
    bool expanded() const { return taken && binding == Binding::none; }
};

// The decision under way when it is this firm's, else null.
Decision* watching(Decision* watched, Row row);
// Opens the record when this is its year.
void open_decision(Decision* watched, const Year&, const Firms&);
// Who the firm is, what it expects of its plant and how it stands.
void witness_firm(const Year&, const Areas&, const Firms&, const Accounts&, std::span<const YearAhead> expected,
                  Decision&);
// What it heard of the requirement, and what it believes.
void witness_outlook(const Year&, const Areas&, const AreaView&, const Firms&, Decision&);
// Every expansion that its rule has before it, and how each would be paid.
void witness_choice(const Year&, const Prospect&, const Applicant&, const Support&, const Choice& best, Decision&);
// How the decision ended.
void close_decision(Decision* watched, const Firms&);

} // namespace drumbeat
