// SPDX-License-Identifier: Apache-2.0
#include "sim/institutions/standby.hpp"

#include "sim/firm/standing.hpp"
#include "sim/institutions/civil_market.hpp"
#include "sim/institutions/procurement_pays.hpp"

#include <algorithm>

namespace drumbeat {

namespace {

bool is_there(const Year& y) { return y.scenario.standby.enabled && y.policy; }

// Of idle plant, with its staff, what civil markets leave idle too, volume a year.
double left_idle(const Year& y, const Firms& f, Row r, double idle) {
    return idle - CivilMarket::work_for(y, f, r, idle);
}

// For a unit of plant that nothing uses, meur a year.
double payment(const Year& y) { return y.scenario.standby.covered * y.scenario.standby.rate; }

} // namespace

void StandbyPayments::add_to(Support& support, const Year& y, const Firms& f, Row r) {
    if (is_there(y)) support.idle_margin += payment(y) * left_idle(y, f, r, 1);
}

double StandbyPayments::pay(const Year& y, const Firms& f, Accounts& accounts, Totals& totals) {
    if (!is_there(y)) return 0;
    double sum = 0;
    for (const Row r : f.rows()) {
        if (!f.alive[r]) continue;
        const double idle = std::max(0.0, usable_capacity(f, r) - f.output[r]);
        const double meur = payment(y) * left_idle(y, f, r, idle);
        accounts.pay(Sector::ministry, r, Purpose::standby, meur);
        sum += meur;
    }
    paid += sum;
    totals.public_money += sum;
    return out_of_procurement(y.scenario, sum, y.scenario.standby.paid_from);
}

void StandbyPayments::measure(const Year& y, RunRecord& record) const {
    if (y.scenario.standby.enabled) record.at(Outcome::standby_meur) = paid;
}

} // namespace drumbeat
