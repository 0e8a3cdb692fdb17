// SPDX-License-Identifier: Apache-2.0
#include "agents/market.hpp"

#include "agents/maths.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

namespace {

constexpr auto goes_before = [](const Bid& a, const Bid& b) {
    return a.score != b.score ? a.score > b.score : a.tie > b.tie;
};

// What a bid gets of the money that is left. What it would build for the lot, it builds for the whole of its offer or
// not at all.
double served(const Bid& bid, double left) {
    const bool builds = bid.to_order > 0 && left >= bid.capacity;
    return std::min(left, std::max(0.0, builds ? bid.capacity : bid.capacity - bid.to_order));
}

// Weight of a bid in a logit of scores. They are taken against `best`, so that nothing overflows.
double weight_of(double plain_score, double best, double noise) { return maths::exp((plain_score - best) / noise); }

// Shares what is left, as bids would have had it with more capacity, by a logit of scores without noise against the
// foreign one's.
void share_unfilled(std::span<Bid> bids, double left, double foreign_plain_score, double best, double noise) {
    double weights = weight_of(foreign_plain_score, best, noise);
    for (const Bid& bid : bids) weights += weight_of(bid.plain_score, best, noise);
    for (Bid& bid : bids) bid.unfilled = left * weight_of(bid.plain_score, best, noise) / weights;
}

} // namespace

LotResult award_lot(double money, double foreign_score, double foreign_plain_score, double noise, std::span<Bid> bids) {
    std::sort(bids.begin(), bids.end(), goes_before);
    LotResult result;
    double left = money;
    double best_cut = foreign_plain_score;
    bool cut = false;
    std::size_t valid = 0;
    while (valid < bids.size() && bids[valid].score > foreign_score && left > 0) {
        Bid& bid = bids[valid++];
        bid.awarded = served(bid, left);
        left -= bid.awarded;
        if (std::abs(left) <= 1e-12 * money) { // rounding is no lot
            bid.awarded += left;
            left = 0;
        }
        result.domestic += bid.awarded;
        if (left <= 0) continue;
        cut = true;
        best_cut = std::max(best_cut, bid.plain_score);
    }
    if (left <= 0) return result;
    if (!cut) {
        result.lost_on_merit = left;
        return result;
    }
    result.lost_on_capacity = left;
    share_unfilled(bids.first(valid), left, foreign_plain_score, best_cut, noise);
    return result;
}

} // namespace drumbeat
