// SPDX-License-Identifier: Apache-2.0
// The design of a sensitivity study: a comparison in each of many sampled worlds. Points outermost, arms innermost.
#pragma once

#include "config/designs/comparison.hpp"
#include "config/points/hypercube.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

std::string sample_schema();

// A comparison whose factors are sampled: each point is a world, in which every arm and behaviour is run.
struct LatinHypercube : Comparison {
    static constexpr std::string_view word = "latin_hypercube";
    static constexpr std::array keys{policy_from_key, arms_key,    behaviours_key, StudyKey{"sample", sample_schema},
                                     contrasts_key,   placebo_key, outcomes_key,   record_key,
                                     equivalence_key};
    static constexpr std::string_view has =
        "a study of latin_hypercube samples its factors: they stand in sample.factors, with their distributions";
    static constexpr std::string_view alone_has = "only a study of latin_hypercube has a sample";

    std::int64_t points = 0;
    std::vector<SampledFactor> sample;
    friend bool operator==(const LatinHypercube&, const LatinHypercube&) = default;
};

void read(LatinHypercube&, StudyReading&);
std::string echo(const LatinHypercube&);
Starter starter(const LatinHypercube&);

} // namespace drumbeat
