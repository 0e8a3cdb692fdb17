// SPDX-License-Identifier: Apache-2.0
#include "sim/institutions/fund.hpp"

#include "sim/institutions/procurement_pays.hpp"
#include "sim/world/draws.hpp"

namespace drumbeat {

double Fund::pay_in(const Year& y, Accounts& accounts, Totals& totals) const {
    const SecFund& rules = y.scenario.secfund;
    if (!rules.enabled || y.simulated - y.prepared.policy_year >= rules.paid_in_years) return 0;
    const double paid = rules.budget_meur / rules.paid_in_years;
    accounts.pay(Sector::ministry, Sector::fund, Purpose::fund_payment, paid);
    totals.public_money += paid;
    return out_of_procurement(y.scenario, paid, rules.paid_from);
}

namespace {

// The mandate: firms up to midcaps whose area has enough use outside defence.
bool fits(const Year& y, const Firms& f, Row r) {
    return f.size_class[r] != SizeClass::prime &&
           segment_of(y.scenario, f.area[r]).dual_use >= y.scenario.secfund.dual_use_least;
}

} // namespace

void Fund::add_to(Support& support, const Year& y, const Firms& f, const Accounts& accounts, Row r) const {
    support.fund = y.scenario.secfund.enabled && fits(y, f, r);
    support.fund_left = accounts.fund_cash();
}

void Fund::take(const Year& y, Firms& f, Row r, double meur) {
    if (meur <= 0) return;
    f.fund_taken[r] += meur;
    stakes.push_back({r, y.simulated, meur, 0});
}

void Fund::sell_stakes(const Year& y, const Firms& f, Accounts& accounts) {
    const SecFund& rules = y.scenario.secfund;
    written_off = 0;
    sell_those_of_age(stakes, y.simulated, rules.exit_years, [&](const Stake& stake) {
        const double luck = draw(draws::stake_loss, y.luck, StakeOfFirm{identity_of(f, stake.row), stake.year});
        const bool lost = luck < rules.loss_probability || !f.alive[stake.row];
        const double proceeds = lost ? 0 : rules.winner_multiple * stake.amount;
        written_off += lost ? stake.amount : 0;
        accounts.pay(Sector::private_investors, Sector::fund, Purpose::stake_sale, proceeds);
    });
}

} // namespace drumbeat
