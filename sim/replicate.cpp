// SPDX-License-Identifier: Apache-2.0
#include "sim/replicate.hpp"

#include "config/parameter.hpp"

#include <algorithm>
#include <new>

namespace drumbeat {

std::shared_ptr<const PreparedStudy> prepare_study(const Study& study, const std::vector<Case>& cases) {
    TableShelf shelf;
    return prepare_study(study, cases, shelf);
}

std::shared_ptr<const PreparedStudy> prepare_study(const Study& study, const std::vector<Case>& cases,
                                                   TableShelf& shelf) {
    auto prepared = std::make_shared<PreparedStudy>();
    prepared->seed = study.seed;
    prepared->firm_replications = comparison_of(study).record.firm_replications;
    std::vector<Scenario> worlds;
    for (const Case& one : cases) {
        // Levers change with the policy; facts about the world hold from the beginning.
        const Scenario world = with_levers_of(one.scenario, study.base);
        prepared->cases.push_back(prepare(one.scenario, world, shelf));
        prepared->after.push_back(return_to(world, one.scenario, shelf));
        const auto known = std::find(worlds.begin(), worlds.end(), world);
        prepared->world_of.push_back(static_cast<std::size_t>(known - worlds.begin()));
        if (known == worlds.end()) {
            worlds.push_back(world);
            prepared->worlds.push_back(prepare(world, world, shelf));
        }
    }
    const Prepared& first = *prepared->cases.front();
    prepared->years = first.years - first.burn_in;
    prepared->segments = static_cast<int>(first.segments.size());
    for (const Segment& segment : first.scenario.segments) prepared->segment_names.push_back(segment.name);
    return prepared;
}

int firm_rows(const PreparedStudy& study) {
    int rows = 0;
    for (const auto& one : study.cases) rows = std::max(rows, panel_rows(one->scenario));
    return rows;
}

namespace {

// What went wrong, or nothing. A lack of memory is no fault of the run.
template <class Simulating> std::string fault_of(Simulating&& simulate) {
    try {
        simulate();
        return {};
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& error) {
        return *error.what() ? error.what() : "failed";
    }
}

// The cases of a range that share a world: its years before the policy once, then each from the snapshot.
void replicate_world(const PreparedStudy& study, std::size_t world, Luck luck, std::size_t first_case,
                     StudyScratch& scratch, std::span<RunRecord> records, const RunFailed& failed) {
    const auto for_each_run = [&](auto&& visit) {
        for (std::size_t i = 0; i < records.size(); ++i)
            if (study.world_of[first_case + i] == world) visit(i);
    };
    const std::string before =
        fault_of([&] { burn_in(*study.worlds[world], luck, scratch.snapshot, scratch.scratch, scratch.prelude); });
    for_each_run([&](std::size_t i) {
        if (!before.empty()) return failed(i, before);
        const std::string fault = fault_of([&] {
            scratch.world = scratch.snapshot;
            run_policy(*study.cases[first_case + i], study.after[first_case + i], luck, scratch.world, scratch.scratch,
                       scratch.prelude, records[i]);
        });
        if (!fault.empty()) failed(i, fault);
    });
}

} // namespace

void replicate(const PreparedStudy& study, std::int64_t replication, std::size_t first_case, StudyScratch& scratch,
               std::span<RunRecord> records, const RunFailed& failed) {
    const Luck luck{study.seed, static_cast<std::uint32_t>(replication)};
    scratch.prelude.keep_firms = replication < study.firm_replications;
    std::vector<std::size_t> worlds(study.world_of.begin() + static_cast<std::ptrdiff_t>(first_case),
                                    study.world_of.begin() + static_cast<std::ptrdiff_t>(first_case + records.size()));
    std::sort(worlds.begin(), worlds.end());
    worlds.erase(std::unique(worlds.begin(), worlds.end()), worlds.end());
    for (const std::size_t world : worlds) replicate_world(study, world, luck, first_case, scratch, records, failed);
}

void replicate(const PreparedStudy& study, std::int64_t replication, StudyScratch& scratch,
               std::span<RunRecord> records) {
    replicate(study, replication, 0, scratch, records,
              [](std::size_t, const std::string& what) { throw RunFailure(what); });
}

namespace {

// A country in which every part of the model has something to do: all rules of expectation and of investment, firms of
// three classes, a budget that grows, volatile orders that slip.
Scenario signature_world() {
    Scenario s;
    s.time.start_year = 2026, s.time.burn_in_years = 5, s.time.horizon_years = 6, s.time.policy_from = 2027;
    s.budget.defence_meur = 1000, s.budget.final_defence_meur = 1800, s.budget.ramp_years = 4;
    Segment segment;
    segment.name = "signature", segment.weight = 1, segment.addressable_share = .7;
    segment.domestic_meur = 100, segment.sustainment_meur = 40, segment.export_meur = 80;
    segment.lines = 5;
    segment.orders.lot_size_meur = 10, segment.orders.large_contract_meur = 5, segment.orders.termination_large = .1;
    segment.initial = {30, 6, {60}, 1};
    s.segments.push_back(segment);
    s.entry_exit.minimum_rate = .6, s.entry_exit.entry_rate = .05; // so that firms come and go
    s.investment.candidates = {.5}; // one table of optimal stopping is solved in a sixth of a second
    using enum Expectation;
    using enum InvestmentRule;
    s.finance.debt_to_earnings = 1.1, s.private_investors.intercept = 0; // so that equity is asked for, and found
    for (FirmClass* c : {&s.firms.sme, &s.firms.midcap, &s.firms.prime}) {
        c->national_count = 0;
        c->behaviour.parts = {{1, rational, real_option},         {1, rational, dynamic_programming},
                              {1, rational, newsvendor},          {1, adaptive, npv},
                              {1, adaptive, dynamic_programming}, {1, naive, real_option},
                              {1, naive, uncapped_multiple},      {1, bayesian, real_option},
                              {1, rational, reverting_option},    {1, rational, capacity_choice},
                              {1, adaptive, suspension_option},   {1, naive, bad_news}};
    }
    return s;
}

// All instruments at once, at the ministry's expense.
Scenario signature_policy() {
    Scenario s = signature_world();
    s.secfund.enabled = s.private_investors.enabled = true;
    s.secfund.budget_meur = 4, s.secfund.paid_in_years = 2, s.secfund.exit_years = 1; // so that proceeds matter
    s.subsidy.rate = .2, s.subsidy.budget_share = .02, s.subsidy.paid_from = PaidFrom::procurement;
    s.tender.build_to_order_share = 1;
    OrderStream& orders = s.segments[0].orders;
    orders.framework_years = 4, orders.minimum_quantity = .6, orders.notice_years = 3, orders.truthfulness = .8;
    return s;
}

// Another stream that nobody is told of, the same volume in each replication.
Scenario signature_stream() {
    Scenario s = signature_world();
    s.segments[0].orders.cv = .2, s.segments[0].orders.announced = false;
    s.neutral = {NeutralOf::volume, NeutralBy::exact};
    return s;
}

// Every institution around firms and buyer, from the beginning.
Scenario signature_institutions() {
    Scenario s = signature_world();
    Segment other = s.segments[0];
    other.name = "other", s.segments[0].weight = other.weight = .5;
    other.leased_site_meur = 10, other.technology.resale = .9, other.orders.cv = 1, other.export_cv = .8;
    s.segments.push_back(other);
    for (Segment& segment : s.segments) segment.orders.framework_years = 4;
    s.private_investors.enabled = s.secfund.enabled = s.investment.sale = true;
    s.budget.final_defence_meur = 600; // so that some plant is no longer needed
    s.private_investors.intercept = 1, s.private_investors.ticket_max_meur = 500;
    s.threat = {true, .3, 2300, .4, .2, .3};
    s.regions = {true, 2, .6, .05, .03, .1};
    s.research.enabled = s.institutes.enabled = s.innovation_agency.enabled = true;
    s.research.government_meur = 20, s.institutes.budget_meur = 4, s.innovation_agency.budget_meur = 20;
    s.innovation_agency.open_share = .5, s.innovation_agency.success_open = .4;
    s.economic_affairs.enabled = true, s.economic_affairs.generic_meur = 40;
    s.economic_affairs.targeted_share = .5, s.economic_affairs.exit_years = 2;
    s.foreign_investors = {.8, false, .9, .2};
    s.civil.enabled = true, s.civil.candidate_rate = .3, s.civil.conversion_cost = .05, s.civil.margin = .02;
    s.supply_chain.enabled = s.european_buyer.enabled = s.macro.enabled = true;
    s.european_buyer.pooled_share = .4, s.european_buyer.access_meur = 1;
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
    screened.foreign_investors.screening = true, screened.foreign_investors.pass = .5;
    for (const Scenario& country : {signature_institutions(), screened})
        runs.push_back(simulate(*prepare(country, country, shelf), *prepare(country, country, shelf), {7, 0}, true));
    return runs;
}

// Outcomes that were recorded when the signature got its present meaning. Those declared after them tell more about the
// same behaviour; were they counted, every new column would make older results look as if another model had made them.
constexpr std::size_t signed_outcomes = static_cast<std::size_t>(Outcome::civil_payoff_middle_meur) + 1;

std::uint64_t model_signature() {
    std::uint64_t hash = 0xcbf29ce484222325ull;
    const auto add = [&](double value) {
        const double canonical = value == value ? value : 0;
        hash = (hash ^ __builtin_bit_cast(std::uint64_t, canonical)) * 0x100000001b3ull;
    };
    for (const RunRecord& run : signature_runs()) {
        for (const double value : std::span(run.outcome).first(signed_outcomes)) add(value);
        for (const double value : run.yearly) add(value);
    }
    return hash;
}

} // namespace drumbeat
