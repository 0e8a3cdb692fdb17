// SPDX-License-Identifier: Apache-2.0
// What a study of decomposition says: the effect of one contrast, taken apart over the channels through which orders
// reach investment, by switching them off in all orders.
#pragma once

#include "config/study.hpp"
#include "outputs/files/results.hpp"
#include "outputs/pages/layout.hpp"
#include "outputs/verdict/verdict.hpp"

#include <string>
#include <vector>

namespace drumbeat {

// What one channel accounts for, in the unit of its outcome.
struct Part {
    std::string name;
    Mean mean;                          // over replications; at equal money if so said
    Interval luck;                      // 5-95 % of the replications' values; over an ensemble as in `Effect`
    Interval parameters;                // spread of the means of an ensemble's members
    Mean first, last;                   // what the channel adds to none, and to all others; no pairs where it is none
    std::vector<double> by_replication; // missing where an outcome of any coalition is
};

// One outcome under one behaviour. In every replication the channels' parts and `unexplained` sum to `total`.
struct Split {
    std::string behaviour, outcome, unit; // unit: "%" (percentage points) or "meur"
    bool at_equal_money = false;
    std::size_t dropped = 0; // pairs left out because an outcome is missing
    std::vector<Part> channels;
    Part unexplained; // the effect with all channels off: expected demand and tenders
    Part total;       // with all of them on
    std::string id;   // name of the outcome in results
};

struct DecompositionFinding {
    Verdict whole; // of the contrast with all channels on
    std::vector<std::string> channels;
    std::vector<Split> splits; // [behaviour][outcome]
};

// The value of a coalition of channels is the difference between treatment and control, in one replication, with these
// channels on and the others off; each replication has Shapley values of its own, so that their spread is that of
// paired differences. With 10 pairs or more they are read off at equal money, all against the same covariate, the
// difference in money with all channels on: a regression on one covariate keeps the sum.
// Throws FileProblem when the results do not hold the study's cases, or not the behaviour that was chosen.
DecompositionFinding decomposition_of(const Results&, const Study&, const Selection& = {});

std::string screen_text(const DecompositionFinding&, const Layout& = {}); // one screen, as of a verdict
std::string report_text(const DecompositionFinding&, const Layout& = {}); // all of it
std::string report_json(const DecompositionFinding&);

} // namespace drumbeat
