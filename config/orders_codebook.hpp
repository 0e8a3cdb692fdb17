// SPDX-License-Identifier: Apache-2.0
// The codebook of what is ordered: years, budget, the stream of each technology area, and its firms at the start.
#pragma once

#include "config/codebook.hpp"
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

} // namespace drumbeat
