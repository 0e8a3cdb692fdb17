// SPDX-License-Identifier: Apache-2.0
// The codebook of the scenario: each parameter of scenario.hpp in one entry, with unit, allowed and plausible range,
// kind, confidence, meaning and source. Read by parameter.cpp alone: to compile these tables takes longer than all else
// in most files.
#pragma once

#include "config/codebook.hpp"
#include "config/institutions_codebook.hpp"
#include "config/scenario.hpp"

#include <tuple>

namespace drumbeat {

template <>
inline constexpr auto codebook_of<TimeSettings> = std::tuple{
    Entry{"start_year", &TimeSettings::start_year, "year", allowed{1900, 2200}, no_distribution, Kind::setting,
          Confidence::high, "first reported year", "S1"},
    Entry{"horizon_years", &TimeSettings::horizon_years, "years", allowed{1, 40}, no_distribution, Kind::setting,
          Confidence::high, "number of reported years", "S1"},
    Entry{"burn_in_years", &TimeSettings::burn_in_years, "years", allowed{0, 100}, no_distribution, Kind::setting,
          Confidence::medium, "years simulated before the first reported one, under the base policy and a flat budget",
          "definition"},
    Entry{"policy_from", &TimeSettings::policy_from, "year", allowed{1900, 2240}, no_distribution, Kind::lever,
          Confidence::high,
          "first year in which an arm may differ from the base scenario; before it the base holds to the bit",
          "definition"},
    Entry{"policy_until", &TimeSettings::policy_until, "year", allowed{1900, 2300}, no_distribution, Kind::lever,
          Confidence::high, "last year of the arm's policy; after it every lever is what it is in the base scenario",
          "policy: a kick-start that ends"}};

template <>
inline constexpr auto codebook_of<BudgetPath> = std::tuple{
    Entry{"defence_meur", &BudgetPath::defence_meur, "meur", allowed{1, 1000000.0}, plausible{25000, 27000},
          Kind::setting, Confidence::high, "defence budget in the first year, constant 2025 prices", "S4"},
    Entry{"final_defence_meur", &BudgetPath::final_defence_meur, "meur", allowed{1, 1000000.0}, plausible{38000, 56000},
          Kind::lever, Confidence::medium,
          "defence budget after the ramp, constant 2025 prices; equal to defence_meur is a flat budget", "S1 S9"},
    Entry{"path_meur", &BudgetPath::path_meur, "meur", allowed{1, 1000000.0}, no_distribution, Kind::lever,
          Confidence::high,
          "table of years: the planned defence budget, constant 2025 prices, instead of defence_meur and the ramp to "
          "final_defence_meur",
          "policy"},
    Entry{"ramp_years", &BudgetPath::ramp_years, "years", allowed{1, 40}, no_distribution, Kind::lever,
          Confidence::medium, "years over which the budget moves in a straight line to its final level", "S1"},
    Entry{"ramp_power", &BudgetPath::ramp_power, "1", allowed{.1, 10}, no_distribution, Kind::lever, Confidence::high,
          "shape of that way: the part done is the part of the years gone by to this power; below 1 most comes early",
          "policy"},
    Entry{"cut_year", &BudgetPath::cut_year, "year", allowed{1900, 2300}, no_distribution, Kind::lever,
          Confidence::high,
          "first year of a cut of the defence budget that nobody foresaw; beyond the horizon there is none", "policy"},
    Entry{"cut_share", &BudgetPath::cut_share, "1", allowed{0, 1}, plausible{0, .35}, Kind::lever, Confidence::high,
          "share of the budget that is cut then, for good", "policy; S19 for cuts of a quarter to a third"},
    Entry{"equipment_share", &BudgetPath::equipment_share, "1", allowed{0, 1}, plausible{0.2, 0.38}, Kind::uncertainty,
          Confidence::medium, "share of the defence budget that buys new equipment",
          "estimate, above the NATO guideline of .20"},
    Entry{
        "extra_share", &BudgetPath::extra_share, "1", allowed{-0.9, 2}, no_distribution, Kind::lever, Confidence::high,
        "extra money for orders as a share of the planned requirement, from policy_from; not neutral, and reported as such",
        "policy: arm A8 of the study ladder"}};

template <>
inline constexpr auto codebook_of<OrderStream> = std::tuple{
    Entry{"cv", &OrderStream::cv, "1", allowed{0, 2}, plausible{0, 0.8}, Kind::lever, Confidence::medium,
          "coefficient of variation of a year's requirement", "S14 S15"},
    Entry{"phi", &OrderStream::phi, "1", allowed{0, 0.99}, plausible{0, 0.95}, Kind::uncertainty, Confidence::medium,
          "persistence: autocorrelation of the logarithm of the requirement from one year to the next", "S14 S15"},
    Entry{"lot_size_meur", &OrderStream::lot_size_meur, "meur", allowed{1, 100000.0},
          plausible{5, 80, Law::log_uniform}, Kind::lever, Confidence::low, "mean size of a lot put out to tender",
          "estimate"},
    Entry{"lot_size_cv", &OrderStream::lot_size_cv, "1", allowed{0, 5}, plausible{0.5, 3}, Kind::uncertainty,
          Confidence::low, "coefficient of variation of lot sizes", "estimate"},
    Entry{"framework_years", &OrderStream::framework_years, "years", allowed{1, 15}, plausible{1, 10}, Kind::lever,
          Confidence::medium, "length of a framework contract", "S13 S51"},
    Entry{"minimum_quantity", &OrderStream::minimum_quantity, "1", allowed{0, 1}, plausible{0, 0.9}, Kind::lever,
          Confidence::high, "guaranteed minimum call-off as a share of the contracted planned quantity", "policy"},
    Entry{"notice_years", &OrderStream::notice_years, "years", allowed{0, 15}, plausible{0, 4}, Kind::lever,
          Confidence::low, "years ahead that the public roadmap shows the requirement", "policy; default estimated"},
    Entry{"lead_years", &OrderStream::lead_years, "years", allowed{0, 3}, no_distribution, Kind::uncertainty,
          Confidence::medium, "years between call-off and delivery", "estimate"},
    Entry{"early_involvement", &OrderStream::early_involvement, "1", allowed{0, 1}, plausible{0, 0.8}, Kind::lever,
          Confidence::low, "share of firms involved early", "policy; default estimated"},
    Entry{"early_years", &OrderStream::early_years, "years", allowed{0, 10}, plausible{0, 4}, Kind::lever,
          Confidence::low, "years that early-involved firms see beyond the public notice", "policy; default estimated"},
    Entry{
        "early_noise", &OrderStream::early_noise, "1", allowed{0, 2}, plausible{0, 0.3}, Kind::uncertainty,
        Confidence::low,
        "log standard deviation of the early view in its first year beyond the notice; grows by half each further year",
        "estimate"},
    Entry{"slippage_probability", &OrderStream::slippage_probability, "1", allowed{0, 1}, plausible{0.3, 0.7},
          Kind::uncertainty, Confidence::high, "probability that a programme line's requirement of a year slips", "S2"},
    Entry{"slippage_share", &OrderStream::slippage_share, "1", allowed{0, 1}, plausible{0.1, 0.5}, Kind::uncertainty,
          Confidence::low, "share of the line's requirement that slips when it slips",
          "estimate: a late project delays part of its payments"},
    Entry{"slippage_mean_years", &OrderStream::slippage_mean_years, "years", allowed{1, 4}, plausible{1, 4},
          Kind::uncertainty, Confidence::low, "mean delay of what slips", "estimate"},
    Entry{"cancellation", &OrderStream::cancellation, "1/year", allowed{0, 1}, plausible{0, 0.06}, Kind::uncertainty,
          Confidence::medium, "yearly hazard that a programme line is cancelled and its requirement re-let", "S17"},
    Entry{"termination_large", &OrderStream::termination_large, "1/year", allowed{0, 1}, plausible{0, 0.1},
          Kind::uncertainty, Confidence::medium, "yearly hazard that a large contract is terminated", "S16"},
    Entry{"termination_small", &OrderStream::termination_small, "1/year", allowed{0, 1}, plausible{0, 0.05},
          Kind::uncertainty, Confidence::medium, "yearly hazard that a small contract is terminated", "S16"},
    Entry{"large_contract_meur", &OrderStream::large_contract_meur, "meur", allowed{0, 1000000.0}, no_distribution,
          Kind::setting, Confidence::medium, "yearly value from which a contract counts as large",
          "S16, its size classes"},
    Entry{"termination_compensation", &OrderStream::termination_compensation, "1", allowed{0, 1}, plausible{0, 0.3},
          Kind::uncertainty, Confidence::low,
          "compensation on termination as a share of the contract's planned yearly call-off", "estimate"},
    Entry{"advance", &OrderStream::advance, "1", allowed{0, 0.9}, plausible{0, 0.5}, Kind::lever, Confidence::medium,
          "share of a call-off paid when it is placed", "S47"},
    Entry{"truthfulness", &OrderStream::truthfulness, "1", allowed{0, 1}, no_distribution, Kind::lever,
          Confidence::medium, "how truthful the roadmap is: 1 shows the requirement as it will be, 0 the planned mean",
          "policy"},
    Entry{
        "breach_probability", &OrderStream::breach_probability, "1/year", allowed{0, 1}, plausible{0, .4}, Kind::lever,
        Confidence::high,
        "yearly probability that the ministry breaks what it announced: part of the year's requirement comes a year later",
        "policy"},
    Entry{"breach_share", &OrderStream::breach_share, "1", allowed{0, 1}, plausible{.2, .5}, Kind::lever,
          Confidence::low, "share of the requirement that is put off by a breach", "policy; default estimated"},
    Entry{"breach_until", &OrderStream::breach_until, "year", allowed{1900, 2300}, no_distribution, Kind::lever,
          Confidence::high, "last year in which announcements can be broken", "policy"},
    Entry{"announced", &OrderStream::announced, "-", allowed{0, 1}, no_distribution, Kind::lever, Confidence::high,
          "whether a change in the stream's parameters is announced to firms",
          "policy: arms A1 and A2 of the study ladder"},
    Entry{"plan_meur", &OrderStream::plan_meur, "meur", allowed{.001, 1000000.0}, no_distribution, Kind::lever,
          Confidence::high,
          "table of years: the area's planned requirement, constant 2025 prices, instead of weight x equipment_share x "
          "defence budget",
          "policy"},
    Entry{
        "requirement_meur", &OrderStream::requirement_meur, "meur", allowed{0, 1000000.0}, no_distribution, Kind::lever,
        Confidence::high,
        "table of years: the area's requirement as it comes, constant 2025 prices, instead of a drawn one; cv and phi "
        "then are what firms believe of it",
        "policy"}};

template <>
inline constexpr auto codebook_of<Technology> =
    std::tuple{Entry{"learning_slope", &Technology::learning_slope, "1", allowed{0.6, 1}, plausible{0.8, 0.95},
                     Kind::uncertainty, Confidence::medium, "unit cost after a doubling of experience (Wright 1936)",
                     "Wright 1936; US cost handbooks (NASA, DoD)"},
               Entry{"forgetting", &Technology::forgetting, "1/year", allowed{0, 0.9}, plausible{0.05, 0.4},
                     Kind::uncertainty, Confidence::low, "yearly loss of experience; assumed sign", "S36 S36b"},
               Entry{"rate_elasticity", &Technology::rate_elasticity, "1", allowed{-0.5, 0}, plausible{-0.3, 0},
                     Kind::uncertainty, Confidence::low,
                     "elasticity of unit cost with respect to the yearly rate of output relative to the first year",
                     "S39 for the range; 0 by default: docs/decisions/unit-cost-and-the-rate-of-output.md"},
               Entry{"resale", &Technology::resale, "1", allowed{0, 1}, plausible{0.1, 0.8}, Kind::uncertainty,
                     Confidence::low, "resale value of capital as a share of its cost", "estimate"}};

template <>
inline constexpr auto codebook_of<InitialFirms> = std::tuple{
    Entry{"smes", &InitialFirms::smes, "firms", allowed{0, 100000}, no_distribution, Kind::setting, Confidence::medium,
          "simulated small and medium firms", "S6, split estimated"},
    Entry{"midcaps", &InitialFirms::midcaps, "firms", allowed{0, 100000}, no_distribution, Kind::setting,
          Confidence::medium, "simulated midcaps", "S6, split estimated"},
    Entry{"prime_turnover_meur", &InitialFirms::prime_turnover_meur, "meur", allowed{0, 100000}, no_distribution,
          Kind::setting, Confidence::medium, "turnover of each prime contractor", "S6 S58, split estimated"},
    Entry{"capacity_scale", &InitialFirms::capacity_scale, "1", allowed{0, 10}, no_distribution, Kind::setting,
          Confidence::high,
          "capacity at the start relative to what the first year's turnover needs; 0: firms without a plant",
          "definition"}};

template <>
inline constexpr auto codebook_of<Segment> = std::tuple{
    Entry{"weight", &Segment::weight, "1", allowed{0, 1}, no_distribution, Kind::lever, Confidence::low,
          "share of the planned requirement for new equipment", "estimate"},
    Entry{"addressable_share", &Segment::addressable_share, "1", allowed{0, 1}, no_distribution, Kind::uncertainty,
          Confidence::low, "share of the requirement that domestic firms can supply at all", "S9, split estimated"},
    Entry{"domestic_meur", &Segment::domestic_meur, "meur", allowed{0, 1000000.0}, no_distribution, Kind::setting,
          Confidence::low, "turnover from new equipment orders at the start", "S6, split estimated"},
    Entry{"sustainment_meur", &Segment::sustainment_meur, "meur", allowed{0, 1000000.0}, no_distribution,
          Kind::uncertainty, Confidence::low, "yearly sustainment work, a stream of low volatility", "estimate"},
    Entry{"sustainment_cv", &Segment::sustainment_cv, "1", allowed{0, 1}, plausible{0, 0.15}, Kind::uncertainty,
          Confidence::low, "coefficient of variation of a year's sustainment work", "estimate"},
    Entry{"export_meur", &Segment::export_meur, "meur", allowed{0, 1000000.0}, no_distribution, Kind::uncertainty,
          Confidence::low, "mean yearly exports", "S6, split estimated"},
    Entry{"export_cv", &Segment::export_cv, "1", allowed{0, 2}, plausible{0.2, 0.5}, Kind::uncertainty, Confidence::low,
          "coefficient of variation of a firm's yearly exports", "estimate"},
    Entry{"export_phi", &Segment::export_phi, "1", allowed{0, 0.99}, plausible{0.3, 0.8}, Kind::uncertainty,
          Confidence::low, "persistence of a firm's exports", "estimate"},
    Entry{
        "launching_customer", &Segment::launching_customer, "1", allowed{0, 2}, plausible{0, .5}, Kind::uncertainty,
        Confidence::low,
        "elasticity of a firm's exports to what it delivers to its own ministry, relative to the country at rest: buyers abroad "
        "ask for a reference; assumed sign",
        "estimate: .3 where it is used; 0 by default"},
    Entry{"foreign_price", &Segment::foreign_price, "1", allowed{0.3, 3}, no_distribution, Kind::uncertainty,
          Confidence::low, "price of foreign supply relative to the segment's reference price",
          "calibrated to the import share (S9 S42)"},
    Entry{"focus", &Segment::focus, "1", allowed{0, 1000}, no_distribution, Kind::lever, Confidence::high,
          "weight of the area in the budgets of institutes and agency, relative to the other areas: 0 leaves it out",
          "policy: sharp choice or spreading"},
    Entry{"dual_use", &Segment::dual_use, "1", allowed{0, 1}, plausible{0, .6}, Kind::uncertainty, Confidence::low,
          "share of idle plant that can serve civil markets", "estimate"},
    Entry{"leased_site_meur", &Segment::leased_site_meur, "meur", allowed{0, 100000.0}, no_distribution, Kind::lever,
          Confidence::medium,
          "yearly output of a production site that the ministry leases in the area, from policy_from", "S51"},
    Entry{"lines", &Segment::lines, "lines", allowed{1, 200}, no_distribution, Kind::setting, Confidence::low,
          "programme lines into which the requirement is split, of equal weight", "estimate"},
    Block{"orders", &Segment::orders, "the order stream"},
    Block{"technology", &Segment::technology, "learning, forgetting, resale"},
    Block{"initial", &Segment::initial, "firms at the start"}};

template <>
inline constexpr auto codebook_of<FirmClass> = std::tuple{
    Entry{"national_count", &FirmClass::national_count, "firms", allowed{0, 1000000.0}, no_distribution, Kind::setting,
          Confidence::low, "firms in the country that the class stands for; 0: as many as are simulated", "S6 S65"},
    Entry{"mean_turnover_meur", &FirmClass::mean_turnover_meur, "meur", allowed{1e-06, 1000000.0}, no_distribution,
          Kind::setting, Confidence::medium,
          "mean turnover of a simulated firm before sizes are normalised to the segment's total",
          "S6, split estimated"},
    Entry{"size_sd", &FirmClass::size_sd, "1", allowed{0, 2}, plausible{0.6, 1.2}, Kind::uncertainty, Confidence::low,
          "standard deviation of log turnover within the class", "estimate"},
    Entry{"margin", &FirmClass::margin, "1", allowed{0.01, 0.9}, plausible{0.14, 0.21}, Kind::uncertainty,
          Confidence::low, "cash margin on price before replacement investment", "estimate"},
    Entry{"margin_sd", &FirmClass::margin_sd, "1", allowed{0, 1}, plausible{0.1, 0.3}, Kind::uncertainty,
          Confidence::low, "log standard deviation of the margin between firms", "estimate"},
    Entry{
        "margins", &FirmClass::margins, "1", allowed{0, 1000}, no_distribution, Kind::setting, Confidence::medium,
        "margins at the reference price as they were observed, which the firms take in turn; unit cost is the rest of the price. "
        "Empty: lognormal, from margin and margin_sd",
        "none: a list is given where margins are observed"},
    Entry{"capital_per_output", &FirmClass::capital_per_output, "1", allowed{0.01, 5}, plausible{0.3, 0.7},
          Kind::uncertainty, Confidence::low, "capital cost of one unit of yearly output of new capacity", "estimate"},
    Entry{"capital_sd", &FirmClass::capital_sd, "1", allowed{0, 1}, plausible{0.1, 0.4}, Kind::uncertainty,
          Confidence::low, "log standard deviation of capital cost between firms", "estimate"},
    Entry{"cost_sd", &FirmClass::cost_sd, "1", allowed{0, 0.5}, plausible{0.04, 0.12}, Kind::uncertainty,
          Confidence::low, "log standard deviation of unit cost between firms", "estimate"},
    Entry{"quality_sd", &FirmClass::quality_sd, "1", allowed{0, 0.5}, plausible{0.02, 0.1}, Kind::uncertainty,
          Confidence::low, "standard deviation of tender quality between firms", "estimate"},
    Entry{"wacc", &FirmClass::wacc, "1/year", allowed{0, 0.5}, plausible{0.06, 0.1}, Kind::uncertainty,
          Confidence::medium, "nominal weighted cost of capital", "estimate, within the usual range"},
    Entry{"hurdle_wedge", &FirmClass::hurdle_wedge, "1/year", allowed{0, 0.3}, plausible{0, 0.1}, Kind::uncertainty,
          Confidence::high, "mean excess of the hurdle rate over the cost of capital", "S26 S27"},
    Entry{"hurdle_wedge_sd", &FirmClass::hurdle_wedge_sd, "1/year", allowed{0, 0.1}, plausible{0.01, 0.04},
          Kind::uncertainty, Confidence::high, "standard deviation of that excess between firms, cut at 0", "S26 S27"},
    Entry{"option_weight", &FirmClass::option_weight, "1", allowed{0, 1}, plausible{0, 1}, Kind::uncertainty,
          Confidence::low, "how much of the option multiple firms apply: 0 is net present value, 1 the full multiple",
          "estimate, to be fitted to S23"},
    Entry{"behaviour", &FirmClass::behaviour, "-", allowed{0, 0}, no_distribution, Kind::uncertainty, Confidence::low,
          "expectation and investment rule, or a mixture: rational+real_option",
          "choice of theory: results are reported per rule"},
    Entry{"build_lag_years", &FirmClass::build_lag_years, "years", allowed{0, 6}, plausible{0, 4}, Kind::uncertainty,
          Confidence::medium, "years from decision to new capacity", "S37"},
    Entry{"share_sd", &FirmClass::share_sd, "1", allowed{0, 2}, plausible{0.1, 0.6}, Kind::uncertainty, Confidence::low,
          "log standard deviation of a firm's own share of open orders, as it sees it", "estimate"},
    Entry{"hiring_limit", &FirmClass::hiring_limit, "1/year", allowed{0.01, 5}, plausible{0.05, 0.25},
          Kind::uncertainty, Confidence::low, "largest growth of staff in a year; bounds the ramp", "estimate"},
    Entry{"cash_spread", &FirmClass::cash_spread, "1", allowed{0, 5}, plausible{0.5, 1.5}, Kind::uncertainty,
          Confidence::low, "cash held above two months' cost: uniform between 0 and this many years of cash earnings",
          "estimate"}};

template <>
inline constexpr auto codebook_of<FirmClasses> = std::tuple{Block{"sme", &FirmClasses::sme, "small and medium firms"},
                                                            Block{"midcap", &FirmClasses::midcap, "midcaps"},
                                                            Block{"prime", &FirmClasses::prime, "prime contractors"}};

template <>
inline constexpr auto codebook_of<Investment> = std::tuple{
    Entry{"candidates", &Investment::candidates, "1", allowed{1, 8}, no_distribution, Kind::setting, Confidence::medium,
          "expansions considered, as multiples of present capacity", "definition"},
    Entry{"scale_elasticity", &Investment::scale_elasticity, "1", allowed{0.3, 1}, plausible{0.8, 1}, Kind::uncertainty,
          Confidence::low, "elasticity of investment cost with respect to the relative expansion", "estimate"},
    Entry{"fixed_cost", &Investment::fixed_cost, "1", allowed{0, 0.5}, plausible{0, 0.1}, Kind::uncertainty,
          Confidence::medium, "fixed adjustment cost as a share of present capital", "S25"},
    Entry{"depreciation", &Investment::depreciation, "1/year", allowed{0, 0.5}, plausible{0.05, 0.15},
          Kind::uncertainty, Confidence::medium, "yearly wear of capacity", "S25"},
    Entry{"inflation", &Investment::inflation, "1/year", allowed{-0.02, 0.2}, no_distribution, Kind::setting,
          Confidence::medium, "taken off nominal hurdles: the model is in constant prices",
          "definition: constant prices"},
    Entry{"appraisal_years", &Investment::appraisal_years, "years", allowed{1, 80}, no_distribution, Kind::setting,
          Confidence::medium, "years of cash flow that a firm counts", "definition"},
    Entry{"target_utilisation", &Investment::target_utilisation, "1", allowed{0.3, 1}, plausible{0.75, 0.9},
          Kind::uncertainty, Confidence::medium,
          "utilisation that replacement investment aims at, and that of the first year", "estimate"},
    Entry{"contract_survival", &Investment::contract_survival, "1", allowed{0, 1}, no_distribution, Kind::setting,
          Confidence::medium, "yearly survival of an expansion's cash flows beyond contract hazards", "definition"},
    Entry{"sale", &Investment::sale, "-", allowed{0, 1}, no_distribution, Kind::setting, Confidence::medium,
          "whether firms sell plant that brings less than its resale value", "S25: a tenth of plants sells in a year"}};

template <>
inline constexpr auto codebook_of<Beliefs> = std::tuple{
    Entry{"gain", &Beliefs::gain, "1", allowed{0, 1}, plausible{0.1, 0.6}, Kind::uncertainty, Confidence::low,
          "weight of the last year in adaptive expectations", "estimate"},
    Entry{"variance_memory", &Beliefs::variance_memory, "1", allowed{0, 0.99}, plausible{0.5, 0.95}, Kind::uncertainty,
          Confidence::low, "weight of the past in the smoothed variance of growth", "estimate"},
    Entry{"share_memory", &Beliefs::share_memory, "1", allowed{0, 1}, plausible{0.6, 0.95}, Kind::uncertainty,
          Confidence::low, "weight of last year in a firm's record of its share of open orders", "estimate"},
    Entry{"share_prior_years", &Beliefs::share_prior_years, "years", allowed{0.01, 50}, plausible{1, 6},
          Kind::uncertainty, Confidence::low, "years of record that the prior share is worth", "estimate"},
    Entry{"trust_kept", &Beliefs::trust_kept, "1", allowed{0.01, 100}, plausible{1, 8}, Kind::uncertainty,
          Confidence::low, "prior count of kept announcements (Beta)", "estimate"},
    Entry{"trust_broken", &Beliefs::trust_broken, "1", allowed{0.01, 100}, plausible{1, 4}, Kind::uncertainty,
          Confidence::low, "prior count of broken announcements (Beta)", "estimate"},
    Entry{"trust_memory", &Beliefs::trust_memory, "1", allowed{0, 1}, plausible{0.8, 1}, Kind::uncertainty,
          Confidence::low, "weight of the past in the record of announcements", "estimate"},
    Entry{"trust_tolerance", &Beliefs::trust_tolerance, "1", allowed{0.001, 2}, plausible{0.1, 0.25}, Kind::uncertainty,
          Confidence::low, "relative deviation up to which an announcement counts as kept", "estimate"},
    Entry{"credibility", &Beliefs::credibility, "-", allowed{0, 0}, no_distribution, Kind::setting, Confidence::medium,
          "whether trust is learned or frozen at its prior", "definition"},
    Entry{"hazard_prior_years", &Beliefs::hazard_prior_years, "years", allowed{0.1, 100}, no_distribution,
          Kind::uncertainty, Confidence::low, "years of record that the prior contract hazard is worth", "estimate"}};

template <>
inline constexpr auto codebook_of<Tender> = std::tuple{
    Entry{"price_weight", &Tender::price_weight, "1", allowed{0, 1}, plausible{0.3, 1}, Kind::lever, Confidence::low,
          "weight of price against quality in the score", "estimate"},
    Entry{"preference", &Tender::preference, "1", allowed{-1, 1}, plausible{0, 0.25}, Kind::lever, Confidence::low,
          "addition to the score of domestic bids", "policy; default estimated"},
    Entry{"early_bonus", &Tender::early_bonus, "1", allowed{0, 1}, plausible{0, 0.05}, Kind::lever, Confidence::low,
          "addition to the score of firms involved early in the segment; assumed sign", "estimate"},
    Entry{"export_reserve", &Tender::export_reserve, "1", allowed{0, 1}, plausible{0, 1}, Kind::uncertainty,
          Confidence::low, "share of its exports for which a bidder keeps room",
          "definition: exports take what is left"},
    Entry{"noise", &Tender::noise, "1", allowed{0.001, 1}, plausible{0.02, 0.1}, Kind::uncertainty, Confidence::low,
          "logit scale of bid noise", "estimate"},
    Entry{"bidders_min", &Tender::bidders_min, "bidders", allowed{1, 50}, no_distribution, Kind::uncertainty,
          Confidence::medium, "fewest prequalified domestic bidders a lot", "S16"},
    Entry{"bidders_max", &Tender::bidders_max, "bidders", allowed{1, 50}, no_distribution, Kind::uncertainty,
          Confidence::medium, "most prequalified domestic bidders a lot", "S16"},
    Entry{"build_to_order_share", &Tender::build_to_order_share, "1", allowed{0, 1}, plausible{0, 0.5}, Kind::lever,
          Confidence::low, "share of lots open to bids on capacity yet to be built", "policy"},
    Entry{"reserved_share", &Tender::reserved_share, "1", allowed{0, 1}, plausible{0, .5}, Kind::lever,
          Confidence::high, "share of lots to which primes are not admitted", "policy"},
    Entry{"scarcity_markup", &Tender::scarcity_markup, "1", allowed{0, 1}, plausible{0, 0.3}, Kind::uncertainty,
          Confidence::low, "largest mark-up when committed load fills capacity", "estimate"},
    Entry{"multi_year_saving", &Tender::multi_year_saving, "1", allowed{0, 0.5}, plausible{0, 0.15}, Kind::uncertainty,
          Confidence::medium, "largest saving of unit cost by long contracts; assumed sign", "S13"},
    Entry{"saving_to_buyer", &Tender::saving_to_buyer, "1", allowed{0, 1}, plausible{0, 1}, Kind::uncertainty,
          Confidence::low, "share of that saving that the buyer gets", "estimate"}};

template <>
inline constexpr auto codebook_of<Finance> = std::tuple{
    Entry{"cash_reserve_months", &Finance::cash_reserve_months, "months", allowed{0, 24}, plausible{1, 4},
          Kind::uncertainty, Confidence::medium, "months of cost that firms keep in cash", "estimate"},
    Entry{"debt_to_earnings", &Finance::debt_to_earnings, "1", allowed{0, 20}, plausible{1.5, 4}, Kind::uncertainty,
          Confidence::medium, "largest debt as a multiple of yearly cash earnings", "estimate"},
    Entry{"loan_to_value", &Finance::loan_to_value, "1", allowed{0, 1}, plausible{0.5, 0.6}, Kind::uncertainty,
          Confidence::medium, "loan as a share of the value of capital", "estimate"},
    Entry{"backlog_collateral", &Finance::backlog_collateral, "1", allowed{0, 1}, plausible{0, 0.3}, Kind::uncertainty,
          Confidence::low, "credit per euro of contracted future call-offs; assumed sign",
          "S32 for the sign; size estimated"},
    Entry{"debt_service_cover", &Finance::debt_service_cover, "1", allowed{0, 10}, plausible{1.1, 1.5},
          Kind::uncertainty, Confidence::medium, "least ratio of cash earnings to interest and repayment", "estimate"},
    Entry{"interest", &Finance::interest, "1/year", allowed{0, 0.5}, plausible{0.04, 0.08}, Kind::uncertainty,
          Confidence::medium, "interest on debt before the volatility spread", "estimate"},
    Entry{"volatility_spread", &Finance::volatility_spread, "1/year", allowed{0, 1}, plausible{0, 0.05},
          Kind::uncertainty, Confidence::low, "extra interest per unit of perceived log variance; assumed sign",
          "S57 for the sign; size estimated"},
    Entry{"rejection", &Finance::rejection, "1", allowed{0, 1}, plausible{0.05, 0.3}, Kind::uncertainty,
          Confidence::low, "probability that a bank refuses a request", "S12; size estimated"},
    Entry{"initial_debt_to_earnings", &Finance::initial_debt_to_earnings, "1", allowed{0, 10}, plausible{0.5, 2},
          Kind::setting, Confidence::low, "debt at the start as a multiple of cash earnings; rolled over up to it",
          "estimate"},
    Entry{"amortisation", &Finance::amortisation, "1/year", allowed{0, 1}, no_distribution, Kind::uncertainty,
          Confidence::medium, "yearly repayment of debt above that multiple", "estimate"},
    Entry{"limited", &Finance::limited, "-", allowed{0, 1}, no_distribution, Kind::setting, Confidence::high,
          "whether finance can bind at all", "definition"}};

template <>
inline constexpr auto codebook_of<SecFund> = std::tuple{
    Entry{"enabled", &SecFund::enabled, "-", allowed{0, 1}, no_distribution, Kind::lever, Confidence::high,
          "whether the fund exists, from policy_from", "S1 S10"},
    Entry{"budget_meur", &SecFund::budget_meur, "meur", allowed{0, 1000000.0}, plausible{25, 1000, Law::log_uniform},
          Kind::lever, Confidence::high, "size of the fund", "S10"},
    Entry{"paid_in_years", &SecFund::paid_in_years, "years", allowed{1, 40}, no_distribution, Kind::lever,
          Confidence::medium, "years over which the fund is paid in", "S10 S11: 25 of 100 in the first year"},
    Entry{"ticket_min_meur", &SecFund::ticket_min_meur, "meur", allowed{0, 1000000.0}, no_distribution, Kind::lever,
          Confidence::high, "smallest ticket per firm", "S10"},
    Entry{"ticket_max_meur", &SecFund::ticket_max_meur, "meur", allowed{0, 1000000.0}, plausible{1, 50}, Kind::lever,
          Confidence::high, "largest ticket per firm", "S10"},
    Entry{"public_share", &SecFund::public_share, "1", allowed{0, 1}, plausible{0.2, 0.5}, Kind::lever,
          Confidence::high, "largest public share of a financing round", "S10"},
    Entry{"minimum_return", &SecFund::minimum_return, "1/year", allowed{0, 1}, no_distribution, Kind::uncertainty,
          Confidence::low, "expected return that the fund asks", "estimate"},
    Entry{"loss_probability", &SecFund::loss_probability, "1", allowed{0, 1}, plausible{0.2, 0.6}, Kind::uncertainty,
          Confidence::low, "probability that a stake is lost", "estimate"},
    Entry{"winner_multiple", &SecFund::winner_multiple, "1", allowed{0, 20}, plausible{1.5, 4}, Kind::uncertainty,
          Confidence::low, "multiple at which the other stakes are sold", "estimate"},
    Entry{"exit_years", &SecFund::exit_years, "years", allowed{1, 40}, plausible{6, 10}, Kind::uncertainty,
          Confidence::low, "years until a stake is sold; proceeds are invested again", "estimate"},
    Entry{"paid_from", &SecFund::paid_from, "-", allowed{0, 0}, no_distribution, Kind::lever, Confidence::high,
          "where the fund's money comes from", "policy"}};

template <>
inline constexpr auto codebook_of<PrivateInvestors> = std::tuple{
    Entry{"enabled", &PrivateInvestors::enabled, "-", allowed{0, 1}, no_distribution, Kind::lever, Confidence::high,
          "whether private investors finance expansions", "S1"},
    Entry{"intercept", &PrivateInvestors::intercept, "1", allowed{-20, 20}, plausible{-4, -2}, Kind::uncertainty,
          Confidence::low, "logit constant", "estimate"},
    Entry{"cover", &PrivateInvestors::cover, "1", allowed{-20, 20}, plausible{0, 6}, Kind::uncertainty, Confidence::low,
          "logit weight of the contracted share of the next five years' sales; assumed sign",
          "S32 for the sign; size estimated"},
    Entry{"secfund", &PrivateInvestors::secfund, "1", allowed{-20, 20}, plausible{0, 2}, Kind::uncertainty,
          Confidence::low, "logit weight of the fund's presence", "S35 for the sign; size estimated"},
    Entry{"volatility", &PrivateInvestors::volatility, "1", allowed{-20, 20}, plausible{-6, 0}, Kind::uncertainty,
          Confidence::low, "logit weight of perceived volatility; assumed sign", "S57 for the sign; size estimated"},
    Entry{"irr", &PrivateInvestors::irr, "1", allowed{-50, 50}, plausible{0, 20}, Kind::uncertainty, Confidence::low,
          "logit weight of the expected return above the hurdle", "estimate"},
    Entry{"hurdle", &PrivateInvestors::hurdle, "1/year", allowed{0, 1}, plausible{0.15, 0.3}, Kind::uncertainty,
          Confidence::low, "internal rate of return that investors ask",
          "estimate, targets of venture and growth capital"},
    Entry{"ticket_max_meur", &PrivateInvestors::ticket_max_meur, "meur", allowed{0, 1000000.0}, plausible{10, 200},
          Kind::uncertainty, Confidence::low, "largest private ticket per firm", "estimate"}};

template <>
inline constexpr auto codebook_of<Subsidy> = std::tuple{
    Entry{"rate", &Subsidy::rate, "1", allowed{0, 0.9}, plausible{0, 0.4}, Kind::lever, Confidence::high,
          "share of the cost of an expansion that the state pays, from policy_from",
          "policy: arm A9 of the study ladder"},
    Entry{"budget_share", &Subsidy::budget_share, "1", allowed{0, 1}, no_distribution, Kind::lever, Confidence::high,
          "yearly subsidy budget as a share of the planned requirement; unspent money is carried over",
          "policy: arm A9 of the study ladder"},
    Entry{"paid_from", &Subsidy::paid_from, "-", allowed{0, 0}, no_distribution, Kind::lever, Confidence::high,
          "where the subsidy's money comes from", "policy"}};

template <>
inline constexpr auto codebook_of<EntryExit> = std::tuple{
    Entry{"entry", &EntryExit::entry, "-", allowed{0, 1}, no_distribution, Kind::setting, Confidence::high,
          "whether firms enter", "definition"},
    Entry{"entry_rate", &EntryExit::entry_rate, "1/year", allowed{0, 0.2}, plausible{0.005, 0.03}, Kind::uncertainty,
          Confidence::low, "yearly entrants as a share of a segment's small firms at the start", "estimate"},
    Entry{"entrant_size", &EntryExit::entrant_size, "1", allowed{0.01, 10}, plausible{0.2, 1}, Kind::uncertainty,
          Confidence::low, "size of an entrant relative to the mean small firm", "estimate"},
    Entry{"exit", &EntryExit::exit, "-", allowed{0, 1}, no_distribution, Kind::setting, Confidence::high,
          "whether firms exit", "definition"},
    Entry{"insolvent_years", &EntryExit::insolvent_years, "years", allowed{1, 20}, no_distribution, Kind::uncertainty,
          Confidence::low, "years of negative cash after which a firm exits", "estimate"},
    Entry{"minimum_rate", &EntryExit::minimum_rate, "1", allowed{0, 1}, plausible{0.2, 0.5}, Kind::uncertainty,
          Confidence::low, "utilisation below which a line cannot be sustained", "estimate"},
    Entry{"idle_years", &EntryExit::idle_years, "years", allowed{1, 20}, no_distribution, Kind::uncertainty,
          Confidence::low, "years below the minimum rate after which a firm exits", "estimate"}};

template <>
inline constexpr auto codebook_of<Channels> =
    std::tuple{Entry{"option_value", &Channels::option_value, "-", allowed{0, 1}, no_distribution, Kind::setting,
                     Confidence::high, "off: no value of waiting, the multiple is 1", "definition"},
               Entry{"utilisation", &Channels::utilisation, "-", allowed{0, 1}, no_distribution, Kind::setting,
                     Confidence::high, "off: firms value expansions as if the forecast were certain", "definition"},
               Entry{"credit", &Channels::credit, "-", allowed{0, 1}, no_distribution, Kind::setting, Confidence::high,
                     "off: finance never binds", "definition"},
               Entry{"forgetting", &Channels::forgetting, "-", allowed{0, 1}, no_distribution, Kind::setting,
                     Confidence::high, "off: experience is never lost", "definition"},
               Entry{"information", &Channels::information, "-", allowed{0, 1}, no_distribution, Kind::setting,
                     Confidence::high, "off: announcements carry no weight", "definition"}};

template <>
inline constexpr auto codebook_of<ScaleUp> =
    std::tuple{Entry{"growth", &ScaleUp::growth, "1", allowed{0, 10}, no_distribution, Kind::setting, Confidence::high,
                     "expansion beyond the earlier maximum of nameplate capacity that counts", "S25"},
               Entry{"window_years", &ScaleUp::window_years, "years", allowed{1, 20}, no_distribution, Kind::setting,
                     Confidence::high, "years over which that maximum is taken", "definition"}};

template <>
inline constexpr auto codebook_of<Neutral> =
    std::tuple{Entry{"of", &Neutral::of, "-", allowed{0, 0}, no_distribution, Kind::setting, Confidence::high,
                     "what is kept equal", "definition"},
               Entry{"by", &Neutral::by, "-", allowed{0, 0}, no_distribution, Kind::setting, Confidence::high,
                     "equal on average, or exactly in each replication", "definition"}};

template <>
inline constexpr auto codebook_of<Scenario> =
    std::tuple{Block{"time", &Scenario::time, "years"},
               Block{"budget", &Scenario::budget, "the defence budget"},
               Block{"segments", &Scenario::segments, "technology areas, by name"},
               Block{"firms", &Scenario::firms, "size classes of firms"},
               Block{"investment", &Scenario::investment, "what firms weigh"},
               Block{"beliefs", &Scenario::beliefs, "how firms learn"},
               Block{"tender", &Scenario::tender, "how lots are won"},
               Block{"finance", &Scenario::finance, "cash and banks"},
               Block{"secfund", &Scenario::secfund, "the state's fund"},
               Block{"private_investors", &Scenario::private_investors, "private equity"},
               Block{"subsidy", &Scenario::subsidy, "capital subsidy"},
               Block{"entry_exit", &Scenario::entry_exit, "entry and exit"},
               Block{"threat", &Scenario::threat, "the threat that orders answer"},
               Block{"regions", &Scenario::regions, "ecosystems and their labour"},
               Block{"research", &Scenario::research, "research, knowledge and spillovers"},
               Block{"institutes", &Scenario::institutes, "knowledge institutes"},
               Block{"innovation_agency", &Scenario::innovation_agency, "agency for disruptive innovation"},
               Block{"economic_affairs", &Scenario::economic_affairs, "Ministry of Economic Affairs"},
               Block{"foreign_investors", &Scenario::foreign_investors, "foreign investors and their screening"},
               Block{"leased_sites", &Scenario::leased_sites, "production sites that the ministry leases"},
               Block{"civil", &Scenario::civil, "civil firms and civil markets"},
               Block{"supply_chain", &Scenario::supply_chain, "what primes buy from smaller firms"},
               Block{"european_buyer", &Scenario::european_buyer, "joint European orders"},
               Block{"macro", &Scenario::macro, "the national accounts around the sector"},
               Block{"channels", &Scenario::channels, "channels that can be switched off"},
               Block{"scale_up", &Scenario::scale_up, "what counts as scale-up"},
               Block{"neutral", &Scenario::neutral, "same money"},
               Entry{"assumed_signs", &Scenario::assumed_signs, "-", allowed{0, 1}, no_distribution, Kind::setting,
                     Confidence::high, "off: every coefficient whose sign is assumed is zero", "definition"}};

} // namespace drumbeat
