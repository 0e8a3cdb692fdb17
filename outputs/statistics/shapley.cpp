// SPDX-License-Identifier: Apache-2.0
#include "outputs/statistics/shapley.hpp"

#include <bit>
#include <stdexcept>

namespace drumbeat {
namespace {

// Share of all orders of n players in which exactly those of a coalition of size s come before a player:
// s! (n - s - 1)! / n!, for s = 0 .. n-1.
std::vector<double> weights_by_size(std::size_t n) {
    std::vector<double> weights(n, 1.0 / static_cast<double>(n));
    for (std::size_t s = 1; s < n; ++s)
        weights[s] = weights[s - 1] * static_cast<double>(s) / static_cast<double>(n - s);
    return weights;
}

} // namespace

std::vector<double> shapley_values(std::span<const double> worth) {
    if (!std::has_single_bit(worth.size()) || worth.size() > std::size_t{1} << most_players)
        throw std::invalid_argument("a game has a worth for each coalition: 1, 2, 4, ... of them");
    const auto n = static_cast<std::size_t>(std::countr_zero(worth.size()));
    const std::vector<double> weights = weights_by_size(n);
    std::vector<double> values(n, 0.0);
    for (std::size_t player = 0; player < n; ++player)
        for (std::size_t without = 0; without < worth.size(); ++without) {
            const std::size_t with = without | std::size_t{1} << player;
            if (with == without) continue;
            values[player] +=
                weights[static_cast<std::size_t>(std::popcount(without))] * (worth[with] - worth[without]);
        }
    return values;
}

} // namespace drumbeat
