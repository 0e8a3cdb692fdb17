// SPDX-License-Identifier: Apache-2.0
// The model's signature: a few fixed runs that together use all of the model, and one number over them.
#include "sim/replay/replicate.hpp"

namespace drumbeat {

namespace {

// Every rule of expectation and of investment, as likely.
Behaviour signature_behaviour() {
    using enum Expectation;
    using enum InvestmentRule;
    Behaviour all;
    all.parts = {{1, rational, real_option},         {1, rational, dynamic_programming},
                 {1, rational, newsvendor},          {1, adaptive, npv},
                 {1, adaptive, dynamic_programming}, {1, naive, real_option},
                 {1, naive, uncapped_multiple},      {1, bayesian, real_option},
                 {1, rational, reverting_option},    {1, rational, capacity_choice},
                 {1, adaptive, suspension_option},   {1, naive, bad_news}};
    return all;
}

Segment signature_segment() {
    Segment segment;
    segment.name = "signature";
    segment.weight = 1;
    segment.addressable_share = .7;
    segment.domestic_meur = 100;
    segment.sustainment_meur = 40;
    segment.export_meur = 80;
    segment.lines = 5;
    segment.orders.lot_size_meur = 10;
    segment.orders.large_contract_meur = 5;
    segment.orders.termination_large = .1;
    segment.initial = {30, 6, {60}, 1};
    return segment;
}

// A country in which every part of the model has something to do: all rules of expectation and of investment, firms of
// three classes, a budget that grows, volatile orders that slip.
Scenario signature_world() {
    Scenario s;
    s.time.start_year = 2026;
    s.time.burn_in_years = 5;
    s.time.horizon_years = 6;
    s.time.policy_from = 2027;
    s.budget.defence_meur = 1000;
    s.budget.final_defence_meur = 1800;
    s.budget.ramp_years = 4;
    s.segments.push_back(signature_segment());
    s.entry_exit.minimum_rate = .6; // so that firms come and go
    s.entry_exit.entry_rate = .05;
    s.investment.candidates = {.5};   // one table of optimal stopping is solved in a sixth of a second
    s.finance.debt_to_earnings = 1.1; // so that equity is asked for, and found
    s.private_investors.intercept = 0;
    for (FirmClass* c : {&s.firms.sme, &s.firms.midcap, &s.firms.prime}) {
        c->national_count = 0;
        c->behaviour = signature_behaviour();
    }
    return s;
}

// All instruments at once, at the ministry's expense.
Scenario signature_policy() {
    Scenario s = signature_world();
    s.private_investors.enabled = true;
    s.secfund.enabled = true;
    s.secfund.budget_meur = 4;
    s.secfund.paid_in_years = 2;
    s.secfund.exit_years = 1; // so that proceeds matter
    s.subsidy.rate = .2;
    s.subsidy.budget_share = .02;
    s.subsidy.paid_from = PaidFrom::procurement;
    s.tender.build_to_order_share = 1;
    OrderStream& orders = s.segments[0].orders;
    orders.framework_years = 4;
    orders.minimum_quantity = .6;
    orders.notice_years = 3;
    orders.truthfulness = .8;
    return s;
}

// Another stream that nobody is told of, the same volume in each replication.
Scenario signature_stream() {
    Scenario s = signature_world();
    s.segments[0].orders.cv = .2;
    s.segments[0].orders.announced = false;
    s.neutral = {NeutralOf::volume, NeutralBy::exact};
    return s;
}

// Two areas that differ, and a budget that shrinks, so that some plant is no longer needed.
void give_two_areas(Scenario& s) {
    Segment other = s.segments[0];
    other.name = "other";
    other.leased_site_meur = 10;
    other.technology.resale = .9;
    other.orders.cv = 1;
    other.export_cv = .8;
    s.segments.push_back(other);
    for (Segment& segment : s.segments) {
        segment.weight = .5;
        segment.orders.framework_years = 4;
    }
    s.budget.final_defence_meur = 600;
    s.investment.sale = true;
}

void give_research(Scenario& s) {
    s.research.enabled = true;
    s.research.government_meur = 20;
    s.institutes.enabled = true;
    s.institutes.budget_meur = 4;
    s.innovation_agency.enabled = true;
    s.innovation_agency.budget_meur = 20;
    s.innovation_agency.open_share = .5;
    s.innovation_agency.success_open = .4;
}

void give_owners(Scenario& s) {
    s.secfund.enabled = true;
    s.private_investors.enabled = true;
    s.private_investors.intercept = 1;
    s.private_investors.ticket_max_meur = 500;
    s.economic_affairs.enabled = true;
    s.economic_affairs.generic_meur = 40;
    s.economic_affairs.targeted_share = .5;
    s.economic_affairs.exit_years = 2;
    s.foreign_investors = {.8, false, .9, .2};
}

// Every institution around firms and buyer, from the beginning.
Scenario signature_institutions() {
    Scenario s = signature_world();
    give_two_areas(s);
    give_research(s);
    give_owners(s);
    s.threat = {true, .3, 2300, .4, .2, .3};
    s.regions = {true, 2, .6, .05, .03, .1};
    s.civil.enabled = true;
    s.civil.candidate_rate = .3;
    s.civil.conversion_cost = .05;
    s.civil.margin = .02;
    s.supply_chain.enabled = true;
    s.european_buyer.enabled = true;
    s.european_buyer.pooled_share = .4;
    s.european_buyer.access_meur = 1;
    s.macro.enabled = true;
    return s;
}

} // namespace

std::vector<RunRecord> signature_runs() {
    TableShelf shelf;
    const auto world = prepare(signature_world(), signature_world(), shelf);
    std::vector<RunRecord> runs;
    for (const Scenario& arm : {signature_world(), signature_policy(), signature_stream()}) {
        const auto prepared = prepare(arm, signature_world(), shelf);
        for (std::uint32_t replication = 0; replication < 2; ++replication)
            runs.push_back(simulate(*world, *prepared, {7, replication}, true));
    }
    Scenario screened = signature_institutions();
    screened.foreign_investors.screening = true;
    screened.foreign_investors.pass = .5;
    for (const Scenario& country : {signature_institutions(), screened}) {
        const auto prepared = prepare(country, country, shelf);
        runs.push_back(simulate(*prepared, *prepared, {7, 0}, true));
    }
    return runs;
}

namespace {

// What was recorded when the signature and the panel's number got their present meaning. What is declared after it
// tells more about the same behaviour; were it counted, every new column would make older results look as if another
// model had made them.
constexpr auto last_signed_outcome = Outcome::civil_payoff_middle_meur;
constexpr auto last_signed_yearly = Yearly::binding_constraint_labour;
constexpr auto last_signed_column = FirmColumn::relaxations;

template <class Declared> constexpr std::size_t count_to(Declared last) { return static_cast<std::size_t>(last) + 1; }

struct NumberOver {
    std::uint64_t hash = 0xcbf29ce484222325ull;

