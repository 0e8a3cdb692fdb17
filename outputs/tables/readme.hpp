// SPDX-License-Identifier: Apache-2.0
// What stands beside tables: what was asked, what the answer is and where it ends, what the results are of. A name and
// a text each.
#pragma once

#include "outputs/tables/study_tables.hpp"

#include <string>
#include <utility>
#include <vector>

namespace drumbeat {

using Lines = std::vector<std::pair<std::string, std::string>>;

Lines readme_lines(const Answers&);

// One plain sentence for what is said of the main contrast under the same behaviours and conditions.
std::vector<std::string> answers_of(const Answers&);
std::vector<std::string> limits(const Answers&); // a sentence each
std::string runs_text(const Answers&);           // replications, cases, seed; what is incomplete or failed
std::string provenance_text(const Answers&);     // signature, content hash, format
std::string reproduce_text(const Answers&);

} // namespace drumbeat
