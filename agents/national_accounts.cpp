// SPDX-License-Identifier: Apache-2.0
#include "agents/national_accounts.hpp"

#include "agents/maths.hpp"

namespace drumbeat {

namespace {

Range times(double amount, double low, double middle, double high) {
    return {amount * low, amount * middle, amount * high};
}

} // namespace

NationalAccounts national_accounts(const Macro& m, const SectorYears& sector) {
    NationalAccounts a;
    double gdp = m.gdp_meur;
    for (int year = 0; year < sector.years_since_start; ++year) gdp *= 1 + m.gdp_growth;
    const double added = m.value_added_share * (sector.turnover_last - sector.turnover_first);
    const double net = (1 - m.crowding_out) * added;
    a.value_added = m.value_added_share * sector.turnover_last;
    a.value_added_share = a.value_added / gdp;
    a.jobs = m.jobs_per_meur * sector.turnover_last;
    const double new_jobs = m.jobs_per_meur * (sector.turnover_last - sector.turnover_first);
    a.jobs_net = a.jobs - m.crowding_out * new_jobs;
    a.industry_share = m.industry_share + net / gdp;
    a.rd_share = m.rd_gdp_share + (sector.research_last - sector.research_first) / gdp;
    a.defence_share = sector.defence_last / gdp;
    a.gdp_effect = times(added, m.multiplier_low, m.multiplier_middle, m.multiplier_high);
    a.rd_payoff = times(sector.research_total, m.rd_payoff_low, m.rd_payoff_middle, m.rd_payoff_high);
    a.civil_payoff = times(m.civil_share, a.rd_payoff.low, a.rd_payoff.middle, a.rd_payoff.high);
    return a;
}

} // namespace drumbeat
