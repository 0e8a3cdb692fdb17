// SPDX-License-Identifier: Apache-2.0
// Why a firm did or did not expand in a year, as a page for people and as JSON for programs.
#pragma once

#include "config/scenario.hpp"
#include "sim/replay/turning.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace drumbeat {

struct Explanation {
    std::string study, case_name; // case_name: "stable/careful/tight"
    std::uint64_t seed = 0;
    std::int64_t replication = 0;
    int firm = 0, year = 0; // row of the panel, calendar year
    Scenario scenario;      // of the case
    Decision decision;
    std::vector<Turn> turns;
};

// At most 80 columns wide. Money and volumes per firm, million euro.
std::string explanation_text(const Explanation&);
// The same and more digits; money per firm.
std::string explanation_json(const Explanation&);

} // namespace drumbeat
