// SPDX-License-Identifier: Apache-2.0
// What a study says: per contrast, behaviour and factor levels, paired differences and the uncertainties about them.
// Four uncertainties stand side by side and are never merged: over luck, over accepted parameters, over behaviours,
// and the Monte Carlo error.
#pragma once

#include "config/study.hpp"
#include "outputs/files/results.hpp"
#include "outputs/statistics/statistics.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace drumbeat {

struct Interval {
    double low = missing, high = missing;
    bool assessed() const { return low <= high; }
    double width() const { return high - low; }
};

// An interval and what it spans, in words: "luck, under naive_npv", "behaviours".
struct NamedInterval {
    Interval interval;
    std::string over;
};

// The same under one accepted parameter set.
struct MemberEffect {
    Mean points;
    Equivalence equivalence;
    Interval luck, luck_unadjusted;
    double better_of_100 = missing, equal_of_100 = missing;
};

// From so many members on, the spread of their means is 5-95 %; with fewer, from the least to the largest.
inline constexpr std::size_t members_for_quantiles = 20;
Interval spread_over_members(const std::vector<double>& means); // takes two members at least

// One contrast, under one behaviour and one combination of factor levels. Over an ensemble, outcomes are averaged over
// its members, replication by replication, before anything else is done with them, so that replications stay the unit
// of the Monte Carlo error; but intervals over luck are those within a member, their ends averaged over members.
struct Effect {
    std::string contrast, treatment, control, behaviour; // names
    std::vector<std::string> levels;                     // one per factor
    Mean points; // share of firms that scaled up, percentage points; at equal money if so said
    bool at_equal_money = false;
    bool extra_money = false; // one of the two arms has more or less money, by design
    Mean points_unadjusted;
    Equivalence equivalence;
    Interval luck;                  // 5-95 % of the paired differences, points; at equal money like the mean
    double better_of_100 = missing; // of the same differences, strictly
    double equal_of_100 = missing;  // ties, which are neither better nor worse
    bool same_run = false;          // every outcome is equal to the bit in every replication: nothing was tested
    Interval luck_unadjusted;
    Mean investment_meur;
    Mean money_meur;
    double money_change = missing;     // in public money, relative to the control
    std::vector<MemberEffect> members; // none without an ensemble
    Interval parameters;               // spread of the members' means, points
    std::size_t dropped = 0;           // pairs left out because an outcome is missing
};

// One line of a detailed table: a quantity in both arms, and the difference.
struct Row {
    std::string name, unit; // "%" (differences in percentage points) or "meur"
    double control = missing, treatment = missing;
    Mean difference;
    Interval luck;
};

inline constexpr std::size_t constraint_count = 7;
// Shares of firm-years, in the order of the yearly quantities binding_constraint_*; missing when no years were kept.
using Constraints = std::array<double, constraint_count>;
std::array<std::string, constraint_count> constraint_names();

// The main contrast in full, under one behaviour.
struct Detail {
    Effect effect;
    std::vector<Row> rows;
    double correlation = missing, variance_ratio = missing; // what pairing bought
    double money_coefficient = missing;                     // points per per cent of public money
    double variance_kept = missing;                         // what the control variate left
    Constraints control{}, treatment{};
    NamedInterval widest; // of those assessed under this behaviour
    std::string sentence; // begins "In this model"
};

// What an arm asked of the stream, and what came: mean over segments by weight, mean over replications.
struct Dose {
    std::string arm;
    bool extra_money = false;
    double money_meur = missing, planned_meur = missing;
    double cv = missing, phi = missing, framework_years = missing, minimum_quantity = missing, notice_years = missing;
    double realised_cv = missing, realised_phi = missing, placed_cv = missing;
    double cv_reach = missing, phi_reach = missing;       // by how much the luck of these runs may have moved them
    double expected_cv = missing, expected_phi = missing; // that a series of so few years shows for the asked ones
    Interval neutral_factor;                              // 5-95 % of the rescaling; assessed under exact neutrality
};

// An outcome that the study asks for, arm by arm: mean over replications, and the paired difference from the first arm.
struct OutcomeCell {
    Mean value, difference;
    Interval luck; // 5-95 % of the paired differences
};
struct OutcomeTable {
    std::string name, unit, meaning;
    std::vector<OutcomeCell> cells; // [levels][arm][behaviour]
};

// With fewer pairs the slope of money would be guesswork, and differences stay as they came.
inline constexpr std::size_t pairs_for_equal_money = 10;

struct Verdict {
    std::string name, question, world; // world: the base scenario's name
    Origin origin;
    std::uint64_t seed = 0;
    std::int64_t replications = 0, asked_replications = 0;
    std::int64_t yearly_replications = 0; // of them keep their years
    std::int64_t failed = 0; // of the replications: a failure takes all cases along, so that pairs stay pairs
    std::size_t cases = 0;
    bool complete = false;
    int start_year = 0, end_year = 0, policy_from = 0;
    Neutral neutral;
    double margin = 2; // points within which an effect counts as none
    std::string placebo;
    std::map<std::string, std::string> labels;    // of arms, where they have one
    std::string ensemble;                         // accepted parameter sets; empty when they were not assessed
    std::size_t members = 0;                      // of it
    std::vector<std::string> factors;             // without that of the members, as are the levels
    std::vector<std::vector<std::string>> levels; // combinations, in case order; one empty one without factors
    std::vector<std::string> behaviours;
    std::vector<Contrast> contrasts; // the first is the main one
    std::vector<Effect> effects;     // [contrast][levels][behaviour]
    std::vector<Detail> details;     // main contrast, first levels, per behaviour
    std::vector<std::string> arms;
    std::vector<OutcomeTable> outcomes;    // those that the study asks for
    std::vector<Dose> doses;               // per arm, first levels, first behaviour
    NamedInterval over_behaviours;         // of the mean difference, main contrast, first levels
    std::optional<NamedInterval> headline; // the widest interval that was assessed
    std::vector<std::string> remarks;      // what a reader of the sentences must know beside them: signs that differ
    std::vector<std::string> dose_remarks; // money or dose that is not what was asked
    std::vector<std::string> warnings;     // stored with the run

    bool nothing_ran() const { return replications > 0 && failed == replications; }
    const Effect& effect(std::size_t contrast, std::size_t level, std::size_t behaviour) const {
        return effects[(contrast * levels.size() + level) * behaviours.size() + behaviour];
    }
    std::string label_of(const std::string& arm) const; // empty when it has none
};

// Throws FileProblem when the results do not hold the study's cases.
Verdict verdict_of(const Results&, const Study&);

} // namespace drumbeat
