// SPDX-License-Identifier: Apache-2.0
// What came out of a study, as tables for others. Every one has a row's coordinates first: arm, behaviour, a column per
// factor.
#pragma once

#include "outputs/pages/language.hpp"
#include "outputs/tables/table.hpp"
#include "outputs/verdict/verdict.hpp"

namespace drumbeat {

// What the tables are made of, and the language of labels. All must outlive the call.
struct Answers {
    const Results& results;
    const Study& study;
    const Verdict& verdict;
    Language language = Language::en;
};

void cases_table(const Answers&, RowSink&);    // one row a case: names and labels
void runs_table(const Answers&, RowSink&);     // one row a run, with every outcome
void effects_table(const Answers&, RowSink&);  // one row a contrast, behaviour, levels and quantity
void outcomes_table(const Answers&, RowSink&); // one row a case and outcome: mean, and difference from the first arm

// By technology area and by size class: one row a run and group; and one a case, group and outcome, with means and
// differences from the first arm. None in older results, which lack them.
void areas_table(const Answers&, RowSink&);
void sizes_table(const Answers&, RowSink&);
void area_means_table(const Answers&, RowSink&);
void size_means_table(const Answers&, RowSink&);

// Years, where they were kept: one row a case, year, area and quantity, with mean and quantiles over runs; and one a
// case, year and area with the mean of every quantity.
void yearly_table(const Answers&, RowSink&);
void yearly_means_table(const Answers&, RowSink&);

// For the same runs: one row a case, year and quantity of an institution; and one a case, year, sector and purpose
// where anything is paid.
void institutions_table(const Answers&, RowSink&);
void accounts_table(const Answers&, RowSink&);

// For the runs that kept their investors: one row a run, year and investor; and one a deal.
void investors_table(const Answers&, RowSink&);
void deals_table(const Answers&, RowSink&);

// One row a parameter of the base: value, what arms and levels set, meaning, source.
void parameters_table(const Answers&, RowSink&);

// A line on every column of other tables.
void dictionary_table(const Answers&, const std::vector<TableHead>&, RowSink&);

} // namespace drumbeat
