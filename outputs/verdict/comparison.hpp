// SPDX-License-Identifier: Apache-2.0
// What changed between two results of the same study, or of similar ones: differences between arms then and now, and
// whether they moved by more than the Monte Carlo error of both. With the same seed and model signature both saw the
// same luck, and the change is measured replication by replication.
#pragma once

#include "outputs/verdict/verdict.hpp"

#include <string>
#include <vector>

namespace drumbeat {

// One quantity of one contrast, under one behaviour and one combination of factor levels.
struct Change {
    std::string contrast, behaviour;
    std::vector<std::string> levels;
    std::string quantity, unit; // "investment_meur", "meur"
    Mean before, now;           // differences between the arms
    Mean change;                // now less before
    bool same = false;          // to the bit, in every replication that both hold
    double z = missing;         // change over its error; infinite where every run changes by the same
    bool beyond_error() const;  // |z| of 1.96 or more: one in twenty is so by chance
};

// What a set of results is of.
struct Side {
    std::string file, name;
    Origin origin;
    std::uint64_t seed = 0;
    std::int64_t replications = 0;
    bool complete = false;
};

struct ResultsComparison {
    Side before, now;
    bool same_luck = false;  // the same seed and signature: paired
    std::int64_t paired = 0; // replications that both hold; 0 without the same luck
    std::vector<Change> changes;
    std::vector<std::string> only_before, only_now; // contrasts, behaviours and levels that the other lacks
    std::vector<std::string> other_arms;            // contrasts of the same name between arms of other names
    std::vector<std::string> settings;              // of base and arms that differ: "base: tender.noise: 0.1, now 0.2"
};

// `results` of both must hold their study's cases; throws FileProblem where they do not.
struct Told {
    std::string file;
    const Results& results;
    const Study& study;
};
ResultsComparison compared_results(const Told& before, const Told& now);

// Of base and arms: "base: tender.noise: 0.1, now 0.2".
std::vector<std::string> changed_settings(const Study& before, const Study& now);

} // namespace drumbeat
