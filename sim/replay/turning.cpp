// SPDX-License-Identifier: Apache-2.0
#include "sim/replay/turning.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

namespace drumbeat {

namespace {

bool is_whole(const Turn& turn) { return turn.parameter && turn.parameter->type != "number"; }

// The values to try, nearest first; of two as near, the lower.
std::vector<double> grid_of(const Turn& turn) {
    std::vector<double> grid;
    const double step = is_whole(turn) ? 1 : (turn.high - turn.low) / grid_steps;
    for (double value = turn.low; step > 0 && value <= turn.high + step * 1e-6; value += step)
        if (std::abs(value - turn.from) > step * 1e-6) grid.push_back(std::min(value, turn.high));
    std::stable_sort(grid.begin(), grid.end(),
                     [&](double a, double b) { return std::abs(a - turn.from) < std::abs(b - turn.from); });
    return grid;
}

double read(const std::string& text) {
    if (text == "true" || text == "false") return text == "true" ? 1 : 0;
    double value = 0;
    read_number(text, value);
    return value;
}

std::string text_for(const Parameter& parameter, double value) {
    if (parameter.type == "boolean") return value_text(value > .5);
    if (parameter.type == "integer") return value_text(static_cast<int>(std::lround(value)));
    return value_text(value);
}

bool is_tried(const Parameter& p) {
    return p.path.starts_with("segments.*.orders.") && p.kind != Kind::setting && p.type != years_type;
}

Turn turn_for(const Replay& replay, const Place& place) {
    Turn turn;
    turn.parameter = place.parameter;
    turn.path = path_of(place, replay.arm());
    const bool stated = place.parameter->likely.law != Law::none;
    turn.low = stated ? place.parameter->likely.low : place.parameter->range.low;
    turn.high = stated ? place.parameter->likely.high : place.parameter->range.high;
    turn.from = read(text_of(place, replay.arm()));
    return turn;
}

// What the run makes of a value up to the year of the decision: values that it cannot tell apart are one. Lots do not
// slip by more or less where none slips, nor is a promise broken until later where none is broken.
double as_read(const Turn& turn, const Replay& replay, const Decision& was, double value) {
    const auto segment = static_cast<std::size_t>(was.firm.segment);
    const OrderStream& orders = replay.arm().segments[segment].orders;
    const std::string_view name = turn.parameter->name;
    const bool breach = name.starts_with("breach_") && name != "breach_probability";
    const bool slippage = name.starts_with("slippage_") && name != "slippage_probability";
    if (breach && orders.breach_probability <= 0) return turn.from;
    if (slippage && orders.slippage_probability <= 0) return turn.from;
    if (name == "early_noise" && orders.early_involvement <= 0) return turn.from;
    if (name != "breach_until") return value;
    const double first = replay.arm().time.policy_from - 1;
    const double last = was.year;
    return std::clamp(value, first, std::max(first, last));
}

// Whether the firm decides otherwise with another value. A value that the scenario does not allow, or that cannot be
// simulated, turns nothing; nor does one under which the firm does not exist.
bool turns_it(Replay& replay, const Decision& was, const Place& place, double value) {
    Scenario changed = replay.arm();
    if (place.parameter->set(changed, place.segment, text_for(*place.parameter, value))) return false;
    if (has_errors(check(changed))) return false;
    try {
        const Decision now = replay.decision_in_area(was.firm, was.year, changed);
        return now.taken && now.expanded() != was.expanded();
    } catch (const RunFailure&) {
        return false;
    }
}

} // namespace

void search_turn(Turn& turn, const std::function<bool(double)>& turns) {
    const auto tried = [&](double value) {
        ++turn.tried;
        return turns(value);
    };
    double below = turn.from; // the farthest values on either side that do not turn it
    double above = turn.from;
    for (const double value : grid_of(turn)) {
        double& stays = value < turn.from ? below : above;
        if (!tried(value)) {
            stays = value;
            continue;
        }
        turn.to = value;
        turn.stays = stays;
        break;
    }
    if (!turn.to || is_whole(turn)) return;
    for (int i = 0; i < bisections; ++i) {
        const double middle = .5 * (turn.stays + *turn.to);
        double& nearer = tried(middle) ? *turn.to : turn.stays;
        nearer = middle;
    }
}

std::vector<Place> places_tried(const Scenario& arm, const Decision& was) {
    std::vector<Place> tried;
    for (const Place& place : places(arm))
        if (is_tried(*place.parameter) && place.segment == static_cast<std::size_t>(was.firm.segment))
            tried.push_back(place);
    return tried;
}

Turn turn_at(Replay& replay, const Decision& was, const Place& place) {
    Turn turn = turn_for(replay, place);
    turn.begins_later = place.parameter->kind == Kind::lever && was.year < replay.arm().time.policy_from;
    if (turn.begins_later) return turn;
    std::map<double, bool> known{{as_read(turn, replay, was, turn.from), false}}; // by what is read
    search_turn(turn, [&](double value) {
        const auto [entry, is_new] = known.try_emplace(as_read(turn, replay, was, value));
        if (is_new) entry->second = turns_it(replay, was, place, value);
        return entry->second;
    });
    return turn;
}

void sort_by_size(std::vector<Turn>& turns) {
    std::stable_sort(turns.begin(), turns.end(),
                     [](const Turn& a, const Turn& b) { return a.to && (!b.to || a.relative() < b.relative()); });
}

std::vector<Turn> turns_of(Replay& replay, const Decision& was) {
    std::vector<Turn> turns;
    for (const Place& place : places_tried(replay.arm(), was)) turns.push_back(turn_at(replay, was, place));
    sort_by_size(turns);
    return turns;
}

} // namespace drumbeat
