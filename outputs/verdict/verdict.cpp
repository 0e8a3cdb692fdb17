// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/verdict.hpp"

#include "outputs/pages/sentence.hpp"
#include "outputs/verdict/parts.hpp"
#include "outputs/verdict/statement.hpp"

#include <algorithm>
#include <cmath>

namespace drumbeat {
namespace {

template <class T> void add_once(std::vector<T>& list, const T& value) {
    if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

// The widest of what was assessed: luck under each behaviour, and the range over behaviours.
NamedInterval widest(const std::vector<NamedInterval>& candidates) {
    NamedInterval best;
    for (const NamedInterval& candidate : candidates)
        if (candidate.interval.assessed() &&
            (!best.interval.assessed() || candidate.interval.width() > best.interval.width()))
            best = candidate;
    return best;
}

// The range of the means under the behaviours, main contrast, first levels.
NamedInterval over_behaviours(const Verdict& v, Difference Effect::*of) {
    std::vector<double> means;
    for (const Detail& d : v.details)
        if ((d.effect.*of).mean.count > 1) means.push_back((d.effect.*of).mean.value);
    if (means.size() < 2) return {};
    return {{quantile(means, 0), quantile(means, 1)}, "behaviours"};
}

void set_intervals(Verdict& v) {
    v.over_behaviours = over_behaviours(v, &Effect::capacity);
    v.firms_over_behaviours = over_behaviours(v, &Effect::firms);
    std::vector<NamedInterval> all{v.over_behaviours};
    for (std::size_t b = 0; b < v.details.size(); ++b) {
        Detail& d = v.details[b];
        const Difference& capacity = d.effect.capacity;
        d.widest = widest({{capacity.luck, "luck"}, {capacity.parameters, "accepted parameters"}, v.over_behaviours});
        d.sentence = sentence(v, statement_of(v, 0, 0, b), Language::en);
        all.push_back({capacity.luck, "luck, under " + d.effect.behaviour});
        all.push_back({capacity.parameters, "accepted parameters, under " + d.effect.behaviour});
    }
    const NamedInterval best = widest(all);
    if (best.interval.assessed()) v.headline = best;
}

void withhold_details(Verdict& v) {
    for (Detail& d : v.details)
        for (auto* groups : {&d.areas, &d.sizes})
            for (GroupQuantities& group : *groups) withhold(group.of);
}

// Of the replications in the file: what is missing before the last of them.
std::int64_t runs_not_reached(const Results& results) {
    const auto cases = static_cast<std::int64_t>(results.cases().size());
    const std::int64_t later = (results.planned_replications() - results.replications()) * cases;
    return std::max<std::int64_t>(0, results.missing_runs() - later);
}

// A run that went well always has its public money.
std::int64_t runs_that_went_well(const Results& results) {
    std::int64_t count = 0;
    for (std::size_t c = 0, cases = results.cases().size(); c < cases; ++c) {
        const std::vector<double> money = results.outcome(Outcome::public_money_meur, c);
        count += std::count_if(money.begin(), money.end(), [](double m) { return !std::isnan(m); });
    }
    return count;
}

// The rule behind a behaviour's name; where the study names none, that of its base, if its firms share one.
std::optional<Behaviour> rule_of(const Study& study, const std::string& name) {
    for (const NamedBehaviour& one : behaviours_of(study))
        if (one.name == name) return one.behaviour;
    const Behaviour& first = study.base.firms.sme.behaviour;
    if (first != study.base.firms.midcap.behaviour || first != study.base.firms.prime.behaviour) return std::nullopt;
    return first;
}

// Every other arm against the first, where the study names no contrast.
std::vector<Contrast> contrasts_of(const Study& study, const std::vector<std::string>& arms) {
    if (!comparison_of(study).contrasts.empty()) return comparison_of(study).contrasts;
    std::vector<Contrast> all;
    for (std::size_t a = 1; a < arms.size(); ++a) all.push_back({arms[a], arms[a], arms[0]});
    return all;
}

} // namespace

std::string Verdict::label_of(const std::string& arm) const {
    const auto found = labels.find(arm);
    return found == labels.end() ? std::string() : found->second;
}

std::string Verdict::label_of_level(const std::string& factor, const std::string& level) const {
    const auto found = level_labels.find({factor, level});
    return found == level_labels.end() ? std::string() : found->second;
}

namespace {

void tell_study(Verdict& v, const Study& study) {
    const Comparison& design = comparison_of(study);
    v.name = study.name;
    v.question = study.question;
    v.world = study.base.name;
    v.seed = study.seed;
    v.asked_replications = study.replications;
    v.start_year = study.base.time.start_year;
    v.end_year = v.start_year + study.base.time.horizon_years - 1;
    v.policy_from = study.base.time.policy_from;
    v.neutral = study.base.neutral;
    v.growth = study.base.scale_up.growth;
    for (const Segment& segment : study.base.segments) v.areas.push_back(segment.name);
    v.margin = design.equivalence_points;
    v.placebo = design.placebo;
    v.ensemble = design.ensemble;
    v.members = member_count(study);
    for (const Variant& arm : design.arms) v.labels[arm.name] = arm.label;
    for (const Factor& factor : design.factors)
        for (const Variant& level : factor.levels) v.level_labels[{factor.name, level.name}] = level.label;
}

void tell_results(Verdict& v, const Results& results, const Study& study) {
    v.origin = results.origin();
    v.complete = results.complete();
    v.warnings = results.warnings();
    v.cases = results.cases().size();
    v.replications = results.replications();
    v.yearly_replications =
        std::min<std::int64_t>(comparison_of(study).record.yearly_replications, results.replications());
}

void count_runs(Verdict& v, const Results& results) {
    v.runs = results.replications() * static_cast<std::int64_t>(v.cases) - runs_not_reached(results);
    v.failed = v.runs - runs_that_went_well(results);
}

// Arms, behaviours and levels as the cases have them, in the order in which they come; members of an ensemble are no
// levels.
void name_cases(Verdict& v, const Results& results, const Study& study) {
    v.factors = results.factors();
    if (v.members > 0) v.factors.pop_back();
    const CaseNames& names = results.cases();
    for (std::size_t i = 0; i < v.cases; ++i) {
        const CaseName c = names[i];
        add_once(v.arms, c.arm);
        add_once(v.behaviours, c.behaviour);
        std::vector<std::string> levels = c.levels;
        if (v.members > 0) levels.pop_back();
        add_once(v.levels, levels);
    }
    for (const std::string& name : v.behaviours) v.rules.push_back(rule_of(study, name));
}

// What each arm brought, and what each contrast changes.
void measure(Verdict& v, const Cases& cases, const Study& study) {
    for (const std::string& arm : v.arms) {
        v.doses.push_back(dose_of(cases, v, {arm, v.behaviours[0], v.levels[0]}));
        for (const std::string& behaviour : v.behaviours)
            v.spreads.push_back(spread_of(cases, v, {arm, behaviour, v.levels[0]}));
    }
    for (const std::string& name : comparison_of(study).outcomes) v.outcomes.push_back(outcome_table(cases, v, name));
    if (!cases.over_points()) remark_dose(v, cases); // points may have doses of their own
    remark_exact(v);
    for (const Contrast& contrast : v.contrasts)
        for (const auto& levels : v.levels)
            for (const std::string& behaviour : v.behaviours)
                v.effects.push_back(effect_of(cases, v, contrast, levels, behaviour));
}

// The main contrast in detail, and the range that leads.
void judge(Verdict& v, const Cases& cases, const AcceptedRanges* stored) {
    const bool too_many_lost = v.lost.front().too_many();
    if (stored) take_ranges(v, *stored);
    for (std::size_t b = 0; b < v.behaviours.size(); ++b) v.details.push_back(detail_of(cases, v, v.effect(0, 0, b)));
    if (too_many_lost) withhold_details(v);
    set_intervals(v);
    if (too_many_lost) v.headline.reset();
}

void remark(Verdict& v, const Cases& cases) {
    remark_lost_runs(v);
    remark_firms_and_euros(v);
    remark_signs(v);
    remark_members(v);
    remark_same_runs(v, cases);
    remark_areas(v, cases);
}

Verdict verdict_over_points(const Results& results, const Study& study, const Selection& choice) {
    const OverPoints averages(results, study);
    Verdict v = verdict_of(averages, averages.comparison(), choice);
    v.cases = results.cases().size();
    count_runs(v, results);
    v.sampled = sampled_of(averages, v);
    return v;
}

} // namespace

Verdict verdict_of(const Results& results, const Study& study, const Selection& choice, const AcceptedRanges* stored) {
    if (point_count(study) > 0) return verdict_over_points(results, study, choice);
    const Cases cases(results, study);
    Verdict v;
    tell_study(v, study);
    tell_results(v, results, study);
    name_cases(v, results, study);
    if (v.replications == 0 || v.levels.empty()) {
        v.arms.clear();
        return v;
    }
    count_runs(v, results);
    v.contrasts = contrasts_of(study, v.arms);
    choose(v, choice);
    measure(v, cases, study);
    note_lost_runs(v, results);
    if (v.contrasts.empty()) return v;
    judge(v, cases, stored);
    remark(v, cases);
    return v;
}

} // namespace drumbeat
