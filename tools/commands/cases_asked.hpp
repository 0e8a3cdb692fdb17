// SPDX-License-Identifier: Apache-2.0
// The cases of a stored study by number or by names, for `explain`.
#pragma once

#include "config/case_names.hpp"
#include "config/study.hpp"

#include <string>
#include <vector>

namespace drumbeat::tools {

// The case that was asked for: its number, or names of it with / between them; the first where nothing is asked. Throws
// FileProblem with the cases where that is none or more than one. `arm`: names are looked for among its cases only.
// `option` is what a message names.
std::size_t case_asked(const std::string& asked, const CaseNames& cases, const std::string& arm = {},
                       const char* option = "--case");

// Two cases that differ in their arm alone.
struct CasePair {
    std::size_t treatment = 0, control = 0;
};
// Of a contrast by its name. `asked` may name behaviour and levels; the first ones where nothing is asked. Throws
// FileProblem with the names of the contrasts, or with the cases.
CasePair pair_asked(const Study&, const std::string& contrast, const std::string& asked, const CaseNames& cases);

// A technology area by its name. Throws FileProblem with the names.
int area_asked(const Scenario&, const std::string& area);

} // namespace drumbeat::tools
