// SPDX-License-Identifier: Apache-2.0
// Holds a country against the stylised facts: a table of what is measured, the range of the literature, and whether it
// holds.
#pragma once

#include "config/study.hpp"
#include "outputs/fit/fact_measures.hpp"
#include "outputs/statistics/statistics.hpp"

#include <string>
#include <vector>

namespace drumbeat {

enum class Finding { holds, fails, not_testable, input, remark };
std::string_view to_text(Finding); // "holds", "FAILS", ...

struct FactResult {
    Measure measure;
    Mean value; // over replications, with its Monte Carlo error
    Finding finding = Finding::not_testable;
};

// A line's finding from its mean: an input and a remark are not tested, and no value is not testable.
Finding finding_of(Measure, const Mean&);

// Every line of each country, in the order of the table; one round. Which threads work on it does not matter.
std::vector<std::vector<FactResult>> validate(const std::vector<Scenario>&, std::int64_t replications,
                                              std::uint64_t seed, Rounds&);
std::vector<FactResult> validate(const Scenario&, std::int64_t replications, std::uint64_t seed, Rounds&);

// How many tested lines hold: the held-out ones, and those that a calibration may fit.
struct FactTally {
    int held_out = 0, held_out_holds = 0, fittable = 0, fittable_holds = 0, not_testable = 0;
};
FactTally tally_of(const std::vector<FactResult>&);

// The table for a screen, and the same as YAML; `behaviour` heads it.
std::string validation_text(const std::string& behaviour, const std::vector<FactResult>&);
std::string validation_yaml(const std::string& behaviour, const std::vector<FactResult>&);

} // namespace drumbeat
