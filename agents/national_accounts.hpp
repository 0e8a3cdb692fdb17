// SPDX-License-Identifier: Apache-2.0
// What the sector is to the economy: value added, jobs, research, and what may come of them, as ranges.
#pragma once

#include "config/institutions.hpp"

namespace drumbeat {

// The sector in the first and in the last year of the policy. Money in meur a year, constant prices.
struct SectorYears {
    int years_since_start = 0; // from the scenario's first year to the last
    double turnover_first = 0;
    double turnover_last = 0;
    double research_first = 0; // of firms, institutes and agency
    double research_last = 0;  // the same
    double research_total = 0; // over the years of the policy
    double defence_last = 0;   // defence budget
};

// A view from low to high: never one number.
struct Range {
    double low = 0;
    double middle = 0;
    double high = 0;
};

// In the last year: value added (turnover times its share), its share of GDP; jobs, and jobs net of those drawn from
// other sectors; industry's and research's share of GDP if nothing else in the economy changes its own; the defence
// budget's share. gdp_effect: extra value added times the multiplier. rd_payoff: euros in twenty years of the research
// done under the policy; civil_payoff the part of it outside defence.
struct NationalAccounts {
    double value_added = 0;
    double value_added_share = 0;
    double jobs = 0;
    double jobs_net = 0;
    double industry_share = 0;
    double rd_share = 0;
    double defence_share = 0;
    Range gdp_effect;
    Range rd_payoff;
    Range civil_payoff;
};
NationalAccounts national_accounts(const Macro&, const SectorYears&);

} // namespace drumbeat
