// SPDX-License-Identifier: Apache-2.0
// What a firm sells for, whoever holds a part of it.
#pragma once

#include "agents/maths.hpp"
#include "sim/world/accounts.hpp"
#include "sim/world/areas.hpp"
#include "sim/world/year.hpp"

#include <algorithm>

namespace drumbeat {

// How buyers value firms: one way for all that is sold in a country.
struct BuyersView {
    double multiple = 0; // of yearly cash earnings
    double luck = 0;     // log standard deviation of what they pay around that
};
inline BuyersView buyers_view(const Scenario& s) {
    const FundMarket& market = s.private_funds;
    const bool are_funds = s.private_investors.model == InvestorModel::funds;
    if (are_funds && market.population == FundPopulation::types) return {market.exit_multiple, market.exit_luck};
    return {s.secfund.exit_multiple, s.secfund.exit_luck};
}

// What a firm is worth to a buyer: its business as a multiple of the earnings of two years, and its money, meur. Below
// 0 where it owes more.
inline double worth_of(const Year& y, const Firms& f, const Accounts& accounts, Row r) {
    const double earnings = .5 * (f.margin_earned[r] + f.margin_before[r]);
    const double net_cash = accounts.cash(r) - accounts.debt(r) - accounts.advances(r);
    return buyers_view(y.scenario).multiple * earnings + net_cash;
}

inline double price_of_firm(const Year& y, const Firms& f, const Accounts& accounts, Row r) {
    return std::max(0.0, worth_of(y, f, accounts, r));
}

// Price over what is expected, lognormal with mean 1; `z` is a standard normal.
inline double luck_of_sale(const Year& y, double z) {
    const double sd = buyers_view(y.scenario).luck;
    return maths::exp(sd * z - .5 * sd * sd);
}

} // namespace drumbeat
