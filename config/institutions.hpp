// SPDX-License-Identifier: Apache-2.0
// The parameters of those around firms and buyer: economy, regions, research, economic policy, supply chains, European
// buyer, threat. Every block is absent until it is enabled. institutions_codebook.hpp says what each parameter means.
#pragma once

#include "config/codebook.hpp"

#include <array>
#include <string_view>

namespace drumbeat {

// Where the money of an instrument comes from: out of the procurement budget, or on top of it.
enum class PaidFrom { procurement, extra };
template <> inline constexpr std::array<std::string_view, 2> names_of<PaidFrom>{"procurement", "extra"};
// Each instrument with a `paid_from` says in `on_top` what it spends by design beyond the budget, in a unit of its own:
// arms in which that differs have not the same money.

// Whether the ministry keeps to the plan that was made before, or answers what it sees: to which end it then moves what
// is not bound, and when the end is capacity at home, whether orders go where it is or where it lacks.
enum class Steering { fixed, responsive };
template <> inline constexpr std::array<std::string_view, 2> names_of<Steering>{"fixed", "responsive"};
enum class SteeringGoal { readiness, domestic_capacity };
template <> inline constexpr std::array<std::string_view, 2> names_of<SteeringGoal>{"readiness", "domestic_capacity"};
enum class SteeringDirection { follow, chase };
template <> inline constexpr std::array<std::string_view, 2> names_of<SteeringDirection>{"follow", "chase"};

// The Ministry of Defence: how far it binds later years, and how it moves its plan between areas.
struct MinistryRules {
    Steering steering = Steering::fixed;
    double committed_cap = .9;
    double overprogramming = 0;
    SteeringGoal goal = SteeringGoal::readiness;
    SteeringDirection direction = SteeringDirection::chase;
    double reallocation = 1;
    double step = .03;
    double review_step = .15;
    int review_years = 4;
    double readiness_decay = .15;
    double memory = .7;
    bool responds() const {
        const bool keeps_to_plan = steering == Steering::fixed;
        return !keeps_to_plan;
    }
    friend bool operator==(const MinistryRules&, const MinistryRules&) = default;
};

// The threat that orders answer: when it changes, what is committed to the old one is worth less.
struct Threat {
    bool enabled = false;
    double switch_probability = .07;
    int switch_year = 2300;
    double obsolescence = .4;
    double shift = 0;
    double response = 0;
    friend bool operator==(const Threat&, const Threat&) = default;
};

// Ecosystems: firms live in regions, share a labour market and learn from their neighbours.
struct Regions {
    bool enabled = false;
    int count = 5;
    double home_share = .6;
    double agglomeration = .03;
    double labour_growth = .06;
    double wage_response = .05;
    friend bool operator==(const Regions&, const Regions&) = default;
};

// Research and development: knowledge lowers unit cost, spills over, and fades.
struct Research {
    bool enabled = false;
    double rd_share = .11;
    double decay = .15;
    double cost_elasticity = .05;
    double spillover = .3;
    double government_meur = 516;
    double crowd_in = .55;
    friend bool operator==(const Research&, const Research&) = default;
};

// Knowledge institutes: public research for technology areas, and projects with firms.
struct Institutes {
    bool enabled = false;
    double budget_meur = 35;
    double project_meur = 1;
    double success = .4;
    double quality_step = .02;
    PaidFrom paid_from = PaidFrom::procurement;
    double on_top() const;
    friend bool operator==(const Institutes&, const Institutes&) = default;
};

// A national agency for disruptive innovation: few successes, large ones.
struct InnovationAgency {
    bool enabled = false;
    double budget_meur = 200;
    double project_meur = 5;
    double open_share = 1;
    double success_open = .10;
    double success_specified = .03;
    double quality_gain = .10;
    double cost_gain = .10;
    double stage_gate = .5;
    PaidFrom paid_from = PaidFrom::procurement;
    double on_top() const;
    friend bool operator==(const InnovationAgency&, const InnovationAgency&) = default;
};

// The Ministry of Economic Affairs: generic tax incentives, or targeted co-investment with forecast skill.
struct EconomicAffairs {
    bool enabled = false;
    double generic_meur = 185;
    double targeted_share = 0;
    double to_agency = .3;
    double generic_effect = .28;
    double forecast_skill = .65;
    double participation = .25;
    double grant_equivalent = .5;
    int exit_years = 8;
    double retained = .8;
    double winner_multiple = 1.5;
    friend bool operator==(const EconomicAffairs&, const EconomicAffairs&) = default;
};

// The funds of the market for equity, where private investors are funds: some 36 of nine types, or one fund without
// limits that decides as an appetite does.
enum class FundPopulation { types, one };
template <> inline constexpr std::array<std::string_view, 2> names_of<FundPopulation>{"types", "one"};

struct FundMarket {
    FundPopulation population = FundPopulation::types;
    double capital = 1;
    int meetings = 8;
    bool priced = true;
    double risk_price = .1;
    double openness_2030 = .5;
    double reserve = .35;
    double most_in_one = .15;
    int invest_years = 5;
    int life_years = 10;
    double exit_multiple = 7;
    double exit_luck = .8;
    double belief_exits = 5;
    double belief_memory = .9;
    double others_weight = .25;
    double new_managers = 2.5;
    friend bool operator==(const FundMarket&, const FundMarket&) = default;
};

// Screening of foreign investors, and what their money brings.
struct ForeignInvestors {
    double share = 0;
    bool screening = false;
    double pass = .9;
    double takeover = .02;
    friend bool operator==(const ForeignInvestors&, const ForeignInvestors&) = default;
};

// Production sites that the ministry leases and firms use.
struct LeasedSites {
    int lag_years = 1;
    double rent_share = .15;
    PaidFrom paid_from = PaidFrom::procurement;
    double on_top() const;
    friend bool operator==(const LeasedSites&, const LeasedSites&) = default;
};

// Civil firms and civil markets: plants that can turn to defence, and defence plants that can serve others.
struct Civil {
    bool enabled = false;
    double candidate_rate = .02;
    double conversion_cost = .2;
    double relative_size = 1;
    double margin = .05;
    friend bool operator==(const Civil&, const Civil&) = default;
};

// Primes buy parts from smaller firms, and pass their volatility on.
struct SupplyChain {
    bool enabled = false;
    double bought_in = .65;
    double at_home = .4;
    double bullwhip = 1.2;
    double memory = .7;
    friend bool operator==(const SupplyChain&, const SupplyChain&) = default;
};

// A European buyer: joint orders of several countries, with a European instead of a national preference.
struct EuropeanBuyer {
    bool enabled = false;
    double pooled_share = .2;
    double partners = 1;
    double preference = .03;
    double scale_saving = .10;
    double access_meur = 10;
    friend bool operator==(const EuropeanBuyer&, const EuropeanBuyer&) = default;
};

// The national accounts around the sector: yardsticks, and ranges instead of one number.
struct Macro {
    bool enabled = false;
    double gdp_meur = 1130000;
    double gdp_growth = .013;
    double value_added_share = .40;
    double industry_share = .12;
    double rd_gdp_share = .0227;
    double jobs_per_meur = 7;
    double crowding_out = .6;
    double multiplier_low = 0, multiplier_middle = .4, multiplier_high = 1.2;
    double rd_payoff_low = 1.6, rd_payoff_middle = 2.5, rd_payoff_high = 7.5;
    double civil_share = .2;
    friend bool operator==(const Macro&, const Macro&) = default;
};

} // namespace drumbeat
