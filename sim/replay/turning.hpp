// SPDX-License-Identifier: Apache-2.0
// What would have turned a firm's decision: for each parameter of the order stream of its technology area, the smallest
// change of that one parameter of the case after which the same firm, under the same luck, decides otherwise.
#pragma once

#include "config/parameter.hpp"
#include "sim/replay/replay.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace drumbeat {

// One parameter, and the nearest value that was found to turn the decision. A decision need not be monotone in a
// parameter: luck falls otherwise on other lots. So a grid is tried outwards from the value of the case, and the first
// step that turns the decision is bisected; smaller changes than those tried may turn it too.
struct Turn {
    const Parameter* parameter = nullptr;
    std::string path; // "segments.sensors.orders.cv"
    double low = 0;   // what was tried: the plausible range, or the allowed one where none is stated
    double high = 0;
    double from = 0;           // of the case
    std::optional<double> to;  // turns the decision; none: no value that was tried does
    double stays = 0;          // with `to`: the nearest value tried on the way that does not turn it
    int tried = 0;             // replays
    bool begins_later = false; // a lever, and the decision lies before the policy
    double relative() const { return high > low && to ? (*to > from ? *to - from : from - *to) / (high - low) : 1; }
};

inline constexpr int grid_steps = 16; // over the range, of a number; whole numbers are tried one by one
inline constexpr int bisections = 8;

// The nearest value in [low, high] for which `turns` holds: grid outwards from `from`, then bisection between the first
// value that turns and its neighbour towards `from`. Fills to, stays and tried.
void search_turn(Turn&, const std::function<bool(double)>& turns);

// Every lever and uncertainty among the parameters of the order stream of the firm's area, and what is found of each.
std::vector<Place> places_tried(const Scenario& arm, const Decision&);
Turn turn_at(Replay&, const Decision&, const Place&);
void sort_by_size(std::vector<Turn>&); // smallest relative change first, those that turn nothing last

// All of them, one after the other, smallest relative change first. `batch_turning.hpp` does it on several threads.
std::vector<Turn> turns_of(Replay&, const Decision&);

} // namespace drumbeat
