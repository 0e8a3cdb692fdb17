// SPDX-License-Identifier: Apache-2.0
#include "sim/market.hpp"

#include "agents/maths.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {

LotResult award_lot(double money, double foreign_score, double foreign_plain_score, double noise, std::span<Bid> bids) {
    std::sort(bids.begin(), bids.end(),
              [](const Bid& a, const Bid& b) { return a.score != b.score ? a.score > b.score : a.tie > b.tie; });
    LotResult result;
    double left = money, best_cut = foreign_plain_score;
    bool cut = false;
    std::size_t valid = 0;
    while (valid < bids.size() && bids[valid].score > foreign_score && left > 0) {
        Bid& bid = bids[valid++];
        const bool builds = bid.to_order > 0 && left >= bid.capacity; // for the whole of its offer, or not at all
        bid.awarded = std::min(left, std::max(0.0, builds ? bid.capacity : bid.capacity - bid.to_order));
        left -= bid.awarded;
        if (std::abs(left) <= 1e-12 * money) bid.awarded += left, left = 0; // rounding is no lot
        result.domestic += bid.awarded;
        if (left > 0) {
            cut = true;
            best_cut = std::max(best_cut, bid.plain_score);
        }
    }
    if (left <= 0) return result;
    if (!cut) {
        result.lost_on_merit = left;
        return result;
    }
    result.lost_on_capacity = left;
    const auto weight = [&](double plain_score) { return maths::exp((plain_score - best_cut) / noise); };
    double weights = weight(foreign_plain_score);
    for (std::size_t i = 0; i < valid; ++i) weights += weight(bids[i].plain_score);
    for (std::size_t i = 0; i < valid; ++i) bids[i].unfilled = left * weight(bids[i].plain_score) / weights;
    return result;
}

} // namespace drumbeat
