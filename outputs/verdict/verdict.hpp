// SPDX-License-Identifier: Apache-2.0
// What a study says: per contrast, behaviour and factor levels, paired differences and the uncertainties about them.
// Four uncertainties stand side by side and are never merged: over luck, over accepted parameters, over behaviours,
// and the Monte Carlo error.
#pragma once

#include "config/accepted_ranges.hpp"
#include "config/bilingual.hpp"
#include "config/study.hpp"
#include "outputs/files/results.hpp"
#include "outputs/statistics/statistics.hpp"
#include "outputs/verdict/sampled.hpp"

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

// From so many members on, the spread of their means is 5-95 %; with fewer, from the least to the largest.
inline constexpr std::size_t members_for_quantiles = 20;
Interval spread_over_members(const std::vector<double>& means); // takes two members at least

// One quantity of a contrast: both arms, and their difference pair by pair. Over an ensemble, outcomes are averaged
// over its members, replication by replication, before anything else is done with them, so that replications stay the
// unit of the Monte Carlo error; but intervals over luck are those within a member, their ends averaged over members.
struct Difference {
    double control = missing, treatment = missing; // means of the arms
    Mean mean;                                     // of the differences; at equal money if so said
    bool at_equal_money = false;
    Mean unadjusted;
    Equivalence equivalence;        // of the mean; where a quantity has no band that counts as none, against 0
    Interval luck;                  // 5-95 % of the paired differences; at equal money like the mean
    double better_of_100 = missing; // of the same differences, strictly
    double equal_of_100 = missing;  // ties, which are neither better nor worse
    Interval luck_unadjusted;
    double money_coefficient = missing; // of the difference per per cent of public money
    double variance_kept = missing;     // what the control variate left
    std::size_t dropped = 0;            // pairs left out because an outcome is missing
    std::vector<Difference> members;    // the same under each accepted parameter set; none without an ensemble
    Interval parameters;                // spread of the members' means, or a stored one of the same question
};

// What a range stands on that is no result of the study itself, but a stored one of the same question and model.
struct StoredRange {
    std::string ensemble;
    int sets = 0, replications = 0;                         // of each set
    double capacity_error = missing, firms_error = missing; // Monte Carlo error of a set's mean, points
};

// The number of firms that scale up answers to a definition: any growth counts, what shrinks is deducted, or only what
// is kept to the end counts; and growth by how much. Recomputed from every run.
struct Count {
    std::string kind; // "any", "net", "retained"
    double growth = missing;
    Difference firms; // points of 100 firms
};

// What the definitions say together. A sign is told when the 90 % interval of a mean leaves 0 out.
enum class Counting {
    untold,  // none of them tells a sign, or they were not recorded
    same,    // all tell the same sign
    partly,  // some tell a sign, others none
    opposite // some tell more firms, others fewer
};

// Of the country or of the areas that a contrast is about.
struct Quantities {
    Difference capacity;       // growth of domestic capacity under the policy, percentage points
    Difference added_capacity; // the same in million euro of output a year
    Difference investment;     // in expansion, million euro
    Difference firms;          // of 100 firms, how many scaled up, points
};

// Runs of a contrast that failed: of the cases of its two arms, under all behaviours and conditions.
struct Lost {
    std::int64_t runs = 0, failed = 0;
    std::int64_t pairs = 0, lacking = 0; // pairs of runs; those left out since one of the two failed. Of a part of a
                                         // study, where failed and missing runs look alike, none are counted
    std::vector<std::string> first;      // of those that failed: "case 3 (stable/careful), replication 17"
    bool too_many() const { return 100 * failed > runs; } // above 1 % what is left may be another selection of luck
};

// One contrast, under one behaviour and one combination of factor levels.
struct Effect {
    std::string contrast, treatment, control, behaviour; // names
    std::vector<std::string> levels;                     // one per factor
    bool extra_money = false;                            // one of the two arms has more or less money, by design
    // The technology areas in which alone the arms differ, or that were asked for; none: the country. What is said is
    // said of them; `national` is then the country.
    std::vector<std::string> areas;
    Difference capacity, added_capacity, investment, firms; // as in Quantities
    std::optional<Quantities> national;
    std::vector<Count> counts; // of the areas by "any" alone
    Counting counting = Counting::untold;
    Mean money_meur;
    double money_change = missing; // in public money, relative to the control
    bool withheld = false;         // too many of the contrast's runs failed: no verdict is given
    bool same_run = false;         // every outcome is equal to the bit in every replication: nothing was tested
    std::string question;          // fingerprint of the two resolved scenarios, without what an ensemble's members set
    std::optional<StoredRange> stored_range; // where `parameters` is not the study's own
};

// One line of a detailed table: a quantity in both arms, and the difference.
struct DetailRow {
    std::string name, unit; // "%" (differences in percentage points) or "meur"
    double control = missing, treatment = missing;
    Mean difference;
    Interval luck;
};

inline constexpr std::size_t constraint_count = 7;
// Shares of firm-years, in the order of the yearly quantities binding_constraint_*; missing when no years were kept.
using Constraints = std::array<double, constraint_count>;
std::array<std::string, constraint_count> constraint_names();

// A technology area, or a size class of firms.
struct GroupQuantities {
    std::string name;
    Quantities of;
};

