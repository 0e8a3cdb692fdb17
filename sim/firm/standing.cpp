// SPDX-License-Identifier: Apache-2.0
#include "sim/firm/standing.hpp"

#include "agents/production.hpp"
#include "sim/world/plan.hpp"

#include <algorithm>

namespace drumbeat {

double nameplate_ahead(const Firms& f, Row r) {
    double sum = f.capacity[r];
    for (const double arriving : f.pipeline[r]) sum += arriving;
    return sum;
}

Reader reader_of(const Year& y, const Firms& f, Row r) {
    const OrderStream& orders = segment_of(y.scenario, f.area[r]).orders;
    return f.involved_u[r] < orders.early_involvement ? Reader::early : Reader::open;
}

double usual_exports(const Year& y, const Firms& f, Row r) {
    const double elasticity = segment_of(y.scenario, f.area[r]).launching_customer;
    return f.exports[r] * launching_customer_factor(f.home_deliveries[r], elasticity);
}

double sustainment_of(const Year& y, const Roll& roll, const Firms& f, Row r) {
    const Area area = f.area[r];
    const double shares = roll.sustainment_shares[area];
    return shares > 0 ? f.sustainment_share[r] / shares * segment_of(y.scenario, area).sustainment_meur : 0;
}

double share_of_open(const Year& y, const Areas& areas, const Firms& f, Row r) {
    const Area area = f.area[r];
    const double plan_now = segment_of(y.scenario, area).addressable_share * planned(y, areas, area);
    const double prior_open = y.scenario.beliefs.share_prior_years * plan_now;
    const double weight = prior_open + f.share_open[r];
    return weight > 0 ? (prior_open * f.prior_share[r] + f.share_won[r]) / weight : 0;
}

double reserve_of(const Year& y, const Firms& f, Row r) {
    return y.scenario.finance.cash_reserve_months / 12 * (1 - f.margin[r]) * std::max(f.turnover[r], .5 * f.size[r]);
}

double earnings_of(const Year& y, const Firms& f, Row r) {
    return y.simulated == 0 ? f.margin[r] * f.size[r] : f.margin_earned[r];
}

double interest_rate(const Year& y, const Firms& f, Row r) {
    const Finance& finance = y.scenario.finance;
    const double sd = f.perceived_sd[r];
    return finance.interest + finance.volatility_spread * sd * sd;
}

} // namespace drumbeat
