// SPDX-License-Identifier: Apache-2.0
// What charts show of a study beyond its verdict: every arm against the first, who paid, and how quantities move over
// the years, for the country and for its technology areas.
#pragma once

#include "outputs/verdict/money.hpp"

#include <array>
#include <string>
#include <vector>

namespace drumbeat {

// 5, 25, 50, 75 and 95 % over runs; over an ensemble, over the runs of all its members.
using Quantiles = std::array<double, 5>;

// A quantity over the years: [case][place][year]. Cases stand in the order of levels, arms, behaviours; place 0 is the
// country, then come the areas, where they are kept.
struct Path {
    std::string name, unit;
    std::vector<std::vector<std::vector<Quantiles>>> cases;
};

// A paired difference in one outcome, in the outcome's unit (shares in points).
struct ChartCell {
    Mean difference;
    Interval known; // 90 % interval of the mean: what decides whether there is an effect
    Interval luck;  // 5-95 % of the paired differences
    double control = missing, treatment = missing;
};

// Two arms in every outcome: [outcome][levels][behaviour]. The effects on capacity, on firms that scaled up and on
// investment are the verdict's, at equal money where that can be read off; the others are as they came. Where the
// verdict speaks of technology areas, so do the cells, missing where an outcome is not recorded of areas, and the
// country's stand beside them.
struct ChartComparison {
    Contrast contrast;
    std::vector<ChartCell> cells;
    std::vector<std::vector<std::string>> areas; // [levels][behaviour]: that the cells are of; none: the country
    std::vector<ChartCell> country; // in the order of the cells; empty where all of those are the country's
};

struct Charts {
    std::vector<Quantity> outcomes;
    std::vector<ChartComparison> contrasts; // the study's
    std::vector<ChartComparison>
        arms; // every other arm against the first; ordered by dose where that is all they differ in
    std::vector<OutcomeTable> paid; // million euro of expansion, by who paid
    Money money;                    // who paid whom, and what institutions held
    std::vector<int> years;
    std::vector<std::string> places; // the first is the country's and has no name
    std::vector<Path> paths;
    std::vector<std::vector<std::vector<Constraints>>> constraints; // [case][place][year]: shares of firms
    std::int64_t runs = 0;                                          // of each case that kept their years
    bool first_condition_alone = false;                             // paths: of so many cases, only the first levels'
};

// Whether every arm against the first is a chart of its own: with a single other arm it repeats a contrast that is
// there.
bool has_chart_of_arms(const Charts&);

// Throws FileProblem when the results do not hold the study's cases.
Charts charts_of(const Results&, const Study&, const Verdict&);

} // namespace drumbeat
