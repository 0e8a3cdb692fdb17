// SPDX-License-Identifier: Apache-2.0
#include "sim/institutions/all.hpp"

#include "agents/knowledge.hpp"
#include "sim/institutions/national_accounts.hpp"

namespace drumbeat {

double public_spending(Institutions& in, const Year& y, const Roll& roll, double planned_requirement, Firms& f,
                       Accounts& accounts, Totals& totals) {
    if (!y.policy) return 0;
    const double to_agency = in.participations.move_incentives(y, f, accounts);
    double by_procurement = in.research.fund(y, to_agency, totals);
    by_procurement += in.sites.lease(y, roll, f, accounts, totals);
    by_procurement += in.fund.pay_in(y, accounts, totals);
    by_procurement += in.subsidies.set_aside(y, planned_requirement);
    return by_procurement;
}

Support support_for(const Institutions& in, const Year& y, const Firms& f, const Accounts& accounts, Row r) {
    Support support;
    support.equity = y.policy && y.scenario.private_investors.enabled;
    in.bank.add_to(support, y);
    in.subsidies.add_to(support, y);
    in.participations.add_to(support, y, f, r);
    in.fund.add_to(support, y, f, accounts, r);
    in.foreign_owners.add_to(support, y, f, r);
    in.civil_market.add_to(support, y, f, r);
    if (PrivateFunds::are_asked(y)) support.equity = false; // all ask together, in a market
    return support;
}

void take_part(Institutions& in, const Year& y, Firms& f, const Accounts& accounts, Row r, const Funding& funding) {
    in.bank.take(funding.bank);
    in.subsidies.left -= funding.subsidy;
    in.participations.take(y, f, r, funding.participation);
    const double left = in.fund.take(y, f, accounts, r, funding);
    if (left < 1) in.private_funds.dilute(r, left);
    if (funding.foreign && funding.private_equity > 0) f.foreign_owned[r] = 1;
}

void set_conditions(Institutions& in, const Year& y, Firms& f) {
    const Research& research = y.scenario.research;
    in.ecosystems.set_density(y);
    for (const Row r : f.rows()) {
        double factor = 1;
        if (research.enabled)
            factor = knowledge_factor(f.knowledge[r], research.cost_elasticity) * maths::exp(f.innovation[r]);
        f.conditions[r] = factor * in.ecosystems.cost_factor(f, r);
    }
}

void welcome(const Institutions& in, Firms& f, Row r) { in.ecosystems.welcome(f, r); }

void sell_holdings(Institutions& in, const Year& y, Firms& f, Accounts& accounts) {
    in.participations.sell_stakes(y, f, accounts);
    in.private_funds.settle(y, f, accounts);
    in.fund.sell_stakes(y, f, accounts, in.private_funds.sales);
}

void policy_begins(Institutions& in) {
    in.research.begin_policy();
    in.participations.begin_policy();
    in.sites.opened = 0;
    in.foreign_owners = {};
    in.fund.placed = {};
    in.civil_market.entries = 0;
    in.private_funds = {};
    in.founders = {};
    in.ministry.begin_policy();
}

void measure(const Institutions& in, const Year& y, const Firms& f, const Totals& totals, RunRecord& record) {
    const Scenario& s = y.scenario;
    if (s.threat.enabled) record.at(Outcome::obsolescence_meur) = totals.obsolescence;
    in.participations.measure(y, record);
    in.fund.measure(y, record);
    in.research.measure(y, f, record);
    record.at(Outcome::leased_capacity_meur) = in.sites.opened;
    in.foreign_owners.measure(y, record);
    if (s.supply_chain.enabled) record.at(Outcome::parts_meur) = totals.parts;
    if (s.european_buyer.enabled) record.at(Outcome::partner_orders_meur) = totals.partner_orders;
    in.civil_market.measure(y, totals, record);
    in.private_funds.measure(y, record);
    draw_up_accounts(y.prepared, totals, in.research, record);
}

} // namespace drumbeat
