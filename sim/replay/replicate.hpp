// SPDX-License-Identifier: Apache-2.0
// Runs all cases of a replication: one burn-in per world, then every arm forks from its snapshot.
#pragma once

#include "config/study.hpp"
#include "sim/year/simulate.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

struct PreparedStudy {
    std::uint64_t seed = 1;
    int firm_replications = 0;
    bool keeps_relaxations = false;
    int investor_replications = 0;
    std::vector<std::shared_ptr<const Prepared>> cases;  // in plan order
    std::vector<Interlude> after;                        // [case]: what holds when its policy has ended
    std::vector<std::shared_ptr<const Prepared>> worlds; // distinct burn-ins: each case under the base policy
    std::vector<std::size_t> world_of;                   // [case]
    int years = 0;
    int segments = 0;
    std::vector<std::string> segment_names;
};

std::shared_ptr<const PreparedStudy> prepare_study(const Study&, const std::vector<Case>&);
std::shared_ptr<const PreparedStudy> prepare_study(const Study&, const std::vector<Case>&, TableShelf&);
int firm_rows(const PreparedStudy&); // the largest panel of any case

// What a worker keeps between replications.
struct StudyScratch {
    World snapshot; // of the years before the policy
    World world;
    Desk desk;
    RunRecord prelude;
};

// One replication of the cases from `first_case` on: fills a record for each. The others go on when one fails.
void replicate(const PreparedStudy&, std::int64_t replication, std::size_t first_case, StudyScratch&,
               std::span<RunRecord> records, const RunFailed&);
// All cases; throws RunFailure when one fails.
void replicate(const PreparedStudy&, std::int64_t replication, StudyScratch&, std::span<RunRecord> records);

// A few fixed runs, of a fraction of a second, that together use every rule and instrument of the model.
std::vector<RunRecord> signature_runs();
// One number over outcomes and yearly numbers of these runs: it changes when the model's behaviour does, and when what
// is recorded changes its meaning; what is added at the end of its declaration does not change it.
std::uint64_t model_signature();
// Likewise over their firms' years and events, which the signature does not see.
std::uint64_t panel_number();
// What it is known to be: a test holds it, and pages are compared with it. What a build holds is computed when it is
// built (generated/model_signature.hpp), and is what goes into its results.
inline constexpr std::string_view known_model_signature = "36de97cf48bc2bf1";

} // namespace drumbeat
