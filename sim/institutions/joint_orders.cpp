// SPDX-License-Identifier: Apache-2.0
#include "sim/institutions/joint_orders.hpp"

#include <cmath>
#include <numbers>

namespace drumbeat {

namespace {

// Price of a pooled foreign contract relative to one that is not: suppliers abroad save by scale as those at home do.
double foreign_scale(const Scenario& s, double saving, double saving_alone) {
    if (saving == saving_alone) return 1;
    const auto kept = [&](double saved) { return 1 - s.tender.saving_to_buyer * saved * (1 - s.firms.sme.margin); };
    return kept(saving) / kept(saving_alone);
}

} // namespace

void pool(LotTerms& terms, const Year& y, double luck) {
    const EuropeanBuyer& buyer = y.scenario.european_buyer;
    if (!buyer.enabled || !y.policy || luck >= buyer.pooled_share) return;
    const double alone = terms.saving;
    const double kept = maths::pow(1 - buyer.scale_saving, maths::log(1 + buyer.partners) / std::numbers::ln2);
    terms.partners = buyer.partners;
    terms.preference = buyer.preference;
    terms.saving = 1 - (1 - alone) * kept;
    terms.access = buyer.access_meur;
    terms.foreign_price *= foreign_scale(y.scenario, terms.saving, alone);
}

} // namespace drumbeat
