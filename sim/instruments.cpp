// SPDX-License-Identifier: Apache-2.0
// Yearly money for institutes, the innovation agency and leased sites, and the sites themselves.
#include "sim/phases.hpp"

#include <utility>

namespace drumbeat {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// The part of an amount that procurement pays for, so that public money stays what it was.
double out_of_procurement(const Run& run, double amount, PaidFrom paid_from) {
    const bool neutral = run.scenario().neutral.of == NeutralOf::public_money;
    return paid_from == PaidFrom::procurement && neutral ? amount : 0;
}

double fund_institutes(Run& run) {
    const Institutes& institutes = run.scenario().institutes;
    run.world.institutes_spent = institutes.enabled ? institutes.budget_meur : 0;
    if (!institutes.enabled) return 0;
    run.world.totals.public_money += institutes.budget_meur;
    return out_of_procurement(run, institutes.budget_meur, institutes.paid_from);
}

double fund_agency(Run& run) {
    const InnovationAgency& agency = run.scenario().innovation_agency;
    if (!agency.enabled) return 0;
    run.world.agency_cash += agency.budget_meur;
    run.world.totals.public_money += agency.budget_meur;
    return out_of_procurement(run, agency.budget_meur, agency.paid_from);
}

// The firm that gets a site: a midcap of the area, else any but a prime, with a chance in proportion to capacity
// (the earliest of an exponential race).
int tenant_of(const Run& run, int segment) {
    const Firms& f = run.world.firms;
    int tenant = -1;
    std::pair<bool, double> best{false, 0};
    for (const int row : run.scratch.rows_of[at(segment)]) {
        const auto r = at(row);
        if (f.size_class[r] == SizeClass::prime || f.capacity[r] <= 0) continue;
        const Words words = run.world.streams[at(segment)].research.block(static_cast<std::uint32_t>(f.ordinal[r]),
                                                                          run.calendar(), f.cohort[r], 3);
        const std::pair<bool, double> place{f.size_class[r] == SizeClass::midcap,
                                            -exponential(uniform(words.w[0])) / f.capacity[r]};
        if (tenant >= 0 && place <= best) continue;
        tenant = row, best = place;
    }
    return tenant;
}

// Hands out the sites of the year in which they open.
void open_sites(Run& run) {
    const Scenario& s = run.scenario();
    World& w = run.world;
    for (int segment = 0; segment < static_cast<int>(s.segments.size()); ++segment) {
        const double site = s.segments[at(segment)].leased_site_meur;
        const int tenant = site > 0 ? tenant_of(run, segment) : -1;
        if (tenant < 0) continue;
        w.firms.capacity[at(tenant)] += site;
        for (double& earlier : w.firms.capacity_history[at(tenant)]) earlier += site; // it is no growth of the firm
        w.leases.push_back(
            {segment, tenant, site, s.leased_sites.rent_share * s.firms.midcap.capital_per_output * site});
        w.totals.leased_capacity += site;
    }
}

// The ministry pays rent, and for it the owner replaces what wears out, as long as the tenant is there. Leases outlast
// the policy that made them.
double lease_sites(Run& run) {
    const Scenario& s = run.scenario();
    World& w = run.world;
    double total = 0;
    for (const Lease& lease : w.leases) {
        if (!w.firms.alive[at(lease.row)]) continue;
        w.firms.capacity[at(lease.row)] += s.investment.depreciation * lease.site;
        w.ledger.pay(Sector::ministry, Sector::owners, Purpose::rent, lease.rent);
        w.totals.public_money += lease.rent;
        total += out_of_procurement(run, lease.rent, s.leased_sites.paid_from);
    }
    if (w.year - run.prepared.policy_year == s.leased_sites.lag_years) {
        const std::size_t before = w.leases.size();
        open_sites(run);
        for (std::size_t i = before; i < w.leases.size(); ++i) {
            w.ledger.pay(Sector::ministry, Sector::owners, Purpose::rent, w.leases[i].rent);
            w.totals.public_money += w.leases[i].rent;
            total += out_of_procurement(run, w.leases[i].rent, s.leased_sites.paid_from);
        }
    }
    return total;
}

} // namespace

double other_instruments(Run& run) {
    move_incentives(run);
    return fund_institutes(run) + fund_agency(run) + lease_sites(run);
}

} // namespace drumbeat