// The main contrast in full, under one behaviour; rows and constraints are of the effect's areas, if it has any.
struct Detail {
    Effect effect;
    std::vector<DetailRow> rows;
    double correlation = missing, variance_ratio = missing; // what pairing bought, for the growth of capacity
    Constraints control{}, treatment{};
    NamedInterval widest;                      // of those assessed under this behaviour, of the growth of capacity
    std::vector<GroupQuantities> areas, sizes; // each by itself; none where they were not recorded
    std::string sentence;                      // begins "In this model"
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

// One arm by itself, under one behaviour and the first levels: what luck makes of it.
struct Spread {
    std::string arm, behaviour;
    struct Line {
        std::string outcome, unit; // unit: "%" or "meur"
        Mean mean;
        Interval luck; // 5-95 % of the runs
    };
    std::vector<Line> lines;
};

// An outcome that the study asks for, arm by arm: mean over replications, and the paired difference from the first arm.
struct OutcomeCell {
    Mean value, difference;
    Interval luck; // 5-95 % of the paired differences
};
struct OutcomeTable {
    std::string name, unit, meaning;
    std::vector<OutcomeCell> cells; // [levels][arm][behaviour]
    std::string over_runs;          // how runs are put together: "mean of the runs", "sum over sum of all runs"
};

// With fewer pairs the slope of money would be guesswork, and differences stay as they came.
inline constexpr std::size_t pairs_for_equal_money = 10;

// What a reader wants to see first; empty: all, and the study's own main contrast and first levels.
struct Selection {
    std::string contrast, behaviour, area;
    std::vector<std::string> condition; // names of levels
    bool any() const { return !(contrast.empty() && behaviour.empty() && area.empty() && condition.empty()); }
};

// Why a contrast has no range over accepted parameters, and what would give it.
struct NoRange {
    enum class Because { other_model, other_question, one_area } because = Because::other_question;
    std::size_t lacking = 0, cases = 0; // of the main contrast: behaviours and conditions
    std::string ensemble;               // one of accepted sets for this world; empty: none is known
};

struct Verdict {
    std::string name, question, world; // world: the base scenario's name
    Origin origin;
    std::uint64_t seed = 0;
    std::int64_t replications = 0, asked_replications = 0;
    std::int64_t yearly_replications = 0; // of them keep their years
    std::int64_t runs = 0, failed = 0;    // of all cases; a failure takes its pair along
    std::size_t cases = 0;
    bool complete = false;
    int start_year = 0, end_year = 0, policy_from = 0;
    Neutral neutral;
    double margin = 2; // points within which an effect on capacity growth, or on firms, counts as none
    std::string placebo;
    std::map<std::string, std::string> labels;                               // of arms, where they have one
    std::map<std::pair<std::string, std::string>, std::string> level_labels; // by factor and level, where they have one
    std::string ensemble;                         // accepted parameter sets; empty when they were not assessed
    std::optional<NoRange> no_range;              // where stored ranges were looked for
    std::size_t members = 0;                      // of it
    std::vector<std::string> factors;             // without that of the members, as are the levels
    std::vector<std::vector<std::string>> levels; // combinations, in case order; one empty one without factors
    std::vector<std::string> behaviours;
    std::vector<std::optional<Behaviour>> rules; // of the behaviours; none where classes of firms differ
    std::vector<std::string> areas;              // technology areas of the world
    Selection selection;                         // what was chosen stands first in contrasts, levels, behaviours
    double growth = missing;                     // by which a firm has scaled up, scale_up.growth
    std::vector<Contrast> contrasts;             // the first is the main one
    std::vector<Effect> effects;                 // [contrast][levels][behaviour]
    std::vector<Lost> lost;                      // [contrast]
    std::vector<Detail> details;                 // main contrast, first levels, per behaviour
    std::vector<std::string> arms;
    std::vector<OutcomeTable> outcomes;    // those that the study asks for
    std::vector<Spread> spreads;           // [arm][behaviour]
    std::vector<Dose> doses;               // per arm, first levels, first behaviour
    NamedInterval over_behaviours;         // of the growth of capacity: mean difference, main contrast, first levels
    NamedInterval firms_over_behaviours;   // the same of firms that scaled up
    std::optional<NamedInterval> headline; // the widest interval that was assessed, of the growth of capacity
    std::vector<Bilingual> remarks;        // what a reader of the sentences must know beside them: signs that differ
    std::vector<Bilingual> dose_remarks;   // money or dose that is not what was asked
    std::vector<Bilingual> warnings;       // stored with the run
    std::optional<Sampled> sampled;        // of a sampled study; all else is then averaged over its points

    bool nothing_ran() const { return runs > 0 && failed == runs; }
    const Effect& effect(std::size_t contrast, std::size_t level, std::size_t behaviour) const {
        return effects[(contrast * levels.size() + level) * behaviours.size() + behaviour];
    }
    std::string label_of(const std::string& arm) const;                                    // empty when it has none
    std::string label_of_level(const std::string& factor, const std::string& level) const; // the same
};

// Throws FileProblem when the results do not hold the study's cases, or not what was chosen, with the names there are.
// `stored` are ranges over accepted parameters that may be of the same question and model; null: none are looked for.
Verdict verdict_of(const Results&, const Study&, const Selection& = {}, const AcceptedRanges* stored = nullptr);

} // namespace drumbeat
