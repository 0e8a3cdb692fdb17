// SPDX-License-Identifier: Apache-2.0
// A small country in which every part of the model has something to do, each year of its policy.
#pragma once

#include "config/parameter.hpp"
#include "sim/year/measures.hpp"
#include "sim/year/simulate.hpp"

namespace drumbeat {

inline Behaviour every_behaviour() {
    using enum Expectation;
    using enum InvestmentRule;
    Behaviour all;
    all.parts = {{1, rational, real_option},       {1, rational, dynamic_programming},
                 {1, rational, newsvendor},        {1, adaptive, npv},
                 {1, naive, uncapped_multiple},    {1, bayesian, real_option},
                 {1, rational, reverting_option},  {1, rational, capacity_choice},
                 {1, adaptive, suspension_option}, {1, naive, bad_news}};
    return all;
}

inline Segment busy_area(const char* name) {
    Segment area;
    area.name = name;
    area.weight = .5;
    area.addressable_share = .7;
    area.domestic_meur = 100;
    area.sustainment_meur = 40;
    area.export_meur = 80;
    area.lines = 5;
    area.leased_site_meur = 10;
    area.technology.resale = .9;
    area.orders.lot_size_meur = 10;
    area.orders.large_contract_meur = 5;
    area.orders.termination_large = .1;
    area.orders.framework_years = 3;
    area.orders.minimum_quantity = .3;
    area.initial = {12, 4, {60}, 1};
    return area;
}

// Before the policy: research, suppliers, regions and trade, but no instrument.
inline Scenario busy_country() {
    Scenario s;
    s.time.start_year = 2026;
    s.time.burn_in_years = 5;
    s.time.horizon_years = 9;
    s.time.policy_from = 2027;
    s.budget.defence_meur = 1000;
    s.budget.final_defence_meur = 1600;
    s.budget.ramp_years = 5;
    s.segments = {busy_area("sensors"), busy_area("space")};
    s.segments[1].orders.cv = 1;
    s.segments[1].export_cv = .8;
    s.entry_exit.minimum_rate = .6; // so that firms come and go
    s.entry_exit.entry_rate = .05;
    s.investment.candidates = {.25, .5};
    s.investment.sale = true;
    s.finance.debt_to_earnings = 1.1; // so that equity is asked for, and found
    s.regions = {true, 2, .6, .05, .03, .1};
    s.supply_chain.enabled = true;
    s.research.enabled = true;
    s.research.government_meur = 20;
    s.macro.enabled = true;
    for (FirmClass* c : {&s.firms.sme, &s.firms.midcap, &s.firms.prime}) {
        c->national_count = 0;
        c->behaviour = every_behaviour();
    }
    return s;
}

inline Scenario everything_on() {
    Scenario s = busy_country();
    for (Segment& area : s.segments) {
        area.orders.minimum_quantity = .6;
        area.orders.framework_years = 4;
        area.orders.notice_years = 3;
        area.orders.truthfulness = .8;
    }
    s.tender.build_to_order_share = .5;
    s.finance.bank = BankModel::balance;
    s.finance.bank_capital = .6; // so that it runs short in some years
    s.subsidy.rate = .2;
    s.subsidy.budget_share = .02;
    s.institutes.enabled = true;
    s.institutes.budget_meur = 4;
    s.innovation_agency.enabled = true;
    s.innovation_agency.budget_meur = 20;
    s.innovation_agency.open_share = .5;
    s.innovation_agency.success_open = .4;
    s.secfund.enabled = true;
    s.secfund.budget_meur = 4;
    s.secfund.paid_in_years = 3;
    s.secfund.exit_years = 2;
    s.private_investors.enabled = true;
    s.private_investors.intercept = 1;
    s.private_investors.ticket_max_meur = 500;
    s.economic_affairs.enabled = true;
    s.economic_affairs.generic_meur = 40;
    s.economic_affairs.targeted_share = .5;
    s.economic_affairs.exit_years = 2;
    s.foreign_investors = {.8, true, .5, .2};
    s.threat = {true, .3, 2300, .4, .2, .3};
    s.ministry.steering = Steering::responsive;
    s.ministry.committed_cap = .8;
    s.civil.enabled = true;
    s.civil.candidate_rate = .3;
    s.civil.conversion_cost = .05;
    s.civil.margin = .02;
    s.european_buyer.enabled = true;
    s.european_buyer.pooled_share = .4;
    s.european_buyer.access_meur = 1;
    return s;
}

// A country ready for both of its policies.
struct BaseAndArm {
    std::shared_ptr<const Prepared> base, arm;

    BaseAndArm(const Scenario& base_policy, const Scenario& arm_policy) {
        TableShelf shelf;
        const Scenario world = with_levers_of(arm_policy, base_policy);
        base = prepare(world, world, shelf);
        arm = prepare(arm_policy, world, shelf);
    }
};

// The years of a run, of which each passes by `pass(year, where it is written down)`.
template <class Pass> void walk(const BaseAndArm& country, Luck luck, World& world, RunRecord& record, Pass&& pass) {
    const Prepared& arm = *country.arm;
    found(*country.base, luck, world);
    record.shape(arm.years - arm.burn_in, static_cast<int>(arm.segments.size()), panel_rows(arm.scenario));
    while (world.year < arm.years) {
        if (world.year == arm.policy_year) begin_policy(world);
        const Year y(world.year < arm.policy_year ? *country.base : arm, world.luck, world.year);
        pass(y, y.reported < 0 ? nullptr : &record);
    }
}

} // namespace drumbeat
