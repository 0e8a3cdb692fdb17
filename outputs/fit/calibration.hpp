// SPDX-License-Identifier: Apache-2.0
// Fits parameters to stylised facts by simulated moments (McFadden 1989; Duffie & Singleton 1993; for agent-based
// models Grazzini & Richiardi 2015), and keeps an ensemble of sets that fit about as well.
#pragma once

#include "config/study.hpp"
#include "outputs/fit/identification.hpp"
#include "outputs/fit/validation.hpp"

#include <string>
#include <vector>

namespace drumbeat {

// What a moment should be, and what counts as one step away from it.
struct Target {
    Measure measure;
    double value = 0, scale = 1;
};

// Of the facts that a study fits: the source's figure, and half the width of its range.
std::vector<Target> targets_of(const Fit&);

// How far a country at rest lies outside the bands of balance (sim/batch/balance.hpp): import share, utilisation,
// capacity and exits, each in half-widths of its band, 0 within.
std::vector<double> imbalance_of(const Observed&);

// Root mean square over targets and the four terms of balance. A moment that cannot be measured counts as
// `missing_steps` away.
inline constexpr double missing_steps = 10;
double distance_of(const std::vector<Target>&, const std::vector<double>& moments,
                   const std::vector<double>& imbalance);

struct Member {
    std::vector<double> values; // of the fitted parameters
    Point point;                // the same on the cube
    double distance = 0;
    std::vector<double> moments; // means over replications, one per target
};

struct CalibrationResult {
    std::vector<Target> targets;
    std::vector<Member> tried;        // every candidate, in the order in which they were tried
    std::vector<std::size_t> members; // places of the accepted ones, the best first
    double threshold = 0;             // distance of the last of them
    double at_base = 0;               // distance of the base as it stands
};

// Every candidate has the same luck. A round for each of the search, and one for the base as it stands; a piece for
// each replication of each candidate.
CalibrationResult calibrate(const Scenario& base, const Fit&, const std::vector<Target>&, std::int64_t replications,
                            std::uint64_t seed, Rounds&);

// Each member against all facts with luck that no candidate was chosen by, and last, if asked, the base as it stands;
// one round.
inline constexpr std::int64_t fresh_replications = 8;
std::vector<std::vector<FactResult>> with_fresh_luck(const Scenario& base, const Fit&, const CalibrationResult&,
                                                     bool base_too, std::uint64_t seed, Rounds&);

// Pieces of both.
std::int64_t calibration_pieces(const Fit&, std::int64_t replications);

// A parameter's value on the edge [0, 1] of the cube, rounded to five digits as the ensemble file states it.
double value_at(const FittedParameter&, double x);
// The base with a member's values.
Scenario with_values(const Scenario& base, const Fit&, const std::vector<double>& values);

// What the fitted moments say about one parameter.
struct Identified {
    double low = 0, high = 0; // of the members
    double spread = 0;        // relative_spread
    double strength = 0;      // half-widths that the fitted moments move over the prior range, near the best member
    bool identified() const { return spread < largest_spread; }
    static constexpr double largest_spread = .75;
};
std::vector<Identified> identified_by(const CalibrationResult&);
std::vector<Direction> directions_of(const CalibrationResult&);

// The result in words, and the ensemble file; `checked` holds each member against all facts with fresh luck.
std::string calibration_text(const Fit&, const CalibrationResult&, const std::vector<FactResult>& base,
                             const std::vector<std::vector<FactResult>>& checked);
std::string ensemble_yaml(const std::string& base, const std::string& command, const Study&, const CalibrationResult&,
                          const std::vector<std::vector<FactResult>>& checked);

} // namespace drumbeat
