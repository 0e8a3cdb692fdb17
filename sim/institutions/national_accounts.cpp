// SPDX-License-Identifier: Apache-2.0
#include "sim/institutions/national_accounts.hpp"

#include "agents/national_accounts.hpp"

namespace drumbeat {

namespace {

// Firms' research where no research is modelled: the same share of turnover.
double research_of(const Research& research, double counted, double turnover) {
    return research.enabled ? counted : research.rd_share * turnover;
}

SectorYears sector_years(const Prepared& p, const Totals& t, const ResearchSystem& research) {
    SectorYears sector;
    sector.years_since_start = p.years - p.burn_in - 1;
    sector.turnover_first = t.turnover_at_start;
    sector.turnover_last = t.turnover_last;
    sector.research_first = research_of(p.scenario.research, research.at_start, t.turnover_at_start);
    sector.research_last = research_of(p.scenario.research, research.last, t.turnover_last);
    sector.research_total = research_of(p.scenario.research, research.by_firms + research.by_state, t.turnover_sum);
    sector.defence_last = t.defence_last;
    return sector;
}

} // namespace

void draw_up_accounts(const Prepared& p, const Totals& totals, const ResearchSystem& research, RunRecord& record) {
    if (!p.scenario.macro.enabled) return;
    const NationalAccounts a = national_accounts(p.scenario.macro, sector_years(p, totals, research));
    record.at(Outcome::value_added_meur) = a.value_added;
    record.at(Outcome::value_added_gdp_share) = a.value_added_share;
    record.at(Outcome::jobs_gross) = a.jobs;
    record.at(Outcome::jobs_net) = a.jobs_net;
    record.at(Outcome::industry_gdp_share) = a.industry_share;
    record.at(Outcome::rd_gdp_share) = a.rd_share;
    record.at(Outcome::defence_gdp_share) = a.defence_share;
    record.at(Outcome::gdp_effect_low_meur) = a.gdp_effect.low;
    record.at(Outcome::gdp_effect_middle_meur) = a.gdp_effect.middle;
    record.at(Outcome::gdp_effect_high_meur) = a.gdp_effect.high;
    record.at(Outcome::rd_payoff_low_meur) = a.rd_payoff.low;
    record.at(Outcome::rd_payoff_middle_meur) = a.rd_payoff.middle;
    record.at(Outcome::rd_payoff_high_meur) = a.rd_payoff.high;
    record.at(Outcome::civil_payoff_middle_meur) = a.civil_payoff.middle;
}

} // namespace drumbeat
