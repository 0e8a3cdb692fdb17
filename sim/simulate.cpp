// SPDX-License-Identifier: Apache-2.0
#include "sim/simulate.hpp"

#include "sim/outcomes.hpp"
#include "sim/phases.hpp"

#include <cfenv>

namespace drumbeat {

namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// Rounding mode as the maths assumes, whatever the caller left behind.
struct Rounding {
    int before = std::fegetround();
    Rounding() { std::fesetround(FE_TONEAREST); }
    ~Rounding() { std::fesetround(before); }
};

void list_rows(Run& run) {
    auto& rows = run.scratch.rows_of;
    rows.resize(run.scenario().segments.size());
    for (auto& list : rows) list.clear();
    const Firms& f = run.world.firms;
    for (int row = 0; row < f.count(); ++row)
        if (f.alive[at(row)]) rows[at(f.segment[at(row)])].push_back(row);
}

} // namespace

int panel_rows(const Scenario& s) {
    double first = 0, entrants = 0;
    for (const Segment& segment : s.segments) {
        first += segment.initial.smes + segment.initial.midcaps + static_cast<double>(segment.initial.prime_turnover_meur.size());
        entrants += s.entry_exit.entry_rate * segment.initial.smes * (s.time.burn_in_years + s.time.horizon_years);
    }
    return static_cast<int>(first + (s.entry_exit.entry ? 1.5 * entrants + 40 : 0));
}

void tick(Run& run) {
    list_rows(run);
    plan(run);
    commit(run);
    tender(run);
    believe(run);
    invest(run);
    produce(run);
    settle(run);
}

void burn_in(const Prepared& prepared, Luck luck, World& world, Scratch& scratch) {
    const Rounding rounding;
    Run run{prepared, luck, world, scratch, nullptr};
    world.firms.clear();
    world.firms.reserve(panel_rows(prepared.scenario));
    found(run);
    while (world.year < std::min(prepared.burn_in, prepared.policy_year)) tick(run);
}

void run_policy(const Prepared& prepared, Luck luck, World& world, Scratch& scratch, RunRecord& record) {
    const Rounding rounding;
    Run run{prepared, luck, world, scratch, &record};
    record.shape(prepared.years - prepared.burn_in, static_cast<int>(prepared.segments.size()), panel_rows(prepared.scenario));
    while (world.year < prepared.years) {
        if (world.year == prepared.policy_year) begin_policy(run);
        tick(run);
    }
    measure(run);
}

RunRecord simulate(const Prepared& base, const Prepared& arm, Luck luck, bool keep_firms) {
    World world;
    Scratch scratch;
    RunRecord record;
    record.keep_firms = keep_firms;
    burn_in(base, luck, world, scratch);
    run_policy(arm, luck, world, scratch, record);
    return record;
}

RunRecord simulate(const Scenario& scenario, Luck luck) {
    const auto prepared = prepare(scenario);
    return simulate(*prepared, *prepared, luck);
}

} // namespace drumbeat
