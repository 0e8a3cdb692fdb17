// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/outcome_names.hpp"
#include "outputs/verdict/parts.hpp"

#include <algorithm>

namespace drumbeat {
namespace {

// The outcome that `neutral` keeps equal: the covariate of the comparison.
Outcome neutral_outcome(NeutralOf of) {
    switch (of) {
    case NeutralOf::orders: return Outcome::orders_meur;
    case NeutralOf::volume: return Outcome::order_volume;
    case NeutralOf::public_money: break;
    }
    return Outcome::public_money_meur;
}

Paired against_none(const std::vector<double>& differences) {
    return paired(differences, std::vector<double>(differences.size(), 0.0));
}

// Differences as they came, unless money is kept equal by reading them at equal money.
Adjustment money_of(const Cases& cases, const Verdict& v, const Key& t, const Key& c,
                    const std::vector<double>& as_they_came) {
    if (other_money(cases.scenario(t), cases.scenario(c))) return {{}, as_they_came, false};
    return at_equal_money(cases, v, t, c, as_they_came);
}

// How differences spread, how many in a hundred are better, and how many equal.
void tell_luck(Difference& m, const std::vector<double>& differences) {
    m.luck = spread_of(differences);
    const Paired signs = against_none(differences);
    if (signs.pairs < 2) return;
    m.better_of_100 = signs.better_of_100();
    m.equal_of_100 = signs.equal_of_100();
}

// Under one parameter set, or for the averages over an ensemble.
Difference measure_once(const Cases& cases, const Verdict& v, const Subject& of, const Key& t, const Key& c) {
    const std::vector<double> treatment = scaled(cases.outcome(of.outcome, of.group, t), of.factor);
    const std::vector<double> control = scaled(cases.outcome(of.outcome, of.group, c), of.factor);
    const Paired pairs = paired(treatment, control);
    const std::vector<double> as_they_came = less(treatment, control);
    const Adjustment money = money_of(cases, v, t, c, as_they_came);
    Difference m;
    m.control = mean_of(control).value;
    m.treatment = mean_of(treatment).value;
    m.unadjusted = pairs.difference;
    m.at_equal_money = money.used;
    m.mean = money.used ? money.fit.difference : pairs.difference;
    m.equivalence = equivalence(m.mean, of.margin, money.used ? 2 : 1);
    m.dropped = pairs.dropped;
    m.luck_unadjusted = spread_of(as_they_came);
    tell_luck(m, money.used ? money.differences : as_they_came);
    if (money.used) {
        m.money_coefficient = money.fit.coefficient;
        m.variance_kept = money.fit.variance_kept;
    }
    return m;
}

// What is said about luck over an ensemble is that within its members.
void set_members(Difference& m) {
    std::vector<Interval> luck, unadjusted;
    std::vector<double> better, equal, means;
    for (const Difference& one : m.members) {
        luck.push_back(one.luck);
        unadjusted.push_back(one.luck_unadjusted);
        better.push_back(one.better_of_100);
        equal.push_back(one.equal_of_100);
        means.push_back(one.mean.value);
    }
    m.luck = mean_of(luck);
    m.luck_unadjusted = mean_of(unadjusted);
    m.better_of_100 = mean_of(better).value;
    m.equal_of_100 = mean_of(equal).value;
    m.parameters = spread_over_members(means);
}

// What is said about luck over sampled points is that within a point, as it came: averages over points hide it.
void set_luck(Difference& m, const OverPoints& results, const Subject& of, std::size_t t, std::size_t c) {
    m.luck = m.luck_unadjusted = {};
    m.better_of_100 = m.equal_of_100 = missing;
    const auto outcome = outcome_named(of.outcome);
    if (!outcome || !of.group.country()) return;
    std::vector<Interval> luck;
    std::vector<double> better, equal;
    for (std::size_t point = 0; point < results.points().count(); ++point) {
        const std::vector<double> differences =
            less(results.outcome_at(point, *outcome, t), results.outcome_at(point, *outcome, c), of.factor);
        const Paired signs = against_none(differences);
        if (signs.pairs < 2) continue;
        luck.push_back(spread_of(differences));
        better.push_back(signs.better_of_100());
        equal.push_back(signs.equal_of_100());
    }
    if (luck.empty()) return;
    m.luck = m.luck_unadjusted = mean_of(luck);
    m.better_of_100 = mean_of(better).value;
    m.equal_of_100 = mean_of(equal).value;
}

struct Definition {
    const char *kind, *outcome;
    double growth;
};
constexpr Definition definitions[] = {{"any", "scale_up_share_10", .1},
                                      {"any", "scale_up_share_20", .2},
                                      {"any", "scale_up_share_30", .3},
                                      {"net", "scale_up_share_net_10", .1},
                                      {"net", "scale_up_share_net_20", .2},
                                      {"net", "scale_up_share_net_30", .3},
                                      {"retained", "scale_up_share_retained_10", .1},
                                      {"retained", "scale_up_share_retained_20", .2},
                                      {"retained", "scale_up_share_retained_30", .3}};

Counting counting_of(const std::vector<Count>& counts) {
    std::size_t more = 0, fewer = 0;
    for (const Count& count : counts) {
        if (count.firms.equivalence.answer == Answer::more) ++more;
        if (count.firms.equivalence.answer == Answer::less) ++fewer;
    }
    if (more > 0 && fewer > 0) return Counting::opposite;
    if (more + fewer == 0) return Counting::untold;
    return more + fewer == counts.size() ? Counting::same : Counting::partly;
}

// The areas that a contrast is about: those asked for, else those in which alone its arms differ.
FirmGroup group_of(const Cases& cases, const Verdict& v, const Key& t, const Key& c) {
    if (!cases.holds_groups()) return {};
    if (v.selection.area.empty()) return {areas_apart(cases.scenario(t), cases.scenario(c)), {}};
    const auto at = std::find(v.areas.begin(), v.areas.end(), v.selection.area) - v.areas.begin();
    return {{static_cast<std::size_t>(at)}, {}};
}

std::vector<Count> counts_of(const Cases& cases, const Verdict& v, const FirmGroup& group, const Key& t, const Key& c) {
    std::vector<Count> counts;
    for (const Definition& d : definitions) {
        Difference firms = measure_of(cases, v, {d.outcome, 100, 0, group}, t, c);
        if (firms.mean.count > 0) counts.push_back({d.kind, d.growth, std::move(firms)});
    }
    return counts;
}

// What is compared, and the question that this answers.
Effect unmeasured(const Cases& cases, const std::string& contrast, const Key& t, const Key& c) {
    Effect e;
    e.contrast = contrast;
    e.treatment = t.arm;
    e.control = c.arm;
    e.behaviour = t.behaviour;
    e.levels = t.levels;
    e.extra_money = other_money(cases.scenario(t), cases.scenario(c));
    e.question = question_of(cases.without_members(t), cases.without_members(c));
    return e;
}

void set_quantities(Effect& e, Quantities q) {
    e.capacity = std::move(q.capacity);
    e.added_capacity = std::move(q.added_capacity);
    e.investment = std::move(q.investment);
    e.firms = std::move(q.firms);
}

void set_money(Effect& e, const Cases& cases, const Key& t, const Key& c) {
    const std::vector<double> money = cases.outcome(Outcome::public_money_meur, c);
    e.money_meur = paired(cases.outcome(Outcome::public_money_meur, t), money).difference;
    const double before = mean_of(money).value;
    e.money_change = before > 0 ? e.money_meur.value / before : missing;
}

} // namespace

Adjustment at_equal_money(const Cases& cases, const Verdict& v, const Key& treatment, const Key& control,
                          const std::vector<double>& points) {
    const Outcome money = neutral_outcome(v.neutral.of);
    const std::vector<double> base = cases.outcome(money, control);
    const double mean = mean_of(base).value;
    if (!(mean > 0)) return {};
    const std::vector<double> per_cent = less(cases.outcome(money, treatment), base, 100 / mean);
    Adjustment result{control_variate(points, per_cent, 1e-4), points, false};
    result.used = result.fit.coefficient != 0 && result.fit.difference.count >= pairs_for_equal_money;
    for (std::size_t i = 0; i < points.size(); ++i) result.differences[i] -= result.fit.coefficient * per_cent[i];
    return result;
}

Difference measure_of(const Cases& cases, const Verdict& v, const Subject& of, const Key& t, const Key& c) {
    Difference m = measure_once(cases, v, of, t, c);
    if (const OverPoints* points = cases.over_points()) set_luck(m, *points, of, cases.index_of(t), cases.index_of(c));
    if (cases.members() == 0) return m;
    const auto treatments = cases.each(t), controls = cases.each(c);
    for (std::size_t i = 0; i < treatments.size(); ++i)
        m.members.push_back(measure_once(cases, v, of, treatments[i], controls[i]));
    set_members(m);
    return m;
}

Quantities quantities_of(const Cases& cases, const Verdict& v, const FirmGroup& group, const Key& t, const Key& c) {
    const auto measured = [&](std::string_view outcome, double factor, double margin) {
        return measure_of(cases, v, {outcome, factor, margin, group}, t, c);
    };
    return {measured("capacity_growth", 100, v.margin), measured("capacity_added_meur", 1, 0),
            measured("investment_meur", 1, 0), measured("scale_up_share", 100, v.margin)};
}

Effect effect_of(const Cases& cases, const Verdict& v, const Contrast& contrast, const std::vector<std::string>& levels,
                 const std::string& behaviour) {
    const Key t{contrast.treatment, behaviour, levels}, c{contrast.control, behaviour, levels};
    Effect e = unmeasured(cases, contrast.name, t, c);
    const FirmGroup group = group_of(cases, v, t, c);
    for (const std::size_t area : group.areas) e.areas.push_back(v.areas[area]);
    set_quantities(e, quantities_of(cases, v, group, t, c));
    if (!group.country()) e.national = quantities_of(cases, v, {}, t, c);
    e.counts = counts_of(cases, v, group, t, c);
    e.counting = counting_of(e.counts);
    set_money(e, cases, t, c);
    mark_same_run(cases, e);
    return e;
}

} // namespace drumbeat
