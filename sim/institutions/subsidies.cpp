// SPDX-License-Identifier: Apache-2.0
#include "sim/institutions/subsidies.hpp"

#include "sim/institutions/procurement_pays.hpp"

namespace drumbeat {

double Subsidies::set_aside(const Year& y, double planned_requirement) {
    const Subsidy& rules = y.scenario.subsidy;
    if (rules.rate <= 0 || rules.budget_share <= 0) return 0;
    const double budget = rules.budget_share * planned_requirement;
    left += budget;
    return out_of_procurement(y.scenario, budget, rules.paid_from);
}

void Subsidies::add_to(Support& support, const Year& y) const {
    if (!y.policy) return;
    support.subsidy_rate = y.scenario.subsidy.rate;
    support.subsidy_left = left;
}

} // namespace drumbeat
