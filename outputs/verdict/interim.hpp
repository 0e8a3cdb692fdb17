// SPDX-License-Identifier: Apache-2.0
// What the main contrast of a study looks like while it is still computed.
#pragma once

#include "config/study.hpp"
#include "outputs/files/results.hpp"
#include "outputs/statistics/confidence_sequence.hpp"

#include <string>
#include <vector>

namespace drumbeat {

// Under one behaviour and one combination of levels: growth of domestic capacity, percentage points more than the
// control, pair by pair as it came, with an interval of 95 % that holds whenever one looks.
struct InterimEstimate {
    std::string behaviour;
    std::vector<std::string> levels; // without an ensemble's member or a sampled point: a mean over all of them
    AnytimeInterval points;
};
struct Interim {
    std::string treatment, control; // arms; empty without a contrast
    std::vector<InterimEstimate> estimates;
};

// `growth`: Outcome::capacity_growth of every run, [case][replication], missing where a run is not there.
Interim interim_of(const Study&, const CaseNames&, const std::vector<double>& growth);

} // namespace drumbeat
