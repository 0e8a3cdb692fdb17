// SPDX-License-Identifier: Apache-2.0
// The codebook of money for plant: bank, fund, private investors and subsidy.
#pragma once

#include "config/codebook.hpp"
#include "config/scenario.hpp"

#include <tuple>

namespace drumbeat {

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
          Confidence::high, "most that a firm gets of the fund, over its life", "S10"},
    Entry{"public_share", &SecFund::public_share, "1", allowed{0, 1}, plausible{0.2, 0.5}, Kind::lever,
          Confidence::high, "largest share of a financing round that all public money together may be", "S10"},
    Entry{"dual_use_least", &SecFund::dual_use_least, "1", allowed{0, 1}, no_distribution, Kind::lever,
          Confidence::medium, "least dual_use of an area whose firms it joins; primes it never joins",
          "S10: dual use, start-up to small and medium firms; size estimated"},
    Entry{"minimum_return", &SecFund::minimum_return, "1/year", allowed{0, 1}, no_distribution, Kind::uncertainty,
          Confidence::low, "expected return that the fund asks", "estimate"},
    Entry{"loss_probability", &SecFund::loss_probability, "1", allowed{0, 1}, plausible{0.2, 0.6}, Kind::uncertainty,
          Confidence::low, "probability that a stake is lost", "estimate"},
    Entry{"winner_multiple", &SecFund::winner_multiple, "1", allowed{0, 20}, plausible{1.5, 4}, Kind::uncertainty,
          Confidence::low, "multiple at which the other stakes are sold", "estimate"},
    Entry{"exit_years", &SecFund::exit_years, "years", allowed{1, 40}, plausible{6, 10}, Kind::uncertainty,
          Confidence::low, "years until a stake is sold; proceeds are invested again", "estimate"},
    Entry{
        "queue", &SecFund::queue, "-", allowed{0, 0}, no_distribution, Kind::lever, Confidence::medium,
        "how firms that fit the mandate are put in a queue: by a draw, or ranked by fit and a noisy signal of success",
        "S10; the ranking is assumed"},
    Entry{"deals_a_year", &SecFund::deals_a_year, "firms/year", allowed{0, 100000}, plausible{12, 20}, Kind::lever,
          Confidence::low, "firms that a ranked queue lets in for the first time in a year", "estimate"},
    Entry{"reserve", &SecFund::reserve, "1", allowed{0, 1}, plausible{0, 0.5}, Kind::lever, Confidence::low,
          "share of the fund that a ranked queue keeps for firms in which it has a stake", "estimate"},
    Entry{"skill", &SecFund::skill, "1", allowed{0.5, 0.999}, plausible{0.5, 0.8}, Kind::uncertainty, Confidence::low,
          "probability that a ranked queue puts a firm whose expansion was worth it above one whose was not",
          "estimate"},
    Entry{"exit", &SecFund::exit, "-", allowed{0, 0}, no_distribution, Kind::setting, Confidence::medium,
          "what decides on what a stake brings: a draw, or what became of the firm", "definition"},
    Entry{"exit_multiple", &SecFund::exit_multiple, "1", allowed{0, 50}, plausible{5, 10}, Kind::uncertainty,
          Confidence::low, "worth of a firm's business as a multiple of its yearly cash earnings", "estimate"},
    Entry{"exit_luck", &SecFund::exit_luck, "1", allowed{0, 3}, plausible{0.4, 1.2}, Kind::uncertainty, Confidence::low,
          "log standard deviation of what a buyer pays around that", "estimate"},
    Entry{"paid_from", &SecFund::paid_from, "-", allowed{0, 0}, no_distribution, Kind::lever, Confidence::high,
          "where the fund's money comes from", "policy"}};

