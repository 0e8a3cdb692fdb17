// SPDX-License-Identifier: Apache-2.0
// Simulates a country: burn-in under the base policy, then the years of an arm.
#pragma once

#include "sim/year/country.hpp"
#include "sim/year/desk.hpp"

#include <stdexcept>

namespace drumbeat {

// A run that cannot be carried out as asked; collected with the run's key, the others go on.
struct RunFailure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Founds the country and simulates every year before the policy, under the base policy. Years that are reported
// although they lie before the policy go into `prelude`.
void burn_in(const Prepared& base, Luck, World&, Desk&, RunRecord& prelude);
// Another scenario that holds in some simulated years, up to but without `until`: a shock that comes and goes, or the
// base again when an arm's policy has ended.
struct Interlude {
    std::shared_ptr<const Prepared> prepared; // null: none
    int from = 0;
    int until = 0;
};
// What holds when an arm's policy has ended within the horizon; none where it does not end.
Interlude return_to(const Scenario& base, const Scenario& arm, TableShelf&, Area area = all_areas);
// Simulates the years of the policy in a world that `burn_in` left, and fills the record, prelude included.
void run_policy(const Prepared& arm, const Interlude&, World&, Desk&, const RunRecord& prelude, RunRecord&);

// The same years without a record, up to and with the year of the decision that is watched.
struct Decision;
void watch_burn_in(const Prepared& base, Luck, World&, Desk&, Decision&);
void watch_policy(const Prepared& arm, const Interlude&, World&, Desk&, Decision&);

// One run from beginning to end; for tests and small tools.
RunRecord simulate(const Scenario&, Luck);
RunRecord simulate(const Prepared& base, const Prepared& arm, Luck, bool keep_firms = false);

// The country before its first year.
void found(const Prepared& base, Luck, World&);
// One year, step by step. `record`: where it is written down, if the year is reported.
void tick(const Year&, World&, Desk&, RunRecord* record = nullptr);

} // namespace drumbeat