    void add(double value) {
        const double canonical = value == value ? value : 0;
        hash = (hash ^ __builtin_bit_cast(std::uint64_t, canonical)) * 0x100000001b3ull;
    }
    // The first quantities of all: a quantity's values follow each other.
    void add(const std::vector<double>& values, std::size_t quantities, std::size_t of_them) {
        const std::size_t each = values.size() / quantities;
        for (std::size_t i = 0; i < of_them * each; ++i) add(values[i]);
    }
    void add(const Event& event) {
        add(event.year);
        add(event.segment);
        add(event.firm);
        add(static_cast<double>(event.kind));
        add(event.reason);
        add(event.amount_meur);
    }
};

} // namespace

std::uint64_t model_signature() {
    NumberOver number;
    for (const RunRecord& run : signature_runs()) {
        for (std::size_t i = 0; i < count_to(last_signed_outcome); ++i)
            if (!is_rounding(static_cast<Outcome>(i))) number.add(run.outcome[i]);
        number.add(run.yearly, yearly_count, count_to(last_signed_yearly));
    }
    return number.hash;
}

std::uint64_t panel_number() {
    NumberOver number;
    for (const RunRecord& run : signature_runs()) {
        number.add(run.firms, firm_column_count, count_to(last_signed_column));
        for (const Event& event : run.events) number.add(event);
    }
    return number.hash;
}

} // namespace drumbeat
