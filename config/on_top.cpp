// SPDX-License-Identifier: Apache-2.0
// What each instrument spends by design beyond the budget.
#include "config/scenario.hpp"

namespace drumbeat {

namespace {

double beyond_budget(PaidFrom paid_from, double amount) {
    if (paid_from == PaidFrom::procurement) return 0;
    return amount;
}

} // namespace

double SecFund::on_top() const {
    if (!enabled) return 0;
    return beyond_budget(paid_from, budget_meur);
}

double Subsidy::on_top() const {
    if (rate <= 0) return 0;
    return beyond_budget(paid_from, budget_share);
}

double Institutes::on_top() const {
    if (!enabled) return 0;
    return beyond_budget(paid_from, budget_meur);
}

double InnovationAgency::on_top() const {
    if (!enabled) return 0;
    return beyond_budget(paid_from, budget_meur);
}

// Sites are counted with their technology areas.
double LeasedSites::on_top() const { return 0; }

} // namespace drumbeat
