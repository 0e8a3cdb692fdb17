// SPDX-License-Identifier: Apache-2.0
// The codebook of the institutions: each parameter of institutions.hpp in one entry. Read by parameter.cpp alone.
#pragma once

#include "config/codebook.hpp"
#include "config/institutions.hpp"

#include <tuple>

namespace drumbeat {

template <>
inline constexpr auto codebook_of<MinistryRules> = std::tuple{
    Entry{
        "steering", &MinistryRules::steering, "-", allowed{0, 0}, no_distribution, Kind::lever, Confidence::high,
        "whether the ministry keeps to its plan, or postpones what later years cannot pay and moves what is not bound",
        "policy"},
    Entry{"committed_cap", &MinistryRules::committed_cap, "1", allowed{0, 1}, plausible{.7, 1}, Kind::lever,
          Confidence::low, "largest part of a later year's plan for firms at home that contracts may bind",
          "S4 for the year itself; estimate"},
    Entry{"overprogramming", &MinistryRules::overprogramming, "1", allowed{0, 1}, plausible{0, .2}, Kind::lever,
          Confidence::low, "how much more than its plan the ministry takes a later year to hold", "estimate"},
    Entry{"goal", &MinistryRules::goal, "-", allowed{0, 0}, no_distribution, Kind::lever, Confidence::high,
          "what the plan is moved for: deliveries behind plan, or capacity at home", "policy"},
    Entry{"direction", &MinistryRules::direction, "-", allowed{0, 0}, no_distribution, Kind::lever, Confidence::high,
          "for capacity at home: whether orders follow it, or chase what is lost for lack of it", "policy"},
    Entry{"reallocation", &MinistryRules::reallocation, "1", allowed{0, 20}, plausible{.25, 4}, Kind::uncertainty,
          Confidence::low, "log change of an area's share of the plan for a gap of 1 above the others'", "guess"},
    Entry{"step", &MinistryRules::step, "1", allowed{0, 1}, plausible{.01, .05}, Kind::uncertainty, Confidence::low,
          "largest part of the plan that moves between areas in a year",
          "estimate: 1 to 3 % a year in the United States"},
    Entry{"review_step", &MinistryRules::review_step, "1", allowed{0, 1}, plausible{.05, .25}, Kind::uncertainty,
          Confidence::low, "the same in a year of review", "guess"},
    Entry{"review_years", &MinistryRules::review_years, "years", allowed{1, 30}, plausible{3, 6}, Kind::uncertainty,
          Confidence::medium, "years from one review to the next, from policy_from on",
          "estimate: Dutch defence papers of 2018, 2022 and 2024"},
    Entry{"readiness_decay", &MinistryRules::readiness_decay, "1", allowed{0, 1}, plausible{.05, .3}, Kind::uncertainty,
          Confidence::low, "part of readiness that each year's deliveries over plan replace", "guess"},
    Entry{"memory", &MinistryRules::memory, "1", allowed{0, .99}, plausible{.5, .9}, Kind::uncertainty, Confidence::low,
          "weight of the past in what the ministry sees of domestic share, loss on capacity and delay", "guess"}};

template <>
inline constexpr auto codebook_of<Threat> = std::tuple{
    Entry{"enabled", &Threat::enabled, "-", allowed{0, 1}, no_distribution, Kind::setting, Confidence::high,
          "whether the threat can change, from policy_from", "definition"},
    Entry{"switch_probability", &Threat::switch_probability, "1/year", allowed{0, 1}, plausible{.05, .1},
          Kind::uncertainty, Confidence::low, "yearly probability that the threat behind a technology area changes",
          "estimate"},
    Entry{"switch_year", &Threat::switch_year, "year", allowed{1900, 2300}, no_distribution, Kind::setting,
          Confidence::high, "a year in which every area's threat changes for certain; beyond the horizon there is none",
          "definition: a shock test"},
    Entry{"obsolescence", &Threat::obsolescence, "1", allowed{0, 1}, plausible{.3, .6}, Kind::uncertainty,
          Confidence::low, "share of its value that a call-off loses under a contract signed before the threat changed",
          "estimate"},
    Entry{"shift", &Threat::shift, "1", allowed{0, 1}, plausible{0, .3}, Kind::uncertainty, Confidence::low,
          "share of the area's plan that moves to the other areas for good when its threat changes", "estimate"},
    Entry{"response", &Threat::response, "1/year", allowed{0, 1}, no_distribution, Kind::lever, Confidence::low,
          "yearly probability that the ministry ends a contract made obsolete, against compensation", "policy"}};

template <>
inline constexpr auto codebook_of<Regions> = std::tuple{
    Entry{"enabled", &Regions::enabled, "-", allowed{0, 1}, no_distribution, Kind::setting, Confidence::high,
          "whether firms live in regions", "definition"},
    Entry{"count", &Regions::count, "regions", allowed{1, 20}, no_distribution, Kind::setting, Confidence::low,
          "number of regions; technology areas have their ecosystem in one of them, in turn", "estimate"},
    Entry{"home_share", &Regions::home_share, "1", allowed{0, 1}, plausible{.2, .9}, Kind::uncertainty, Confidence::low,
          "share of an area's firms that live in the region of its ecosystem; the others are spread evenly",
          "estimate"},
    Entry{"agglomeration", &Regions::agglomeration, "1", allowed{0, .2}, plausible{.02, .05}, Kind::uncertainty,
          Confidence::low, "fall of unit cost when the output of a firm's region doubles; assumed sign",
          "estimate, within the literature's 2 to 5 % a doubling"},
    Entry{"labour_growth", &Regions::labour_growth, "1/year", allowed{0, 5}, plausible{.02, .15}, Kind::uncertainty,
          Confidence::low, "largest growth of a region's staff in a year; what firms want beyond it is rationed evenly",
          "S33 S42 for tightness; size estimated"},
    Entry{"wage_response", &Regions::wage_response, "1", allowed{0, 1}, plausible{0, .15}, Kind::uncertainty,
          Confidence::low, "rise of unit cost in a region where no wanted hire can be made; in proportion below that",
          "S33 S42 for the sign; size estimated"}};

template <>
inline constexpr auto codebook_of<Research> = std::tuple{
    Entry{"enabled", &Research::enabled, "-", allowed{0, 1}, no_distribution, Kind::setting, Confidence::high,
          "whether firms do research that changes what they can do", "definition"},
    Entry{"rd_share", &Research::rd_share, "1", allowed{0, .5}, plausible{.05, .15}, Kind::uncertainty,
          Confidence::medium, "firms' research as a share of turnover", "S6"},
    Entry{"decay", &Research::decay, "1/year", allowed{.01, 1}, plausible{.1, .2}, Kind::uncertainty,
          Confidence::medium, "yearly loss of knowledge", "the usual depreciation of R&D capital"},
    Entry{"cost_elasticity", &Research::cost_elasticity, "1", allowed{0, .5}, plausible{.03, .1}, Kind::uncertainty,
          Confidence::low, "fall of unit cost per unit of log knowledge, relative to the country at rest; assumed sign",
          "output elasticities of R&D capital, .05 to .10"},
    Entry{"spillover", &Research::spillover, "1", allowed{0, 1}, plausible{.2, .5}, Kind::uncertainty, Confidence::low,
          "weight of the research of others, in the region or else in the technology area; assumed sign",
          "S30 for the sign; size estimated"},
    Entry{"government_meur", &Research::government_meur, "meur", allowed{.001, 1000000.0}, plausible{250, 1300},
          Kind::uncertainty, Confidence::low, "government's yearly defence research before any instrument here",
          "estimate: 2 % of the defence budget"},
    Entry{"crowd_in", &Research::crowd_in, "1", allowed{0, 2}, plausible{.3, .6}, Kind::uncertainty, Confidence::high,
          "elasticity of firms' research to the government's; assumed sign", "S30"}};

template <>
inline constexpr auto codebook_of<Institutes> = std::tuple{
    Entry{"enabled", &Institutes::enabled, "-", allowed{0, 1}, no_distribution, Kind::lever, Confidence::high,
          "whether institutes get a programme, from policy_from; needs research.enabled", "S1"},
    Entry{"budget_meur", &Institutes::budget_meur, "meur", allowed{0, 100000.0}, plausible{10, 200}, Kind::lever,
          Confidence::medium, "yearly budget, shared by technology areas in proportion to their focus",
          "S1: 35 million, here every year"},
    Entry{"project_meur", &Institutes::project_meur, "meur", allowed{.01, 1000}, plausible{.5, 3}, Kind::uncertainty,
          Confidence::low, "size of a project with a firm", "estimate"},
    Entry{"success", &Institutes::success, "1", allowed{0, 1}, plausible{.3, .5}, Kind::uncertainty, Confidence::low,
          "probability that a project brings the firm one step of technology readiness", "estimate"},
    Entry{"quality_step", &Institutes::quality_step, "1", allowed{0, 1}, plausible{0, .05}, Kind::uncertainty,
          Confidence::low, "rise of tender quality by a step of readiness; assumed sign", "estimate"},
    Entry{"paid_from", &Institutes::paid_from, "-", allowed{0, 0}, no_distribution, Kind::lever, Confidence::high,
          "where the money comes from", "policy"}};

template <>
inline constexpr auto codebook_of<InnovationAgency> = std::tuple{
    Entry{"enabled", &InnovationAgency::enabled, "-", allowed{0, 1}, no_distribution, Kind::lever, Confidence::high,
          "whether the agency exists, from policy_from; needs research.enabled", "S1"},
    Entry{
        "budget_meur", &InnovationAgency::budget_meur, "meur", allowed{0, 100000.0}, plausible{25, 300}, Kind::lever,
        Confidence::medium,
        "yearly budget beyond what economic_affairs passes on, shared by technology areas in proportion to their focus",
        "S45: two billion in ten years"},
    Entry{"project_meur", &InnovationAgency::project_meur, "meur", allowed{.01, 10000}, plausible{1, 10},
          Kind::uncertainty, Confidence::low, "size of a project", "estimate"},
    Entry{"open_share", &InnovationAgency::open_share, "1", allowed{0, 1}, plausible{0, 1}, Kind::lever,
          Confidence::medium,
          "share of projects in open calls, in which every firm is as likely; the others are specified "
          "and go to firms in proportion to capacity",
          "S34"},
    Entry{"success_open", &InnovationAgency::success_open, "1", allowed{0, 1}, plausible{.05, .2}, Kind::uncertainty,
          Confidence::low, "probability that a project of an open call succeeds", "estimate"},
    Entry{"success_specified", &InnovationAgency::success_specified, "1", allowed{0, 1}, plausible{0, .1},
          Kind::uncertainty, Confidence::low, "the same in a specified call; that it is lower is an assumed sign",
          "S34 for the sign; size estimated"},
    Entry{"quality_gain", &InnovationAgency::quality_gain, "1", allowed{0, 2}, plausible{.05, .2}, Kind::uncertainty,
          Confidence::low, "rise of tender quality by a success", "estimate"},
    Entry{"cost_gain", &InnovationAgency::cost_gain, "1", allowed{0, .9}, plausible{0, .2}, Kind::uncertainty,
          Confidence::low, "fall of unit cost by a success", "estimate"},
    Entry{"stage_gate", &InnovationAgency::stage_gate, "1", allowed{0, 1}, plausible{0, .7}, Kind::lever,
          Confidence::low, "share of a failing project's money that is saved by ending it early; spent next year",
          "policy; default estimated"},
    Entry{"paid_from", &InnovationAgency::paid_from, "-", allowed{0, 0}, no_distribution, Kind::lever, Confidence::high,
          "where the agency's own budget comes from", "policy"}};

template <>
inline constexpr auto codebook_of<EconomicAffairs> = std::tuple{
    Entry{"enabled", &EconomicAffairs::enabled, "-", allowed{0, 1}, no_distribution, Kind::lever, Confidence::high,
          "whether the ministry can move its money, from policy_from", "S1"},
    Entry{"generic_meur", &EconomicAffairs::generic_meur, "meur", allowed{0, 100000.0}, plausible{100, 300},
          Kind::uncertainty, Confidence::low,
          "generic tax incentives that these firms get in a year, part of their earnings at the start",
          "S46: 3.7 billion in all; the sector's part estimated as 5 %, its share of business R&D"},
    Entry{"targeted_share", &EconomicAffairs::targeted_share, "1", allowed{0, 1}, plausible{0, .5}, Kind::lever,
          Confidence::medium, "share of that money moved to targeted instruments", "S1"},
    Entry{"to_agency", &EconomicAffairs::to_agency, "1", allowed{0, 1}, plausible{0, 1}, Kind::lever, Confidence::low,
          "part of the moved money for the innovation agency, where it exists; the rest is co-invested",
          "S1; estimated"},
    Entry{"generic_effect", &EconomicAffairs::generic_effect, "1", allowed{0, 3}, plausible{.28, 1}, Kind::uncertainty,
          Confidence::medium, "research that firms do per euro of generic incentives", "S46"},
    Entry{"forecast_skill", &EconomicAffairs::forecast_skill, "1", allowed{.5, .99}, plausible{.5, .8},
          Kind::uncertainty, Confidence::low,
          "probability that the ministry ranks a firm whose expansion is worth it above one whose is not: .5 is a coin",
          "estimate"},
    Entry{"participation", &EconomicAffairs::participation, "1", allowed{0, .49}, plausible{.1, .49}, Kind::lever,
          Confidence::low, "share of a chosen firm's expansion that the state pays for as a shareholder", "estimate"},
    Entry{"grant_equivalent", &EconomicAffairs::grant_equivalent, "1", allowed{0, 1}, plausible{0, 1}, Kind::lever,
          Confidence::low, "part of that stake that is a gift, as better terms than the market's; the rest comes back",
          "estimate"},
    Entry{"exit_years", &EconomicAffairs::exit_years, "years", allowed{1, 40}, plausible{7, 10}, Kind::lever,
          Confidence::low, "years until the state sells its stake; proceeds are invested again", "estimate"},
    Entry{
        "retained", &EconomicAffairs::retained, "1", allowed{0, 1}, plausible{.6, .9}, Kind::uncertainty,
        Confidence::low,
        "share of the capacity that it helped to build which a firm must still have when its stake is sold; with less the "
        "bet has failed and brings nothing",
        "estimate"},
    Entry{"winner_multiple", &EconomicAffairs::winner_multiple, "1", allowed{0, 20}, plausible{1, 3}, Kind::uncertainty,
          Confidence::low, "multiple of the stake less the gift at which the other stakes are sold", "estimate"}};

template <>
inline constexpr auto codebook_of<ForeignInvestors> = std::tuple{
    Entry{"share", &ForeignInvestors::share, "1", allowed{0, 1}, plausible{.1, .5}, Kind::uncertainty, Confidence::low,
          "share of private rounds led by foreign investors", "estimate; 0 by default"},
    Entry{"screening", &ForeignInvestors::screening, "-", allowed{0, 1}, no_distribution, Kind::lever, Confidence::high,
          "whether their investments are screened, from policy_from", "the investment screening act of 2023"},
    Entry{"pass", &ForeignInvestors::pass, "1", allowed{0, 1}, plausible{.8, .98}, Kind::uncertainty, Confidence::low,
          "probability that a screened round goes through; else the firm finds no private money that year", "estimate"},
    Entry{"takeover", &ForeignInvestors::takeover, "1/year", allowed{0, 1}, plausible{0, .05}, Kind::uncertainty,
          Confidence::low, "yearly hazard that a firm with unscreened foreign money is moved abroad", "estimate"}};

template <>
inline constexpr auto codebook_of<LeasedSites> = std::tuple{
    Entry{"lag_years", &LeasedSites::lag_years, "years", allowed{0, 6}, no_distribution, Kind::uncertainty,
          Confidence::medium, "years from policy_from until a site produces", "S37 S51"},
    Entry{"rent_share", &LeasedSites::rent_share, "1/year", allowed{0, 1}, plausible{.1, .2}, Kind::uncertainty,
          Confidence::low, "yearly rent as a share of the plant's capital cost", "estimate: interest and wear"},
    Entry{"paid_from", &LeasedSites::paid_from, "-", allowed{0, 0}, no_distribution, Kind::lever, Confidence::high,
          "where the rent comes from", "policy"}};

template <>
inline constexpr auto codebook_of<Civil> = std::tuple{
    Entry{"enabled", &Civil::enabled, "-", allowed{0, 1}, no_distribution, Kind::setting, Confidence::high,
          "whether civil firms can enter, and idle dual-use plant sells to civil markets, from policy_from",
          "definition"},
    Entry{"candidate_rate", &Civil::candidate_rate, "1/year", allowed{0, .5}, plausible{.005, .05}, Kind::uncertainty,
          Confidence::low, "civil firms that look at a technology area in a year, per small firm at the start",
          "estimate"},
    Entry{"conversion_cost", &Civil::conversion_cost, "1", allowed{.01, 1}, plausible{.1, .3}, Kind::uncertainty,
          Confidence::low, "cost of turning civil plant to defence, as a share of building it", "estimate"},
    Entry{"relative_size", &Civil::relative_size, "1", allowed{.01, 20}, plausible{.5, 3}, Kind::uncertainty,
          Confidence::low, "size of the plant relative to the mean small firm", "estimate"},
    Entry{
        "margin", &Civil::margin, "1", allowed{0, .9}, plausible{.02, .08}, Kind::uncertainty, Confidence::low,
        "cash margin on civil sales, before replacement investment; from .10 on it pays for plant by itself, and firms build "
        "for civil markets alone",
        "estimate: civil work fills a plant, it does not pay for one"}};

template <>
inline constexpr auto codebook_of<SupplyChain> = std::tuple{
    Entry{
        "enabled", &SupplyChain::enabled, "-", allowed{0, 1}, no_distribution, Kind::setting, Confidence::high,
        "whether primes buy from smaller firms of their technology area; turnover is then gross, the areas' demand final",
        "definition"},
    Entry{"bought_in", &SupplyChain::bought_in, "1", allowed{0, .95}, plausible{.6, .7}, Kind::uncertainty,
          Confidence::low, "share of a prime's cost that is bought in", "estimate"},
    Entry{"at_home", &SupplyChain::at_home, "1", allowed{0, 1}, plausible{.2, .7}, Kind::uncertainty, Confidence::low,
          "share of that bought from smaller firms at home; the rest, and what they cannot make, comes from elsewhere",
          "estimate"},
    Entry{"bullwhip", &SupplyChain::bullwhip, "1", allowed{0, 5}, plausible{1, 2}, Kind::uncertainty, Confidence::low,
          "deviation of a prime's purchases from their trend, relative to that of its work; assumed sign", "estimate"},
    Entry{"memory", &SupplyChain::memory, "1", allowed{0, .99}, plausible{.5, .9}, Kind::uncertainty, Confidence::low,
          "weight of the past in that trend", "estimate"}};

template <>
inline constexpr auto codebook_of<EuropeanBuyer> = std::tuple{
    Entry{"enabled", &EuropeanBuyer::enabled, "-", allowed{0, 1}, no_distribution, Kind::lever, Confidence::high,
          "whether lots can be pooled with other countries, from policy_from", "S1 S38"},
    Entry{"pooled_share", &EuropeanBuyer::pooled_share, "1", allowed{0, 1}, plausible{0, .4}, Kind::lever,
          Confidence::medium, "share of lots that are pooled", "S38; range estimated"},
    Entry{"partners", &EuropeanBuyer::partners, "1", allowed{0, 20}, plausible{.5, 4}, Kind::uncertainty,
          Confidence::low, "orders of the other countries per euro of a pooled lot", "estimate"},
    Entry{"preference", &EuropeanBuyer::preference, "1", allowed{-1, 1}, plausible{0, .25}, Kind::lever,
          Confidence::low, "addition to the score of a domestic bid for a pooled lot, instead of the national one",
          "policy; estimated"},
    Entry{"scale_saving", &EuropeanBuyer::scale_saving, "1", allowed{0, .5}, plausible{0, .2}, Kind::uncertainty,
          Confidence::low, "fall of unit cost per doubling of a pooled lot, at home and abroad; assumed sign",
          "S39 for the range"},
    Entry{"access_meur", &EuropeanBuyer::access_meur, "meur", allowed{0, 100000.0}, plausible{0, 50}, Kind::uncertainty,
          Confidence::low, "capacity per firm from which a firm is admitted to pooled lots", "estimate"}};

template <>
inline constexpr auto codebook_of<Macro> = std::tuple{
    Entry{"enabled", &Macro::enabled, "-", allowed{0, 1}, no_distribution, Kind::setting, Confidence::high,
          "whether national accounts are drawn up; they change nothing else", "definition"},
    Entry{"gdp_meur", &Macro::gdp_meur, "meur", allowed{1, 1e9}, no_distribution, Kind::uncertainty, Confidence::medium,
          "gross domestic product in the first year, constant prices", "S9 and the norm: 45 bn is 3.5 % in 2035"},
    Entry{"gdp_growth", &Macro::gdp_growth, "1/year", allowed{-.1, .2}, plausible{.005, .02}, Kind::uncertainty,
          Confidence::medium, "its yearly growth", "the same"},
    Entry{"value_added_share", &Macro::value_added_share, "1", allowed{0, 1}, plausible{.3, .5}, Kind::uncertainty,
          Confidence::low, "value added as a share of turnover", "estimate"},
    Entry{"industry_share", &Macro::industry_share, "1", allowed{0, 1}, no_distribution, Kind::uncertainty,
          Confidence::medium, "industry's share of GDP at the start of the policy; the goal is .15 in 2030", "S44"},
    Entry{"rd_gdp_share", &Macro::rd_gdp_share, "1", allowed{0, 1}, no_distribution, Kind::uncertainty,
          Confidence::medium, "research and development as a share of GDP at the start of the policy; the goal is .03",
          "S44"},
    Entry{"jobs_per_meur", &Macro::jobs_per_meur, "fte/meur", allowed{0, 100}, plausible{5, 10}, Kind::uncertainty,
          Confidence::low, "full-time jobs per million euro of turnover a year", "S50, lowered by judgement"},
    Entry{"crowding_out", &Macro::crowding_out, "1", allowed{0, 1}, plausible{.2, 1}, Kind::uncertainty,
          Confidence::low, "share of new jobs, and of new value added, that is drawn from other domestic sectors",
          "S33 S42"},
    Entry{"multiplier_low", &Macro::multiplier_low, "1", allowed{-2, 5}, no_distribution, Kind::uncertainty,
          Confidence::low, "GDP per euro of extra domestic value added, lowest view", "S42: about 0 in four years"},
    Entry{"multiplier_middle", &Macro::multiplier_middle, "1", allowed{-2, 5}, plausible{-.2, 1.2}, Kind::uncertainty,
          Confidence::low, "the same, middle view", "S42 S66"},
    Entry{"multiplier_high", &Macro::multiplier_high, "1", allowed{-2, 5}, no_distribution, Kind::uncertainty,
          Confidence::low, "the same, highest view", "S43 S66"},
    Entry{"rd_payoff_low", &Macro::rd_payoff_low, "1", allowed{0, 20}, no_distribution, Kind::uncertainty,
          Confidence::low, "euros in twenty years per euro of defence research, lowest view", "S41c"},
    Entry{"rd_payoff_middle", &Macro::rd_payoff_middle, "1", allowed{0, 20}, plausible{.5, 8}, Kind::uncertainty,
          Confidence::low, "the same, middle view", "S40 S41b S41c, judgement"},
    Entry{"rd_payoff_high", &Macro::rd_payoff_high, "1", allowed{0, 20}, no_distribution, Kind::uncertainty,
          Confidence::low, "the same, highest view", "S40: 7 to 8"},
    Entry{"civil_share", &Macro::civil_share, "1", allowed{0, 1}, plausible{0, .5}, Kind::uncertainty, Confidence::low,
          "part of that return that arises outside defence: dual use", "estimate"}};

} // namespace drumbeat
