// SPDX-License-Identifier: Apache-2.0
// What is said of a contrast: under which behaviours and conditions the same is said, and the ranges of the numbers.
#pragma once

#include "outputs/verdict/verdict.hpp"

#include <cstddef>
#include <vector>

namespace drumbeat {

struct Statement {
    std::size_t contrast = 0;
    std::vector<std::size_t> levels, behaviours; // positions in the verdict under which this is said
    // Which way each quantity goes; `no_effect` is within the band of the verdict's margin.
    Answer capacity = Answer::undecided, investment = Answer::undecided, firms = Answer::undecided;
    Counting counting = Counting::untold;
    Answer told = Answer::undecided; // the sign that definitions of firms tell, where they tell no opposite ones
    std::vector<std::string> areas;  // none: the country
    bool extra_money = false, at_equal_money = false;
    bool withheld = false;                                    // too many runs failed: no verdict is given
    bool same_run = false;                                    // nothing was tested
    bool nothing = false;                                     // too few pairs to say anything
    std::size_t pairs = 0;                                    // the fewest
    Interval capacity_points, capacity_meur, investment_meur; // from the least to the largest mean
    Interval firms_points, definitions;                       // definitions: over all that count firms, too
    Interval luck;                                            // lowest and highest end, of capacity growth
    Interval better_of_100, equal_of_100;                     // of capacity growth
    Interval money_change;                                    // per cent of public money
    Interval national_capacity, national_investment;          // where the statement is of areas
    Interval parameters, firms_parameters;                    // of capacity growth, of firms; where all assessed them
};

// Of one behaviour and one combination of levels.
Statement statement_of(const Verdict&, std::size_t contrast, std::size_t level, std::size_t behaviour);

// Under one combination of levels: behaviours of which the same is said share a statement, in their order.
std::vector<Statement> statements_under(const Verdict&, std::size_t contrast, std::size_t level);

// Over all combinations: those under which the same is said of the same behaviours share their statements.
// In every group all statements are of the same levels.
std::vector<std::vector<Statement>> statements_of(const Verdict&, std::size_t contrast);

// How contrasts other than the main one come out under the first levels: one is `more` or `less` capacity when it is so
// under all behaviours, `none` when under all within the band, `same` when its arms are the same run under all, else
// mixed or undecided.
struct Tally {
    std::size_t more = 0, less = 0, none = 0, same = 0, undecided = 0;
    std::size_t all() const { return more + less + none + same + undecided; }
};
Tally tally_of_others(const Verdict&);

} // namespace drumbeat
