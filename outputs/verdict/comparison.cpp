// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/comparison.hpp"

#include "outputs/verdict/parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace drumbeat {
namespace {

using Series = std::vector<double>; // one value per replication

struct ChangedQuantity {
    const char *name, *unit;
    Outcome outcome;
    double factor;
    const Mean& (*mean)(const Effect&);
};
// Of the country, whatever areas a contrast is about.
constexpr ChangedQuantity quantities[] = {
    {"capacity_growth_points", "points", Outcome::capacity_growth, 100,
     [](const Effect& e) -> const Mean& { return (e.national ? e.national->capacity : e.capacity).mean; }},
    {"investment_meur", "meur", Outcome::investment_meur, 1,
     [](const Effect& e) -> const Mean& { return (e.national ? e.national->investment : e.investment).mean; }},
    {"firms_points", "points", Outcome::scale_up_share, 100,
     [](const Effect& e) -> const Mean& { return (e.national ? e.national->firms : e.firms).mean; }},
};

// One side: its verdict, and its cases to go back to replications.
struct Half {
    explicit Half(const Told& told)
        : averages(averages_of(told)), cases(averages ? static_cast<const Results&>(*averages) : told.results,
                                             averages ? averages->comparison() : told.study),
          verdict(verdict_of(told.results, told.study)) {}
    static std::unique_ptr<const OverPoints> averages_of(const Told& told) {
        return point_count(told.study) > 0 ? std::make_unique<const OverPoints>(told.results, told.study) : nullptr;
    }
    std::unique_ptr<const OverPoints> averages; // of a sampled study
    Cases cases;
    Verdict verdict;

    // Treatment less control, replication by replication, read off at equal money where the verdict does.
    Series differences(const Effect& e, const ChangedQuantity& of) const {
        const Key t{e.treatment, e.behaviour, e.levels}, c{e.control, e.behaviour, e.levels};
        const Series plain = less(cases.outcome(of.outcome, t), cases.outcome(of.outcome, c), of.factor);
        if (e.extra_money) return plain;
        const Adjustment adjusted = at_equal_money(cases, verdict, t, c, plain);
        return adjusted.used ? adjusted.differences : plain;
    }
};

std::string name_of(const Effect& e) {
    std::string name = fmt::format("{} under {}", e.contrast, e.behaviour);
    for (const std::string& level : e.levels) name += ", " + level;
    return name;
}

const Effect* same_effect(const Verdict& v, const Effect& e) {
    const auto found = std::find_if(v.effects.begin(), v.effects.end(), [&](const Effect& other) {
        return other.contrast == e.contrast && other.behaviour == e.behaviour && other.levels == e.levels;
    });
    return found == v.effects.end() ? nullptr : &*found;
}

Change change_of(const Half& before, const Effect& was, const Half& now, const Effect& is, const ChangedQuantity& of,
                 bool same_luck) {
    Change c{is.contrast, is.behaviour, is.levels, of.name, of.unit, of.mean(was), of.mean(is), {}, false, missing};
    if (c.before.count == 0 || c.now.count == 0) return c;
    if (same_luck) {
        const Series moved = less(now.differences(is, of), before.differences(was, of)); // of those that both hold
        c.change = mean_of(moved);
        c.same = c.change.count > 0 && std::all_of(moved.begin(), moved.end(), [](double m) { return !(m != 0); });
    } else {
        c.change = {std::min(c.before.count, c.now.count), c.now.value - c.before.value,
                    std::sqrt(c.before.error * c.before.error + c.now.error * c.now.error)};
    }
    if (c.change.error > 0 || (c.change.count > 1 && !c.same)) c.z = c.change.value / c.change.error;
    return c;
}

void compare_effects(ResultsComparison& all, const Half& before, const Half& now) {
    for (const Effect& is : now.verdict.effects) {
        const Effect* was = same_effect(before.verdict, is);
        if (!was) {
            all.only_now.push_back(name_of(is));
            continue;
        }
        if (was->treatment != is.treatment || was->control != is.control)
            all.other_arms.push_back(fmt::format("{}: {} - {}, now {} - {}", name_of(is), was->treatment, was->control,
                                                 is.treatment, is.control));
        for (const ChangedQuantity& of : quantities)
            all.changes.push_back(change_of(before, *was, now, is, of, all.same_luck));
    }
    for (const Effect& was : before.verdict.effects)
        if (!same_effect(now.verdict, was)) all.only_before.push_back(name_of(was));
}

Side side_of(const Told& told, const Verdict& v) {
    return {told.file, v.name, v.origin, v.seed, v.replications, v.complete};
}

} // namespace

bool Change::beyond_error() const { return std::fabs(z) >= 1.96; }

ResultsComparison compared_results(const Told& before, const Told& now) {
    const Half was(before), is(now);
    ResultsComparison all{side_of(before, was.verdict), side_of(now, is.verdict)};
    const std::string& signature = all.before.origin.model_signature;
    all.same_luck =
        all.before.seed == all.now.seed && !signature.empty() && signature == all.now.origin.model_signature;
    if (all.same_luck) all.paired = std::min(all.before.replications, all.now.replications);
    compare_effects(all, was, is);
    all.settings = changed_settings(before.study, now.study);
    return all;
}

} // namespace drumbeat