template <>
inline constexpr auto codebook_of<PrivateInvestors> = std::tuple{
    Entry{"enabled", &PrivateInvestors::enabled, "-", allowed{0, 1}, no_distribution, Kind::lever, Confidence::high,
          "whether private investors finance expansions", "S1"},
    Entry{"model", &PrivateInvestors::model, "-", allowed{0, 0}, no_distribution, Kind::setting, Confidence::low,
          "an appetite without money of its own, or funds with capital, terms, holdings and memory", "definition"},
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
inline constexpr auto codebook_of<FundMarket> = std::tuple{
    Entry{"population", &FundMarket::population, "-", allowed{0, 0}, no_distribution, Kind::setting, Confidence::low,
          "funds of nine types, or one fund without limits that decides as the appetite does", "definition"},
    Entry{"capital", &FundMarket::capital, "1", allowed{0, 1000}, plausible{0.5, 2, Law::log_uniform},
          Kind::uncertainty, Confidence::low, "commitments of all funds over those of the types",
          "106 to 343 million a year: Dutch venture capital times defence's part of it, computed"},
    Entry{"meetings", &FundMarket::meetings, "1", allowed{1, 1000}, plausible{4, 16}, Kind::uncertainty,
          Confidence::low, "most funds that a firm meets in a year, drawn from those that may put money into it",
          "estimate"},
    Entry{"priced", &FundMarket::priced, "-", allowed{0, 1}, no_distribution, Kind::setting, Confidence::medium,
          "whether owners refuse money that takes a larger part of the firm than it is worth to them", "definition"},
    Entry{"risk_price", &FundMarket::risk_price, "1/year", allowed{0, 2}, plausible{0, 0.3}, Kind::uncertainty,
          Confidence::low, "return asked per unit of uncovered log standard deviation of demand; assumed sign",
          "estimate"},
    Entry{"openness_2030", &FundMarket::openness_2030, "1", allowed{0, 1}, plausible{0.3, 0.8}, Kind::uncertainty,
          Confidence::low, "share of funds that may finance what is purely military in 2030: .07 in 2022, .30 in 2025",
          "survey of Invest Europe, November 2025, for 2022 and 2025; 2030 estimated"},
    Entry{"reserve", &FundMarket::reserve, "1", allowed{0, 0.9}, plausible{0.2, 0.5}, Kind::uncertainty,
          Confidence::low,
          "part of a fund that is kept for further rounds of the firms that it holds, until it takes no new ones",
          "estimate"},
    Entry{"most_in_one", &FundMarket::most_in_one, "1", allowed{0, 1}, plausible{0.1, 0.25}, Kind::uncertainty,
          Confidence::medium, "most of a fund that is put into one firm, all rounds together", "estimate"},
    Entry{"invest_years", &FundMarket::invest_years, "years", allowed{1, 20}, plausible{4, 6}, Kind::uncertainty,
          Confidence::medium, "years in which a fund takes new firms; then another is raised or not",
          "estimate, usual terms of funds"},
    Entry{"life_years", &FundMarket::life_years, "years", allowed{1, 40}, plausible{10, 12}, Kind::uncertainty,
          Confidence::medium, "years after which a fund has sold all that it holds, whatever that brings",
          "estimate, usual terms of funds"},
    Entry{"exit_multiple", &FundMarket::exit_multiple, "1", allowed{0, 100}, plausible{5, 10}, Kind::uncertainty,
          Confidence::low, "price of a firm that has no debt over its yearly cash earnings, at the sale of a holding",
          "estimate"},
    Entry{"exit_luck", &FundMarket::exit_luck, "1", allowed{0, 3}, plausible{0.4, 1.2}, Kind::uncertainty,
          Confidence::low,
          "log standard deviation of the luck in that price, drawn for each holding when it is sold, with mean one",
          "estimate"},
    Entry{"belief_exits", &FundMarket::belief_exits, "1", allowed{0, 1000000.0}, plausible{2, 20}, Kind::uncertainty,
          Confidence::low, "exits as promised that weigh as much as what a fund believed before any", "estimate"},
    Entry{"belief_memory", &FundMarket::belief_memory, "1", allowed{0, 1}, plausible{0.8, 1}, Kind::uncertainty,
          Confidence::low, "part of the weight of an exit in a fund's belief that is left after a year", "estimate"},
    Entry{"others_weight", &FundMarket::others_weight, "1", allowed{0, 1}, plausible{0, 0.5}, Kind::uncertainty,
          Confidence::low, "weight of an exit of another fund in the same area over that of an exit of its own",
          "estimate"},
    Entry{"new_managers", &FundMarket::new_managers, "1/year", allowed{0, 20}, plausible{1, 5}, Kind::uncertainty,
          Confidence::low, "funds a year by managers who had none, at the openness of 2025 and with no belief",
          "estimate"}};

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

} // namespace drumbeat
