// SPDX-License-Identifier: Apache-2.0
// What the tables have in common: the columns that tell rows apart, and those of a mean and a difference. For them
// alone.
#pragma once

#include "outputs/tables/study_tables.hpp"

#include <string_view>
#include <vector>

namespace drumbeat {

// A column with a label that is declared once, in both languages.
Column column(const Answers&, const char* name, const char* unit, Phrase label, const char* meaning);
void add(std::vector<Column>&, const std::vector<Column>&);
void add(std::vector<Cell>&, const std::vector<Cell>&);

// A column per factor, with names that no other column of any table has.
std::vector<Column> factor_columns(const Answers&, const std::vector<std::string>& factors);

std::vector<Column> case_columns(const Answers&); // arm, behaviour, factors
std::vector<Cell> case_cells(const Answers&, std::size_t case_index);
Column replication_column(const Answers&);

Column quantity_column(const Answers&, const Quantity&);
std::string answer_text(const Answers&, Answer);

// For each case the one of the first arm with the same behaviour and levels.
std::vector<std::size_t> first_arms(const Results&);

// Of tables of cases: mean, and difference from the case of the first arm, which has none from itself.
std::vector<Column> difference_columns(const Answers&);
std::vector<Cell> difference_cells(const std::vector<double>& own, const std::vector<double>& first, bool is_first);

} // namespace drumbeat
