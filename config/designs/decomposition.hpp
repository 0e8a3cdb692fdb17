// SPDX-License-Identifier: Apache-2.0
// The design of a decomposition: one contrast, taken apart over the channels through which orders reach investment.
#pragma once

#include "config/designs/comparison.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace drumbeat {

std::string channels_schema();

// A comparison of two arms whose factors are its channels.
struct Decomposition : Comparison {
    static constexpr std::string_view word = "decomposition";
    static constexpr std::array keys{
        policy_from_key, arms_key,   behaviours_key, StudyKey{"channels", channels_schema}, over_key, contrasts_key,
        outcomes_key,    record_key, equivalence_key};
    static constexpr std::string_view has = "a decomposition takes one contrast apart; what it varies are its channels";
    static constexpr std::string_view alone_has = "only a study of decomposition has channels";

    std::vector<std::string> channels;
    friend bool operator==(const Decomposition&, const Decomposition&) = default;
};

// A factor for each channel, called like it: `on` first, then `off`.
std::vector<Factor> channel_factors(const std::vector<std::string>& channels);

void read(Decomposition&, StudyReading&);
std::string echo(const Decomposition&);
Starter starter(const Decomposition&);

} // namespace drumbeat
