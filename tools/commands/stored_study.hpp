// SPDX-License-Identifier: Apache-2.0
// The study that a results file holds, for commands that work on it further.
#pragma once

#include "config/cases.hpp"
#include "outputs/files/results.hpp"
#include "tools/commands/work.hpp"

#include <string>
#include <vector>

namespace drumbeat::tools {

// It states everything, so that no folder of scenarios is needed. Throws FileProblem.
Study stored_study(const Results&, const std::string& file);
Study stored_study(const std::string& study_text, const std::string& file);

// All of its cases, looked at one by one. Throws FileProblem where one has mistakes.
Survey stored_survey(const Study&, const std::string& file);
// One of its cases. Throws FileProblem where that has mistakes.
Case stored_case_at(const CaseList&, std::size_t index, const std::string& file);
// Where the cases of a file stand among those of its study: in older files they have another order.
std::vector<std::size_t> places_of(const CaseNames& stored, const CaseList&, const std::string& file);

// Throws FileProblem where another model computed the results: this one would not repeat them.
void check_signature(const Results&, const std::string& file);

} // namespace drumbeat::tools
