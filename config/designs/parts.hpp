// SPDX-License-Identifier: Apache-2.0
// What several designs are made of. Each part has one reader, one check, one echo and one schema (keys.hpp).
#pragma once

#include "config/behaviour.hpp"
#include "config/designs/keys.hpp"
#include "config/setting.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace drumbeat {

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
    bool relaxations = false; // and what alone would have turned each decision, which takes as long as all the rest
    int investor_replications = 0; // first replications whose investors and deals are kept
    friend bool operator==(const Recording&, const Recording&) = default;
};

// The factor whose levels are the members of an ensemble: accepted sets of uncertain parameters.
inline constexpr std::string_view member_factor = "member";

struct Comparison;
struct StudyReading;

// ---- readers: what a study file says, told where it is wrong. They go on what the file's base has become.

void read_arms(std::vector<Variant>&, StudyReading&);
void read_behaviours(std::vector<NamedBehaviour>&, StudyReading&);
void read_factors(std::vector<Factor>&, StudyReading&);
void read_over(Comparison&, StudyReading&);      // accepted parameter sets, as the last factor
void read_contrasts(Comparison&, StudyReading&); // and the placebo; without a list, every later arm against the first
void read_outcomes(std::vector<std::string>&, StudyReading&);
void read_recording(Recording&, StudyReading&);

// Warns of arms that state the same.
void look_for_same_arms(const Comparison&, StudyReading&);

// ---- echoes: text that reads back to the same value; empty where there is nothing to say, except of contrasts.

std::string echo(const Variant&, std::size_t indent);
std::string arms_text(const std::vector<Variant>&);
std::string behaviours_text(const std::vector<NamedBehaviour>&);
std::string factors_text(const Comparison&); // but for the members of an ensemble
std::string over_text(const Comparison&);
std::string contrasts_text(const Comparison&);
std::string recording_text(const Comparison&); // outcomes and record

} // namespace drumbeat
