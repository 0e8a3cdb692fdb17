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
    {Outcome::capacity_growth, "growth of domestic capacity, %", "%"},
    {Outcome::investment_meur, "investment, million euro", "meur"},
    {Outcome::scale_up_share, "firms that scaled up, %", "%"},
    {Outcome::scale_up_share_net, "  net of firms that shrank, %", "%"},
    {Outcome::scale_up_share_retained, "  retained at the end, %", "%"},
    {Outcome::scale_up_share_capacity, "  by capacity, not count, %", "%"},
    {Outcome::domestic_share, "orders placed at home, %", "%"},
    {Outcome::unit_cost, "price, reference = 100", "%"},
    {Outcome::public_money_meur, "public money, million euro", "meur"},
};

std::string_view name_of(Outcome o) { return outcomes[static_cast<std::size_t>(o)].name; }

DetailRow row_of(const Cases& cases, const RowKind& kind, const FirmGroup& group, const Key& treatment,
                 const Key& control) {
    const double factor = std::string_view(kind.unit) == "%" ? 100 : 1;
    const auto of = [&](const Key& key) { return cases.outcome(name_of(kind.outcome), group, key); };
    const std::vector<double> t = scaled(of(treatment), factor);
    const std::vector<double> c = scaled(of(control), factor);
    std::vector<Interval> luck; // within each member of an ensemble
    const auto treatments = cases.each(treatment), controls = cases.each(control);
    for (std::size_t m = 0; m < treatments.size(); ++m)
        luck.push_back(spread_of(less(scaled(of(treatments[m]), factor), scaled(of(controls[m]), factor))));
    return {kind.name, kind.unit, mean_of(c).value, mean_of(t).value, paired(t, c).difference, mean_of(luck)};
}

DetailRow less_placebo(DetailRow row, const Cases& cases, const Key& placebo) {
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
Constraints constraints_of(const Cases& cases, const Verdict& v, const FirmGroup& group, const Key& key) {
    Constraints share{};
    double total = 0;
    for (std::size_t i = 0; i < constraint_count; ++i) {
        const std::vector<double> years = cases.yearly_mean(constraints[i], key, group.areas);
        for (std::size_t y = static_cast<std::size_t>(std::max(0, v.policy_from - v.start_year)); y < years.size(); ++y)
            share[i] += years[y];
        total += share[i];
    }
    for (double& s : share) s = total > 0 ? s / total : missing;
    return share;
}

constexpr const char* size_names[size_class_count] = {"sme", "midcap", "prime"};

FirmGroup group_named(const Verdict& v, const std::vector<std::string>& areas) {
    FirmGroup group;
    for (std::size_t area = 0; area < v.areas.size(); ++area)
        if (std::find(areas.begin(), areas.end(), v.areas[area]) != areas.end()) group.areas.push_back(area);
    return group;
}

// What outcomes were at equal money, below the row that tells how they came.
void add_at_equal_money(Detail& d, const RowKind& kind) {
    const Effect& effect = d.effect;
    for (const auto& [outcome, measure] : {std::pair{Outcome::scale_up_share, &effect.firms},
                                           {Outcome::capacity_growth, &effect.capacity},
                                           {Outcome::investment_meur, &effect.investment}})
        if (kind.outcome == outcome && measure->at_equal_money)
            d.rows.push_back({"  at equal money", kind.unit, missing, missing, measure->mean, measure->luck});
}

void add_rows(Detail& d, const Cases& cases, const Verdict& v, const FirmGroup& group, const Key& t, const Key& c) {
    for (const RowKind& kind : row_kinds) {
        d.rows.push_back(row_of(cases, kind, group, t, c));
        add_at_equal_money(d, kind);
        if (kind.outcome == Outcome::scale_up_share && !v.placebo.empty() && group.country())
            d.rows.push_back(less_placebo(row_of(cases, kind, group, t, c), cases, {v.placebo, t.behaviour, t.levels}));
    }
}

void add_groups(Detail& d, const Cases& cases, const Verdict& v, const Key& t, const Key& c) {
    if (!cases.holds_groups()) return;
    for (std::size_t area = 0; area < v.areas.size(); ++area)
        d.areas.push_back({v.areas[area], quantities_of(cases, v, {{area}, {}}, t, c)});
    for (std::size_t size_class = 0; size_class < size_class_count; ++size_class)
        d.sizes.push_back({size_names[size_class], quantities_of(cases, v, {{}, size_class}, t, c)});
}

} // namespace

Detail detail_of(const Cases& cases, const Verdict& v, const Effect& effect) {
    const Key t{effect.treatment, effect.behaviour, effect.levels}, c{effect.control, effect.behaviour, effect.levels};
    Detail d;
    d.effect = effect;
    const FirmGroup group = group_named(v, effect.areas);
    add_rows(d, cases, v, group, t, c);
    const std::string_view growth = name_of(Outcome::capacity_growth);
    const Paired pairs = paired(cases.outcome(growth, group, t), cases.outcome(growth, group, c));
    d.correlation = pairs.correlation;
    d.variance_ratio = pairs.variance_ratio;
    d.control = constraints_of(cases, v, group, c);
    d.treatment = constraints_of(cases, v, group, t);
    add_groups(d, cases, v, t, c);
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
