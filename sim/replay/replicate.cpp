// SPDX-License-Identifier: Apache-2.0
#include "sim/replay/replicate.hpp"

#include "config/parameter.hpp"

#include <algorithm>
#include <new>

namespace drumbeat {

std::shared_ptr<const PreparedStudy> prepare_study(const Study& study, const std::vector<Case>& cases) {
    TableShelf shelf;
    return prepare_study(study, cases, shelf);
}

namespace {

// Levers change with the policy; facts about the world hold from the beginning. Cases share a world where they can.
void prepare_case(PreparedStudy& prepared, const Scenario& arm, const Scenario& base, TableShelf& shelf,
                  std::vector<Scenario>& worlds) {
    const Scenario world = with_levers_of(arm, base);
    prepared.cases.push_back(prepare(arm, world, shelf));
    prepared.after.push_back(return_to(world, arm, shelf));
    const auto known = std::find(worlds.begin(), worlds.end(), world);
    prepared.world_of.push_back(static_cast<std::size_t>(known - worlds.begin()));
    if (known != worlds.end()) return;
    worlds.push_back(world);
    prepared.worlds.push_back(prepare(world, world, shelf));
}

} // namespace

std::shared_ptr<const PreparedStudy> prepare_study(const Study& study, const std::vector<Case>& cases,
                                                   TableShelf& shelf) {
    auto prepared = std::make_shared<PreparedStudy>();
    prepared->seed = study.seed;
    prepared->firm_replications = comparison_of(study).record.firm_replications;
    prepared->keeps_relaxations = comparison_of(study).record.relaxations;
    prepared->investor_replications = comparison_of(study).record.investor_replications;
    std::vector<Scenario> worlds;
    for (const Case& one : cases) prepare_case(*prepared, one.scenario, study.base, shelf, worlds);
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

// What went wrong in the years before the policy, or nothing; the snapshot is what they leave.
std::string burn_in_world(const Prepared& world, Luck luck, StudyScratch& scratch) {
    return fault_of([&] { burn_in(world, luck, scratch.snapshot, scratch.desk, scratch.prelude); });
}

std::string run_case(const PreparedStudy& study, std::size_t number, StudyScratch& scratch, RunRecord& record) {
    return fault_of([&] {
        scratch.world = scratch.snapshot;
        run_policy(*study.cases[number], study.after[number], scratch.world, scratch.desk, scratch.prelude, record);
    });
}

// The cases of a range that share a world: its years before the policy once, then each from the snapshot.
void replicate_world(const PreparedStudy& study, std::size_t world, Luck luck, std::size_t first_case,
                     StudyScratch& scratch, std::span<RunRecord> records, const RunFailed& failed) {
    const std::string before = burn_in_world(*study.worlds[world], luck, scratch);
    for (std::size_t i = 0; i < records.size(); ++i) {
        const std::size_t number = first_case + i;
        if (study.world_of[number] != world) continue;
        const std::string fault = before.empty() ? run_case(study, number, scratch, records[i]) : before;
        if (!fault.empty()) failed(i, fault);
    }
}

} // namespace

void replicate(const PreparedStudy& study, std::int64_t replication, std::size_t first_case, StudyScratch& scratch,
               std::span<RunRecord> records, const RunFailed& failed) {
    const Luck luck{study.seed, static_cast<std::uint32_t>(replication)};
    scratch.prelude.keep_firms = replication < study.firm_replications;
    scratch.prelude.keep_relaxations = study.keeps_relaxations;
    scratch.prelude.keep_investors = replication < study.investor_replications;
    const auto from = study.world_of.begin() + static_cast<std::ptrdiff_t>(first_case);
    std::vector<std::size_t> worlds(from, from + static_cast<std::ptrdiff_t>(records.size()));
    std::sort(worlds.begin(), worlds.end());
    worlds.erase(std::unique(worlds.begin(), worlds.end()), worlds.end());
    for (const std::size_t world : worlds) replicate_world(study, world, luck, first_case, scratch, records, failed);
}

void replicate(const PreparedStudy& study, std::int64_t replication, StudyScratch& scratch,
               std::span<RunRecord> records) {
    replicate(study, replication, 0, scratch, records,
              [](std::size_t, const std::string& what) { throw RunFailure(what); });
}

} // namespace drumbeat
