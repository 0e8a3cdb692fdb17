// SPDX-License-Identifier: Apache-2.0
// A study: a base scenario, how often luck is drawn, and a design: what is varied and what is asked of it.
#pragma once

#include "config/case_names.hpp"
#include "config/designs/all.hpp"
#include "config/points/points.hpp"
#include "config/setting.hpp"
#include "config/value.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

namespace drumbeat {

// What all kinds of study share, and the design of its kind.
struct Study {
    std::string name, question, question_nl; // the question in English and in Dutch
    Scenario base;                           // with the study's own `set:` applied
    std::int64_t replications = 100;         // 1 to 10,000,000
    std::uint64_t seed = 1;
    Design design;
    friend bool operator==(const Study&, const Study&) = default;
};

template <class D> bool is_a(const Study& study) { return std::holds_alternative<D>(study.design); }

bool compares(const Study&); // whether its runs are compared with each other: it has arms, outcomes and a verdict

// The comparison that a study makes, whatever its design adds to that; of a design that compares nothing, an empty one.
const Comparison& comparison_of(const Study&);

// The same to be changed; of a design that compares nothing, std::bad_variant_access is thrown.
Comparison& comparison_in(Study&);

const std::vector<NamedBehaviour>& behaviours_of(const Study&); // of a validation too

std::size_t member_count(const Study&); // 0 without an ensemble

// The worlds of a sampled design, and how many they are; none of another.
Points points_of(const Study&);
std::size_t point_count(const Study&);

// What tells cases apart beside arm and behaviour: the factors, and of a sampled design the point.
std::vector<std::string> factor_names(const Study&);

// One combination of arm, behaviour and factor levels (see factor_names), resolved to a scenario.
struct Case : CaseName {
    Scenario scenario;
};

// How many cases a study has, and what is wrong with that number.
inline constexpr double most_cases = 1e7;
double case_count(const Study&);
Fault check_case_count(const Study&);

// Every case in order: points outermost, then factors that change the world, behaviours, then factors of levers alone,
// arms innermost. So cases with the same years before the policy follow each other, and the arms of a contrast are
// neighbours. Problems carry the arm in their message.
// A parameter that both an arm and a level set, or levels of two factors, is an error: one would win unseen.
std::vector<Case> cases_of(const Study&, std::vector<Problem>&);

// The same problems, without keeping the cases: of a large study only one is there at a time. `see` hears each.
void check_cases_of(const Study&, std::vector<Problem>&, const std::function<void(Case&&)>& see = {});

// How many cases follow each other that differ in arm and in levers alone.
std::size_t cases_per_world(const Study&);

// The study as a Dutch page shows it: its Dutch question and labels in the place of the others, where it has them.
Study in_dutch(Study);

// The study as YAML that reads back to the same value: base as resolved scenario inline, everything stated.
std::string resolved(const Study&);

} // namespace drumbeat
