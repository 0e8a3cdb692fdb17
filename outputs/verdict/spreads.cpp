// SPDX-License-Identifier: Apache-2.0
// One arm by itself: what luck makes of it, where there is nothing to compare it with.
#include "outputs/verdict/parts.hpp"

namespace drumbeat {
namespace {

struct LineKind {
    std::string_view outcome, unit;
};
constexpr LineKind line_kinds[] = {
    {"capacity_growth", "%"},      {"capacity_added_meur", "meur"}, {"investment_meur", "meur"},
    {"scale_up_share", "%"},       {"domestic_share", "%"},         {"unit_cost", "%"},
    {"public_money_meur", "meur"},
};

} // namespace

Spread spread_of(const Cases& cases, const Verdict&, const Key& key) {
    Spread spread{key.arm, key.behaviour, {}};
    for (const LineKind& kind : line_kinds) {
        const double factor = kind.unit == "%" ? 100 : 1;
        std::vector<Interval> luck; // within each member of an ensemble
        for (const Key& one : cases.each(key))
            luck.push_back(spread_of(scaled(cases.outcome(kind.outcome, one), factor)));
        const Mean mean = mean_of(scaled(cases.outcome(kind.outcome, key), factor));
        if (mean.count > 0)
            spread.lines.push_back({std::string(kind.outcome), std::string(kind.unit), mean, mean_of(luck)});
    }
    return spread;
}

} // namespace drumbeat
