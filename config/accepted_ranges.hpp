// SPDX-License-Identifier: Apache-2.0
// What runs over accepted parameter sets gave once, kept for whoever asks the same question of the same model.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace drumbeat {

// Of one question: one contrast under one behaviour and one condition.
struct AcceptedRange {
    std::string model;    // signature of the model that was run
    std::string question; // fingerprint of the two resolved scenarios that are compared
    std::string world, ensemble;
    int sets = 0, replications = 0; // replications of each set
    // Low and high end over the sets of the mean differences.
    std::array<double, 2> capacity_points{}, capacity_meur{}, investment_meur{}, firms_points{};
    // Monte Carlo error of a set's mean, in points, mean over the sets.
    double capacity_error = 0, firms_error = 0;
};
using AcceptedRanges = std::vector<AcceptedRange>;

} // namespace drumbeat
