// SPDX-License-Identifier: Apache-2.0
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

// The effect on firms that scaled up, in points, between two cases.
struct Points {
    Paired pairs;
    Adjustment money;
    std::vector<double> as_they_came, differences; // the latter at equal money, where that can be read off
    Mean mean() const { return money.used ? money.fit.difference : pairs.difference; }
    std::size_t fitted() const { return money.used ? 2 : 1; }
};

Points points_of(const Cases& cases, const Verdict& v, const Key& t, const Key& c) {
    const std::vector<double> share_t = scaled(cases.outcome(Outcome::scale_up_share, t), 100);
    const std::vector<double> share_c = scaled(cases.outcome(Outcome::scale_up_share, c), 100);
    Points p{paired(share_t, share_c), {}, less(share_t, share_c), {}};
    if (!other_money(cases.scenario(t), cases.scenario(c))) p.money = at_equal_money(cases, v, t, c, p.as_they_came);
    p.differences = p.money.used ? p.money.differences : p.as_they_came;
    return p;
}

MemberEffect member_effect(const Points& p, double margin) {
    const Paired signs = against_none(p.differences);
    const bool few = signs.pairs < 2;
    return {p.mean(),
            equivalence(p.mean(), margin, p.fitted()),
            spread_of(p.differences),
            spread_of(p.as_they_came),
            few ? missing : signs.better_of_100(),
            few ? missing : signs.equal_of_100()};
}

// What is said about luck: that of the case, or over an ensemble that within its members.
void set_luck(Effect& e, const std::vector<MemberEffect>& all) {
    std::vector<Interval> luck, unadjusted;
    std::vector<double> better, equal;
    for (const MemberEffect& one : all) {
        luck.push_back(one.luck);
        unadjusted.push_back(one.luck_unadjusted);
        better.push_back(one.better_of_100);
        equal.push_back(one.equal_of_100);
    }
    e.luck = mean_of(luck), e.luck_unadjusted = mean_of(unadjusted);
    e.better_of_100 = mean_of(better).value, e.equal_of_100 = mean_of(equal).value;
}

void set_members(Effect& e, const Cases& cases, const Verdict& v, const Key& t, const Key& c) {
    const auto treatments = cases.each(t), controls = cases.each(c);
    std::vector<double> means;
    for (std::size_t m = 0; m < treatments.size(); ++m) {
        e.members.push_back(member_effect(points_of(cases, v, treatments[m], controls[m]), v.margin));
        means.push_back(e.members.back().points.value);
    }
    e.parameters = spread_over_members(means);
    set_luck(e, e.members);
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

Effect effect_of(const Cases& cases, const Verdict& v, const Contrast& contrast, const std::vector<std::string>& levels,
                 const std::string& behaviour, Adjustment& adjustment) {
    const Key t{contrast.treatment, behaviour, levels}, c{contrast.control, behaviour, levels};
    const Points p = points_of(cases, v, t, c);
    Effect e;
    e.extra_money = other_money(cases.scenario(t), cases.scenario(c));
    adjustment = p.money;
    e.contrast = contrast.name, e.treatment = contrast.treatment, e.control = contrast.control, e.behaviour = behaviour,
    e.levels = levels;
    e.points_unadjusted = p.pairs.difference;
    e.at_equal_money = p.money.used;
    e.points = p.mean();
    e.equivalence = equivalence(e.points, v.margin, p.fitted());
    e.dropped = p.pairs.dropped;
    if (cases.members() > 0)
        set_members(e, cases, v, t, c);
    else
        set_luck(e, {member_effect(p, v.margin)});
    const Outcome invested = Outcome::investment_meur;
    const std::vector<double> euros = less(cases.outcome(invested, t), cases.outcome(invested, c));
    const Adjustment at_equal = e.extra_money ? Adjustment{} : at_equal_money(cases, v, t, c, euros);
    e.investment_meur = at_equal.used ? at_equal.fit.difference : mean_of(euros);
    const std::vector<double> money = cases.outcome(Outcome::public_money_meur, c);
    e.money_meur = paired(cases.outcome(Outcome::public_money_meur, t), money).difference;
    const double before = mean_of(money).value;
    e.money_change = before > 0 ? e.money_meur.value / before : missing;
    mark_same_run(cases, e);
    return e;
}

} // namespace drumbeat
