// SPDX-License-Identifier: Apache-2.0
#include "outputs/verdict/parts.hpp"

#include <algorithm>

namespace drumbeat {
namespace {

struct RowKind {
    Outcome outcome;
    const char *name, *unit;
};
constexpr RowKind row_kinds[] = {
    {Outcome::scale_up_share, "firms that scaled up", "%"},
    {Outcome::scale_up_share_net, "  net of firms that shrank", "%"},
    {Outcome::scale_up_share_retained, "  retained at the end", "%"},
    {Outcome::scale_up_share_capacity, "  by capacity instead of count", "%"},
    {Outcome::investment_meur, "expansion investment", "meur"},
    {Outcome::capacity_growth, "growth of domestic capacity", "%"},
    {Outcome::domestic_share, "share of orders placed at home", "%"},
    {Outcome::unit_cost, "price per unit, reference = 100", "%"},
    {Outcome::public_money_meur, "public money", "meur"},
};

Row row_of(const Cases& cases, const RowKind& kind, const Key& treatment, const Key& control) {
    const double factor = std::string_view(kind.unit) == "%" ? 100 : 1;
    const std::vector<double> t = scaled(cases.outcome(kind.outcome, treatment), factor);
    const std::vector<double> c = scaled(cases.outcome(kind.outcome, control), factor);
    std::vector<Interval> luck; // within each member of an ensemble
    const auto treatments = cases.each(treatment), controls = cases.each(control);
    for (std::size_t m = 0; m < treatments.size(); ++m)
        luck.push_back(spread_of(less(scaled(cases.outcome(kind.outcome, treatments[m]), factor),
                                      scaled(cases.outcome(kind.outcome, controls[m]), factor))));
    return {kind.name, kind.unit, mean_of(c).value, mean_of(t).value, paired(t, c).difference, mean_of(luck)};
}

Row less_placebo(Row row, const Cases& cases, const Key& placebo) {
    const double churn = 100 * mean_of(cases.outcome(Outcome::scale_up_share, placebo)).value;
    row.name = "  less the placebo (" + placebo.arm + ")";
    row.control -= churn;
    row.treatment -= churn;
    return row;
}

constexpr Yearly constraints[constraint_count] = {
    Yearly::binding_constraint_none,  Yearly::binding_constraint_no_demand,    Yearly::binding_constraint_no_tender_won,
    Yearly::binding_constraint_npv,   Yearly::binding_constraint_option_value, Yearly::binding_constraint_finance,
    Yearly::binding_constraint_labour};

// Shares of firm-years since the policy began.
Constraints constraints_of(const Cases& cases, const Verdict& v, const Key& key) {
    Constraints share{};
    double total = 0;
    for (std::size_t i = 0; i < constraint_count; ++i) {
        const std::vector<double> years = cases.yearly_mean(constraints[i], key);
        for (std::size_t y = static_cast<std::size_t>(std::max(0, v.policy_from - v.start_year)); y < years.size(); ++y)
            share[i] += years[y];
        total += share[i];
    }
    for (double& s : share) s = total > 0 ? s / total : missing;
    return share;
}

} // namespace

Detail detail_of(const Cases& cases, const Verdict& v, const Effect& effect, const Adjustment& adjustment) {
    const Key t{effect.treatment, effect.behaviour, effect.levels}, c{effect.control, effect.behaviour, effect.levels};
    Detail d;
    d.effect = effect;
    for (const RowKind& kind : row_kinds) {
        d.rows.push_back(row_of(cases, kind, t, c));
        if (kind.outcome == Outcome::scale_up_share && effect.at_equal_money)
            d.rows.push_back({"  at equal money", "%", missing, missing, effect.points, effect.luck});
        if (kind.outcome == Outcome::scale_up_share && !v.placebo.empty())
            d.rows.push_back(less_placebo(d.rows.front(), cases, {v.placebo, effect.behaviour, effect.levels}));
    }
    const Paired pairs = paired(cases.outcome(Outcome::scale_up_share, t), cases.outcome(Outcome::scale_up_share, c));
    d.correlation = pairs.correlation;
    d.variance_ratio = pairs.variance_ratio;
    if (adjustment.used) {
        d.money_coefficient = adjustment.fit.coefficient;
        d.variance_kept = adjustment.fit.variance_kept;
    }
    d.control = constraints_of(cases, v, c);
    d.treatment = constraints_of(cases, v, t);
    return d;
}

std::array<std::string, constraint_count> constraint_names() {
    std::array<std::string, constraint_count> names;
    for (std::size_t i = 0; i < constraint_count; ++i) {
        const std::string_view full = yearly_quantities[static_cast<std::size_t>(constraints[i])].name;
        names[i] = full.substr(std::string_view("binding_constraint_").size());
    }
    names[0] = "expanded";
    return names;
}

} // namespace drumbeat
