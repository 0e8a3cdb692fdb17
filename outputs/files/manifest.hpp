// SPDX-License-Identifier: Apache-2.0
// What a set of results is of, and how it is laid out: written at the head of a journal, and as attributes and
// coordinates of a results file.
#pragma once

#include "config/bilingual.hpp"
#include "outputs/files/results.hpp"
#include "sim/batch/tiles.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

// A results file grows by names alone: readers take the quantities that they know, and miss what is not there. A
// journal is found by position, so that each of its layouts has a format; only the last is read.
inline constexpr std::string_view results_format = "drumbeat-results/1";
inline constexpr std::string_view journal_format = "drumbeat-journal/6";
inline constexpr std::string_view piece_format = "drumbeat-pieces/1"; // of a study in rounds

// The dimensions that all runs of a study share. Cases with fewer firm rows leave the rest missing.
struct Shape {
    std::vector<int> years; // calendar years, as reported
    std::vector<std::string> segments;
    int firm_rows = 0;
};

// The quantities that were recorded, by name, in the order of a tile's values; and the sectors and purposes of the
// accounts. The second line, then the third, is empty in older files.
struct Recorded {
    std::vector<std::string> outcomes, groups, yearly, firms;
    std::vector<std::string> institutions, accounts, sectors, purposes;
    std::vector<std::string> investors;
    bool operator==(const Recorded&) const = default;
};
Recorded recorded_now(); // all that this program declares

struct Manifest {
    std::string model_signature, title, question, study_text, scenario_text;
    std::uint64_t seed = 0;
    std::int64_t replications = 0;          // planned
    std::int64_t yearly_replications = 0;   // of which the first so many keep their years,
    std::int64_t firm_replications = 0;     // and so many their firms and events
    std::int64_t investor_replications = 0; // and so many their investors and deals, in
    int investor_rows = 0;                  // so many rows
    std::int64_t tile_cases = 1, tile_replications = 1;
    Shape shape;
    std::vector<std::string> factors;
    CaseNames cases;
    std::vector<Bilingual> warnings;
    std::optional<Recorded> recorded; // none in a file from before it was written down
};

Manifest manifest_of(const Study&, const CaseNames&, const Shape&, const std::string& model_signature,
                     const std::vector<Bilingual>& warnings);

Grid grid_of(const Manifest&);
std::int64_t planned_runs(const Manifest&);
std::string to_text(const RunFault&, const Manifest&); // "case 3 (stable/careful/tight), replication 17: what"

} // namespace drumbeat
