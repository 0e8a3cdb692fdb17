// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict_parts.hpp"

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

double better_of_100(const std::vector<double>& differences) {
    const Paired against_none = paired(differences, std::vector<double>(differences.size(), 0.0));
    return against_none.pairs < 2 ? missing : against_none.better_of_100();
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
    const std::vector<double> share_t = scaled(cases.outcome(Outcome::scale_up_share, t), 100);
    const std::vector<double> share_c = scaled(cases.outcome(Outcome::scale_up_share, c), 100);
    const std::vector<double> differences = less(share_t, share_c);
    const Paired pairs = paired(share_t, share_c);
    Effect e;
    e.extra_money = other_money(cases.scenario(t), cases.scenario(c));
    adjustment = e.extra_money ? Adjustment{} : at_equal_money(cases, v, t, c, differences);
    e.contrast = contrast.name, e.treatment = contrast.treatment, e.control = contrast.control, e.behaviour = behaviour,
    e.levels = levels;
    e.points_unadjusted = pairs.difference;
    e.at_equal_money = adjustment.used;
    e.points = adjustment.used ? adjustment.fit.difference : pairs.difference;
    e.equivalence = equivalence(e.points, v.margin, adjustment.used ? 2 : 1);
    e.luck = spread_of(adjustment.used ? adjustment.differences : differences);
    e.luck_unadjusted = spread_of(differences);
    e.better_of_100 = better_of_100(adjustment.used ? adjustment.differences : differences);
    e.dropped = pairs.dropped;
    const Outcome invested = Outcome::investment_meur;
    const std::vector<double> euros = less(cases.outcome(invested, t), cases.outcome(invested, c));
    const Adjustment at_equal = e.extra_money ? Adjustment{} : at_equal_money(cases, v, t, c, euros);
    e.investment_meur = at_equal.used ? at_equal.fit.difference : mean_of(euros);
    const std::vector<double> money = cases.outcome(Outcome::public_money_meur, c);
    e.money_meur = paired(cases.outcome(Outcome::public_money_meur, t), money).difference;
    const double before = mean_of(money).value;
    e.money_change = before > 0 ? e.money_meur.value / before : missing;
    return e;
}

} // namespace drumbeat
