// SPDX-License-Identifier: Apache-2.0
#include "sim/replicate.hpp"

#include "config/parameter.hpp"

#include <algorithm>

namespace drumbeat {

std::shared_ptr<const PreparedStudy> prepare_study(const Study& study, const std::vector<Case>& cases) {
    auto prepared = std::make_shared<PreparedStudy>();
    prepared->seed = study.seed;
    prepared->firm_replications = study.record.firm_replications;
    TableShelf shelf;
    std::vector<Scenario> worlds;
    for (const Case& one : cases) {
        // Levers change with the policy; facts about the world hold from the beginning.
        const Scenario world = with_levers_of(one.scenario, study.base);
        prepared->cases.push_back(prepare(one.scenario, world, shelf));
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

void replicate(const PreparedStudy& study, std::int64_t replication, StudyScratch& scratch, std::span<RunRecord> records) {
    const Luck luck{study.seed, static_cast<std::uint32_t>(replication)};
    for (std::size_t world = 0; world < study.worlds.size(); ++world) {
        scratch.prelude.keep_firms = replication < study.firm_replications;
        burn_in(*study.worlds[world], luck, scratch.snapshot, scratch.scratch, scratch.prelude);
        for (std::size_t i = 0; i < study.cases.size(); ++i) {
            if (study.world_of[i] != world) continue;
            scratch.world = scratch.snapshot;
            run_policy(*study.cases[i], luck, scratch.world, scratch.scratch, scratch.prelude, records[i]);
        }
    }
}

std::uint64_t model_signature() {
    Scenario s;
    s.time.burn_in_years = 5, s.time.horizon_years = 6;
    s.budget.defence_meur = s.budget.final_defence_meur = 1000;
    s.secfund.enabled = s.private_investors.enabled = true;
    Segment segment;
    segment.name = "signature", segment.weight = 1, segment.addressable_share = .7;
    segment.domestic_meur = 100, segment.sustainment_meur = 40, segment.export_meur = 80;
    segment.initial = {12, 4, {60}, 1};
    s.segments.push_back(segment);
    for (FirmClass* c : {&s.firms.sme, &s.firms.midcap, &s.firms.prime})
        c->behaviour.parts = {{1, Expectation::rational, InvestmentRule::real_option}, {1, Expectation::adaptive, InvestmentRule::npv}, {1, Expectation::naive, InvestmentRule::real_option}};
    std::uint64_t hash = 0xcbf29ce484222325ull;
    for (std::uint32_t replication = 0; replication < 2; ++replication)
        for (const double value : simulate(s, {7, replication}).outcome) {
            const double canonical = value == value ? value : 0;
            hash = (hash ^ __builtin_bit_cast(std::uint64_t, canonical)) * 0x100000001b3ull;
        }
    return hash;
}

} // namespace drumbeat
