// SPDX-License-Identifier: Apache-2.0
// What tables of years have to fit: the simulated years, the unit, and what they stand for.
#pragma once

#include "config/bilingual.hpp"
#include "config/setting.hpp"

#include <string>
#include <vector>

namespace drumbeat {

struct TableFinding {
    Severity severity = Severity::error;
    std::string code, path;
    Bilingual message;                   // of an error in English alone
    std::vector<std::string> depends_on; // other paths at which it can be mended
};

std::vector<TableFinding> check_tables(const Scenario&);

// Defence budget, and planned requirement of an area, in the first reported year, meur: of a table if one is given.
double first_defence_meur(const Scenario&);
double first_plan_meur(const Scenario&, const Segment&);

} // namespace drumbeat
