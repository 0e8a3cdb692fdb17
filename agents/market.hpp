// SPDX-License-Identifier: Apache-2.0
// The market: a lot and its bids in, awards out. It knows no firms.
#pragma once

#include <span>

namespace drumbeat {

struct Bid {
    double score = 0;       // tender score, noise included; ties broken by `tie`
    double plain_score = 0; // without noise
    double price = 1;
    double capacity = 0; // money that the bidder can still take on, at its price
    double tie = 0;      // keyed draw
    int bidder = 0;      // the caller's name for the bidder
    double to_order = 0; // of the capacity, money's worth that would be built on award
    double awarded = 0;  // out: money
    double unfilled = 0; // out: money that this bidder would have had with more capacity, expected over bid noise
};

struct LotResult {
    double domestic = 0;
    double lost_on_merit = 0;    // abroad for the length of the contract
    double lost_on_capacity = 0; // abroad for one year, then tendered again
};

// Awards a lot of `money`: bids are served in order of score while they beat the foreign score, each up to its
// capacity. What remains goes abroad: on capacity when a bid that beat the foreign one was cut, else on merit.
// `unfilled`: the remainder u times pi_i = exp(s_i/tau) / (exp(s_F/tau) + sum over cut bids exp(s_k/tau)).
// These never sum above u. Scores in pi are without noise.
LotResult award_lot(double money, double foreign_score, double foreign_plain_score, double noise, std::span<Bid> bids);

} // namespace drumbeat
