// SPDX-License-Identifier: Apache-2.0
#include "sim/institutions/sites.hpp"

#include "sim/institutions/procurement_pays.hpp"
#include "sim/world/draws.hpp"

#include <utility>

namespace drumbeat {

namespace {

// The firm that gets a site: a midcap of the area, else any but a prime, with a chance in proportion to capacity
// (the earliest of an exponential race).
Row tenant_of(const Year& y, const Firms& f, const std::vector<Row>& rows) {
    Row tenant = nobody;
    std::pair<bool, double> best{false, 0};
    for (const Row r : rows) {
        if (f.size_class[r] == SizeClass::prime || f.capacity[r] <= 0) continue;
        const double arrival = draw(draws::site_race, y.luck, in_year(f, r, y.calendar)) / f.capacity[r];
        const std::pair<bool, double> place{f.size_class[r] == SizeClass::midcap, -arrival};
        if (tenant != nobody && place <= best) continue;
        tenant = r;
        best = place;
    }
    return tenant;
}

// The firm gets a site, and the ministry a lease.
Lease open_site(const Scenario& s, double site, Firms& f, Row tenant) {
    f.capacity[tenant] += site;
    for (double& earlier : f.capacity_history[tenant]) earlier += site; // it is no growth of the firm
    return {tenant, site, s.leased_sites.rent_share * s.firms.midcap.capital_per_output * site};
}

double pay_rent(const Scenario& s, const Lease& lease, Accounts& accounts, Totals& totals) {
    accounts.pay(Sector::ministry, Sector::owners, Purpose::rent, lease.rent);
    totals.public_money += lease.rent;
    return out_of_procurement(s, lease.rent, s.leased_sites.paid_from);
}

} // namespace

double Sites::lease(const Year& y, const Roll& roll, Firms& f, Accounts& accounts, Totals& totals) {
    const Scenario& s = y.scenario;
    double total = 0;
    for (const Lease& lease : leases) {
        if (!f.alive[lease.tenant]) continue;
        f.capacity[lease.tenant] += s.investment.depreciation * lease.site;
        total += pay_rent(s, lease, accounts, totals);
    }
    if (y.simulated - y.prepared.policy_year != s.leased_sites.lag_years) return total;
    const std::size_t before = leases.size();
    for (const Area area : y.prepared.areas()) {
        const double site = segment_of(s, area).leased_site_meur;
        const Row tenant = site > 0 ? tenant_of(y, f, roll.rows_of[area]) : nobody;
        if (tenant == nobody) continue;
        leases.push_back(open_site(s, site, f, tenant));
        opened += site;
    }
    for (std::size_t i = before; i < leases.size(); ++i) total += pay_rent(s, leases[i], accounts, totals);
    return total;
}

} // namespace drumbeat
