// SPDX-License-Identifier: Apache-2.0
// The codebook of firms: their classes, how they invest and what they believe, how they bid, come and go.
#pragma once

#include "config/codebook.hpp"
#include "config/scenario.hpp"

#include <tuple>

namespace drumbeat {

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
inline constexpr auto codebook_of<EntryExit> = std::tuple{
    Entry{"entry", &EntryExit::entry, "-", allowed{0, 1}, no_distribution, Kind::setting, Confidence::high,
          "whether firms enter", "definition"},
    Entry{"entry_rate", &EntryExit::entry_rate, "1/year", allowed{0, 0.2}, plausible{0.005, 0.03}, Kind::uncertainty,
          Confidence::low, "yearly entrants as a share of a segment's small firms at the start", "estimate"},
    Entry{"entrant_size", &EntryExit::entrant_size, "1", allowed{0.01, 10}, plausible{0.2, 1}, Kind::uncertainty,
          Confidence::low, "size of an entrant relative to the mean small firm", "estimate"},
    Entry{"founding", &EntryExit::founding, "-", allowed{0, 0}, no_distribution, Kind::setting, Confidence::low,
          "who pays for a newborn firm: its owners, or its founders with money that they find in the market for equity",
          "definition"},
    Entry{"founder_share", &EntryExit::founder_share, "1", allowed{0, 1}, plausible{0.1, 0.4}, Kind::uncertainty,
          Confidence::low, "share of a newborn firm's equity that its founders have", "estimate"},
    Entry{"candidate_factor", &EntryExit::candidate_factor, "1", allowed{0, 100}, plausible{1, 10}, Kind::uncertainty,
          Confidence::low, "founders who look for money, over the newborn firms where owners pay", "estimate"},
    Entry{"exit", &EntryExit::exit, "-", allowed{0, 1}, no_distribution, Kind::setting, Confidence::high,
          "whether firms exit", "definition"},
    Entry{"insolvent_years", &EntryExit::insolvent_years, "years", allowed{1, 20}, no_distribution, Kind::uncertainty,
          Confidence::low, "years of negative cash after which a firm exits", "estimate"},
    Entry{"minimum_rate", &EntryExit::minimum_rate, "1", allowed{0, 1}, plausible{0.2, 0.5}, Kind::uncertainty,
          Confidence::low, "utilisation below which a line cannot be sustained", "estimate"},
    Entry{"idle_years", &EntryExit::idle_years, "years", allowed{1, 20}, no_distribution, Kind::uncertainty,
          Confidence::low, "years below the minimum rate after which a firm exits", "estimate"}};

} // namespace drumbeat
