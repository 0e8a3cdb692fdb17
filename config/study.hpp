// SPDX-License-Identifier: Apache-2.0
// A study: a base scenario, named arms and factors as overrides of it, behaviours, and how often luck is drawn.
#pragma once

#include "config/setting.hpp"
#include "config/value.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace drumbeat {

// comparison: arms against each other. balance: the foreign prices at which the base scenario is at rest.
// decomposition: one contrast, taken apart over the channels through which orders reach investment.
// validation: the base held against stylised facts. calibration: parameters fitted to such facts.
enum class StudyType { comparison, balance, decomposition, validation, calibration };
template <>
inline constexpr std::array<std::string_view, 5> names_of<StudyType>{"comparison", "balance", "decomposition",
                                                                     "validation", "calibration"};

// A named list of overrides: an arm of a study, or a level of a factor. `label` is a few words for a table, `label_nl`
// the same in Dutch.
struct Variant {
    std::string name, label;
    std::vector<Setting> settings;
    std::string like{}; // the arm that it starts like; its settings are among `settings`
    std::string label_nl{};
    // How it was written is no part of what it says.
    friend bool operator==(const Variant& a, const Variant& b) {
        return a.name == b.name && a.label == b.label && a.label_nl == b.label_nl && a.settings == b.settings;
    }
};

struct Factor {
    std::string name;
    std::vector<Variant> levels; // the first is the factor's base level
    friend bool operator==(const Factor&, const Factor&) = default;
};

struct NamedBehaviour {
    std::string name;
    Behaviour behaviour;
    friend bool operator==(const NamedBehaviour&, const NamedBehaviour&) = default;
};

struct Contrast {
    std::string name, treatment, control; // arms
    friend bool operator==(const Contrast&, const Contrast&) = default;
};

struct Recording {
    int yearly_replications = 1000000; // first replications whose years are kept; 0: none
    int firm_replications = 0;         // first replications whose firms and events are kept
    friend bool operator==(const Recording&, const Recording&) = default;
};

// A parameter that a calibration fits, and where it looks.
struct FittedParameter {
    std::string path;
    double low = 0, high = 0;
    friend bool operator==(const FittedParameter&, const FittedParameter&) = default;
};

// What a calibration fits, to what, and how long it searches.
struct Fit {
    std::vector<FittedParameter> parameters;
    std::vector<std::string> facts; // of config/facts.def, or names of single lines
    int candidates = 800, rounds = 4, members = 20;
    bool balance = true; // whether a country out of balance counts as far from the facts
    friend bool operator==(const Fit&, const Fit&) = default;
};

struct Study {
    StudyType type = StudyType::comparison;
    std::string name, question, question_nl; // the question in English and in Dutch
    Scenario base;                           // with the study's own `set:` applied
    std::int64_t replications = 100;         // 1 to 10,000,000
    std::uint64_t seed = 1;
    std::vector<Variant> arms;              // the first is the base arm (it may have no settings)
    std::vector<NamedBehaviour> behaviours; // empty: the base scenario's own, named "as_in_scenario"
    std::vector<Factor> factors;            // of a decomposition: its channels, each on and off
    std::string ensemble;                   // accepted parameter sets, by name: the last factor, `member`, holds them
    std::vector<std::string> channels;      // of a decomposition
    std::vector<Contrast> contrasts;        // the first is the main one
    std::string placebo;                    // arm whose scale-up share is deducted, or empty
    double equivalence_points = 2;          // percentage points within which an effect counts as none
    std::vector<std::string> outcomes;      // that the report shows arm by arm, beside the verdict
    Recording record;
    Fit fit; // of a calibration
    friend bool operator==(const Study&, const Study&) = default;
};

// The factor whose levels are the members of an ensemble: accepted sets of uncertain parameters.
inline constexpr std::string_view member_factor = "member";
std::size_t member_count(const Study&); // 0 without an ensemble

// A factor for each channel, called like it: `on` first, then `off`.
std::vector<Factor> channel_factors(const std::vector<std::string>& channels);

// One combination of arm, behaviour and factor levels, resolved to a scenario.
struct Case {
    std::string arm, behaviour;
    std::vector<std::string> levels; // one per factor
    Scenario scenario;
};

// How many cases a study has, and what is wrong with that number.
inline constexpr int most_cases = 100000;
double case_count(const Study&);
Fault check_case_count(const Study&);

// Every case in order: factors that change the world outermost, then behaviours, then factors of levers alone, arms
// innermost. So cases with the same years before the policy follow each other, and the arms of a contrast are
// neighbours. Problems carry the arm in their message.
// A parameter that both an arm and a level set, or levels of two factors, is an error: one would win unseen.
std::vector<Case> cases_of(const Study&, std::vector<Problem>&);

// How many cases follow each other that differ in arm and in levers alone.
std::size_t cases_per_world(const Study&);

// The study as a Dutch page shows it: its Dutch question and labels in the place of the others, where it has them.
Study in_dutch(Study);

// The study as YAML that reads back to the same value: base as resolved scenario inline, everything stated.
std::string resolved(const Study&);

} // namespace drumbeat
