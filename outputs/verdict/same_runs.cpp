// SPDX-License-Identifier: Apache-2.0
// Arms that turn out to be one run: nothing was tested by comparing them, which is not the same as no effect.
#include "outputs/pages/language.hpp"
#include "outputs/verdict/parts.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

namespace drumbeat {
namespace {

bool same_bits(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

// An outcome that one arm does not have is nothing where the other's is 0: an institution that is there and idle.
bool equal(double a, double b) {
    if (std::isnan(a) || std::isnan(b)) return (std::isnan(a) || a == 0) && (std::isnan(b) || b == 0);
    return same_bits(a, b);
}

bool same_outcome(const Cases& cases, Outcome outcome, const Key& t, const Key& c) {
    const std::vector<double> treatment = cases.outcome(outcome, t), control = cases.outcome(outcome, c);
    return std::equal(treatment.begin(), treatment.end(), control.begin(), control.end(), equal);
}

bool same_in_every_outcome(const Cases& cases, const Key& t, const Key& c) {
    for (std::size_t i = 0; i < outcome_count; ++i)
        if (!same_outcome(cases, static_cast<Outcome>(i), t, c)) return false;
    return true;
}

// Effects of a contrast that are one run: their conditions in words, none where all of them are.
Bilingual conditions_of(const Verdict& v, const std::vector<const Effect*>& same, std::size_t all) {
    if (same.size() == all) return {};
    std::vector<std::string> texts;
    for (const Effect* e : same) {
        const std::string levels = level_text(v, e->levels);
        texts.push_back(levels.empty() ? e->behaviour : e->behaviour + ", " + levels);
    }
    constexpr std::size_t most = 3;
    const std::size_t more = texts.size() > most ? texts.size() - most : 0;
    if (more > 0) texts.resize(most);
    Bilingual conditions = joined(texts, "; ");
    if (more > 0) conditions = say_in_both(Phrase::remark_and_more, {conditions, std::to_string(more)});
    return say_in_both(Phrase::remark_only_under, {conditions});
}

// One scenario under two names is a placebo; two scenarios that are one run differ in what nothing reads.
Bilingual remark_on(const Verdict& v, const Cases& cases, const std::vector<const Effect*>& same, std::size_t all) {
    const Effect& e = *same.front();
    const Key t{e.treatment, e.behaviour, e.levels}, c{e.control, e.behaviour, e.levels};
    const Bilingual replications = v.replications == 1
                                       ? say_in_both(Phrase::remark_one_replication)
                                       : say_in_both(Phrase::remark_all_replications, {std::to_string(v.replications)});
    const bool one_scenario = cases.scenario(t) == cases.scenario(c);
    return say_in_both(one_scenario ? Phrase::remark_same_scenario : Phrase::remark_same_run,
                       {e.treatment, e.control, conditions_of(v, same, all), replications});
}

} // namespace

void mark_same_run(const Cases& cases, Effect& e) {
    if (e.capacity.mean.count == 0) return;
    const auto treatments = cases.each({e.treatment, e.behaviour, e.levels});
    const auto controls = cases.each({e.control, e.behaviour, e.levels});
    for (std::size_t m = 0; m < treatments.size(); ++m)
        if (!same_in_every_outcome(cases, treatments[m], controls[m])) return;
    e.same_run = true;
    for (Difference* measure : {&e.capacity, &e.added_capacity, &e.investment, &e.firms}) {
        measure->equivalence.answer = Answer::same_run;
        for (Difference& member : measure->members) member.equivalence.answer = Answer::same_run;
    }
    for (Count& count : e.counts) count.firms.equivalence.answer = Answer::same_run;
}

void remark_same_runs(Verdict& v, const Cases& cases) {
    const std::size_t each = v.levels.size() * v.behaviours.size();
    for (std::size_t contrast = 0; contrast < v.contrasts.size(); ++contrast) {
        std::vector<const Effect*> same;
        for (std::size_t i = contrast * each; i < (contrast + 1) * each; ++i)
            if (v.effects[i].same_run) same.push_back(&v.effects[i]);
        if (!same.empty()) v.remarks.push_back(remark_on(v, cases, same, each));
    }
}

} // namespace drumbeat
