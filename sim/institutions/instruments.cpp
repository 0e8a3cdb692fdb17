// SPDX-License-Identifier: Apache-2.0
// Yearly money for institutes, the innovation agency and leased sites, and the sites themselves.
#include "sim/world/phases.hpp"

#include <utility>

namespace drumbeat {

namespace {

// The part of an amount that procurement pays for, so that public money stays what it was.
double out_of_procurement(const Scenario& s, double amount, PaidFrom paid_from) {
    const bool neutral = s.neutral.of == NeutralOf::public_money;
    return paid_from == PaidFrom::procurement && neutral ? amount : 0;
}

double fund_institutes(World& w, const Scenario& s) {
    const Institutes& institutes = s.institutes;
    w.institutes_spent = institutes.enabled ? institutes.budget_meur : 0;
    if (!institutes.enabled) return 0;
    w.totals.public_money += institutes.budget_meur;
    return out_of_procurement(s, institutes.budget_meur, institutes.paid_from);
}

double fund_agency(World& w, const Scenario& s) {
    const InnovationAgency& agency = s.innovation_agency;
    if (!agency.enabled) return 0;
    w.agency_cash += agency.budget_meur;
    w.totals.public_money += agency.budget_meur;
    return out_of_procurement(s, agency.budget_meur, agency.paid_from);
}

// The firm that gets a site: a midcap of the area, else any but a prime, with a chance in proportion to capacity
// (the earliest of an exponential race).
Row tenant_of(const Run& run, Area segment) {
    const Firms& f = run.world.firms;
    Row tenant = nobody;
    std::pair<bool, double> best{false, 0};
    for (const Row r : run.scratch.rows_of[segment]) {
        if (f.size_class[r] == SizeClass::prime || f.capacity[r] <= 0) continue;
        const double luck = draw(draws::site_race, run.world.streams, in_year(f, r, run.calendar));
        const double arrival = luck / f.capacity[r];
        const std::pair<bool, double> place{f.size_class[r] == SizeClass::midcap, -arrival};
        if (tenant != nobody && place <= best) continue;
        tenant = r;
        best = place;
    }
    return tenant;
}

// The firm gets a site, and the ministry a lease.
void open_site(World& w, const Scenario& s, Area segment, Row tenant) {
    Lease lease;
    lease.segment = segment;
    lease.row = tenant;
    lease.site = segment_of(s, segment).leased_site_meur;
    lease.rent = s.leased_sites.rent_share * s.firms.midcap.capital_per_output * lease.site;
    w.firms.capacity[tenant] += lease.site;
    for (double& earlier : w.firms.capacity_history[tenant]) earlier += lease.site; // it is no growth of the firm
    w.leases.push_back(lease);
    w.totals.leased_capacity += lease.site;
}

// Hands out the sites of the year in which they open.
void open_sites(Run& run) {
    const Scenario& s = run.scenario;
    for (const Area segment : run.prepared.areas()) {
        if (segment_of(s, segment).leased_site_meur <= 0) continue;
        const Row tenant = tenant_of(run, segment);
        if (tenant != nobody) open_site(run.world, s, segment, tenant);
    }
}

void pay_rent(World& w, double rent) {
    w.accounts.pay(Sector::ministry, Sector::owners, Purpose::rent, rent);
    w.totals.public_money += rent;
}

// The ministry pays rent, and for it the owner replaces what wears out, as long as the tenant is there. Leases outlast
// the policy that made them.
double lease_sites(Run& run) {
    const Scenario& s = run.scenario;
    World& w = run.world;
    const PaidFrom paid_from = s.leased_sites.paid_from;
    double total = 0;
    for (const Lease& lease : w.leases) {
        if (!w.firms.alive[lease.row]) continue;
        w.firms.capacity[lease.row] += s.investment.depreciation * lease.site;
        pay_rent(w, lease.rent);
        total += out_of_procurement(s, lease.rent, paid_from);
    }
    if (w.year - run.prepared.policy_year != s.leased_sites.lag_years) return total;
    const std::size_t before = w.leases.size();
    open_sites(run);
    for (std::size_t i = before; i < w.leases.size(); ++i) {
        pay_rent(w, w.leases[i].rent);
        total += out_of_procurement(s, w.leases[i].rent, paid_from);
    }
    return total;
}

} // namespace

double other_instruments(Run& run) {
    move_incentives(run);
    return fund_institutes(run.world, run.scenario) + fund_agency(run.world, run.scenario) + lease_sites(run);
}

} // namespace drumbeat
