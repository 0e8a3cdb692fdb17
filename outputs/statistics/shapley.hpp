// SPDX-License-Identifier: Apache-2.0
// The fair split of a sum among those who bring it about together.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace drumbeat {

// What each player adds to a coalition, averaged over all orders in which the players may join (Shapley 1953):
//   phi_i = sum over S without i of |S|! (n - |S| - 1)! / n! * (worth(S + i) - worth(S)).
// `worth` has one value for each of the 2^n coalitions; bit i of the index says whether player i is in. The values sum
// to worth(everybody) - worth(nobody), up to rounding. Throws std::invalid_argument when the number of coalitions is no
// power of two, or above 2^most_players.
inline constexpr std::size_t most_players = 16;
std::vector<double> shapley_values(std::span<const double> worth);

} // namespace drumbeat
