// SPDX-License-Identifier: Apache-2.0
// Every parameter of the model as a member with its default; scenario_codebook.hpp says of each what it means, its
// unit, range and source.
#pragma once

#include "config/behaviour.hpp"
#include "config/codebook.hpp"
#include "config/institutions.hpp"
#include "config/year_table.hpp"

#include <string>
#include <vector>

namespace drumbeat {

// What is kept equal between arms: all public money, the money in orders alone, or the volume of orders at reference
// prices.
enum class NeutralOf { public_money, orders, volume };
template <> inline constexpr std::array<std::string_view, 3> names_of<NeutralOf>{"public_money", "orders", "volume"};

// Equal on average over luck, or in every single replication (the path is then rescaled).
enum class NeutralBy { mean, exact };
template <> inline constexpr std::array<std::string_view, 2> names_of<NeutralBy>{"mean", "exact"};

// Whether trust in announcements follows the record of kept and broken ones, or stays at its prior.
enum class TrustLearning { learned, frozen };
template <> inline constexpr std::array<std::string_view, 2> names_of<TrustLearning>{"learned", "frozen"};

// When the simulated years begin and end.
struct TimeSettings {
    int start_year = 2026;
    int horizon_years = 15;
    int burn_in_years = 30;
    int policy_from = 2027;
    int policy_until = 2300;
    friend bool operator==(const TimeSettings&, const TimeSettings&) = default;
};

// The defence budget and what of it buys new equipment; burn-in years have the first year's budget.
struct BudgetPath {
    double defence_meur = 25800;
    double final_defence_meur = 25800;
    YearTable path_meur; // none: the ramp
    int ramp_years = 10;
    double ramp_power = 1;
    int cut_year = 2300;
    double cut_share = .25;
    double equipment_share = .30;
    double extra_share = 0;
    friend bool operator==(const BudgetPath&, const BudgetPath&) = default;
};

// The order stream of one technology area: what the ministry can make stable.
struct OrderStream {
    double cv = .40;
    double phi = .5;
    double lot_size_meur = 20;
    double lot_size_cv = 1.5;
    int framework_years = 2;
    double minimum_quantity = 0;
    int notice_years = 1;
    int lead_years = 1;
    double early_involvement = .1;
    int early_years = 2;
    double early_noise = .10;
    double slippage_probability = .63;
    double slippage_share = .25;
    double slippage_mean_years = 1.5;
    double cancellation = .02;
    double termination_large = .03;
    double termination_small = .01;
    double large_contract_meur = 10;
    double termination_compensation = .10;
    double advance = .15;
    double truthfulness = 1;
    double breach_probability = 0;
    double breach_share = .3;
    int breach_until = 2300;
    bool announced = true;
    YearTable plan_meur;        // none: weight x equipment share x defence budget
    YearTable requirement_meur; // none: drawn
    friend bool operator==(const OrderStream&, const OrderStream&) = default;
};

// How unit cost and capital behave in a technology area.
struct Technology {
    double learning_slope = .88;
    double forgetting = .15;
    double rate_elasticity = 0;
    double resale = .4;
    friend bool operator==(const Technology&, const Technology&) = default;
};

// The firms of a technology area at the start.
struct InitialFirms {
    int smes = 0;
    int midcaps = 0;
    std::vector<double> prime_turnover_meur;
    double capacity_scale = 1;
    friend bool operator==(const InitialFirms&, const InitialFirms&) = default;
};

// A technology area: its share of the money, its buyers, its technology, its firms.
struct Segment {
    std::string name;
    double weight = 0;
    double addressable_share = 1;
    double domestic_meur = 0;
    double sustainment_meur = 0;
    double sustainment_cv = .05;
    double export_meur = 0;
    double export_cv = .35;
    double export_phi = .6;
    double launching_customer = 0;
    double foreign_price = 1;
    double focus = 1;
    double dual_use = .3;
    double leased_site_meur = 0;
    int lines = 10;
    OrderStream orders{};
    Technology technology{};
    InitialFirms initial{};
    friend bool operator==(const Segment&, const Segment&) = default;
};

// Firms of one size class: how many they stand for, how they earn, decide and grow.
struct FirmClass {
    double national_count = 1;
    double mean_turnover_meur = 1;
    double size_sd = .8;
    double margin = .175;
    double margin_sd = .20;
    std::vector<double> margins;
    double capital_per_output = .45;
    double capital_sd = .25;
    double cost_sd = .08;
    double quality_sd = .05;
    double wacc = .08;
    double hurdle_wedge = .05;
    double hurdle_wedge_sd = .02;
    double option_weight = .5;
    Behaviour behaviour;
    int build_lag_years = 1;
    double share_sd = .30;
    double hiring_limit = .15;
    double cash_spread = 1;
    friend bool operator==(const FirmClass&, const FirmClass&) = default;
};

// The three size classes.
struct FirmClasses {
    FirmClass sme{};
    FirmClass midcap{};
    FirmClass prime{};
    friend bool operator==(const FirmClasses&, const FirmClasses&) = default;
};

// What every firm weighs when it considers to expand.
struct Investment {
    std::vector<double> candidates = {.25, .5, 1, 2};
    double scale_elasticity = .9;
    double fixed_cost = .03;
    double depreciation = .10;
    double inflation = .02;
    int appraisal_years = 15;
    double target_utilisation = .85;
    double contract_survival = 1;
    bool sale = false;
    friend bool operator==(const Investment&, const Investment&) = default;
};

// How firms learn from what was announced and what came.
struct Beliefs {
    double gain = .3;
    double variance_memory = .7;
    double share_memory = .8;
    double share_prior_years = 3;
    double trust_kept = 2;
    double trust_broken = 2;
    double trust_memory = .9;
    double trust_tolerance = .15;
    TrustLearning credibility = TrustLearning::learned;
    double hazard_prior_years = 10;
    friend bool operator==(const Beliefs&, const Beliefs&) = default;
};

// How lots are put out and won.
struct Tender {
    double price_weight = .6;
    double preference = .05;
    double early_bonus = .02;
    double export_reserve = 0;
    double noise = .05;
    int bidders_min = 3;
    int bidders_max = 5;
    double build_to_order_share = 0;
    double reserved_share = 0;
    double scarcity_markup = .20;
    double multi_year_saving = .10;
    double saving_to_buyer = .5;
    friend bool operator==(const Tender&, const Tender&) = default;
};

// What a bank lends: what a firm can carry, or that as far as the bank's own balance lets it.
enum class BankModel { formula, balance };
template <> inline constexpr std::array<std::string_view, 2> names_of<BankModel>{"formula", "balance"};

// Own cash and the bank.
struct Finance {
    double cash_reserve_months = 2;
    double debt_to_earnings = 2.5;
    double loan_to_value = .55;
    double backlog_collateral = .15;
    double debt_service_cover = 1.2;
    double interest = .06;
    double volatility_spread = .02;
    double rejection = .15;
    double initial_debt_to_earnings = 1;
    double amortisation = .15;
    bool limited = true;
    BankModel bank = BankModel::formula;
    double bank_capital = 1;
    double bank_loss_response = 5;
    double bank_defence_penalty = .15;
    bool bank_has_balance() const { return bank == BankModel::balance; }
    friend bool operator==(const Finance&, const Finance&) = default;
};

// The state's defence equity fund: co-invests with private capital on identical terms.
// In which order firms that fit the fund's mandate reach its money: as a draw puts them, or ranked by fit and signal.
enum class FundQueue { lottery, ranked };
template <> inline constexpr std::array<std::string_view, 2> names_of<FundQueue>{"lottery", "ranked"};
// What a stake brings: lost or sold for a multiple as a draw decides, or by what became of the firm.
enum class StakeExit { lottery, firm };
template <> inline constexpr std::array<std::string_view, 2> names_of<StakeExit>{"lottery", "firm"};

struct SecFund {
    bool enabled = false;
    double budget_meur = 100;
    int paid_in_years = 4;
    double ticket_min_meur = .15;
    double ticket_max_meur = 5;
    double public_share = .5;
    double dual_use_least = .3;
    double minimum_return = .08;
    double loss_probability = .4;
    double winner_multiple = 2.5;
    int exit_years = 8;
    FundQueue queue = FundQueue::lottery;
    int deals_a_year = 15;
    double reserve = .3;
    double skill = .65;
    StakeExit exit = StakeExit::lottery;
    double exit_multiple = 7;
    double exit_luck = .8;
    PaidFrom paid_from = PaidFrom::procurement;
    double on_top() const;
    friend bool operator==(const SecFund&, const SecFund&) = default;
};

// Private investors: an appetite, a logit on what they see, without money of their own; or funds that have capital,
// terms, holdings and memory (struct FundMarket).
enum class InvestorModel { appetite, funds };
template <> inline constexpr std::array<std::string_view, 2> names_of<InvestorModel>{"appetite", "funds"};

struct PrivateInvestors {
    bool enabled = false;
    InvestorModel model = InvestorModel::appetite;
    double intercept = -3;
    double cover = 4;
    double secfund = 1;
    double volatility = -3;
    double irr = 10;
    double hurdle = .22;
    double ticket_max_meur = 50;
    friend bool operator==(const PrivateInvestors&, const PrivateInvestors&) = default;
};

// A capital subsidy for expansions.
struct Subsidy {
    double rate = 0;
    double budget_share = 0;
    PaidFrom paid_from = PaidFrom::extra;
    double on_top() const;
    friend bool operator==(const Subsidy&, const Subsidy&) = default;
};

// Who pays for a newborn firm: its owners, or its founders and whoever finances their plan in the market for equity.
enum class Founding { owners, equity };
template <> inline constexpr std::array<std::string_view, 2> names_of<Founding>{"owners", "equity"};

// Firms that are born and firms that end.
struct EntryExit {
    bool entry = true;
    double entry_rate = .012;
    double entrant_size = .5;
    Founding founding = Founding::owners;
    double founder_share = .2;
    double candidate_factor = 1.1;
    bool exit = true;
    int insolvent_years = 2;
    double minimum_rate = .35;
    int idle_years = 3;
    friend bool operator==(const EntryExit&, const EntryExit&) = default;
};

// Each way in which the order stream reaches investment can be switched off, to take an effect apart.
struct Channels {
    bool option_value = true;
    bool utilisation = true;
    bool credit = true;
    bool forgetting = true;
    bool information = true;
    friend bool operator==(const Channels&, const Channels&) = default;
};

// What counts as scale-up.
struct ScaleUp {
    double growth = .20;
    int window_years = 5;
    friend bool operator==(const ScaleUp&, const ScaleUp&) = default;
};

// What is kept equal between arms, and how.
struct Neutral {
    NeutralOf of = NeutralOf::public_money;
    NeutralBy by = NeutralBy::mean;
    friend bool operator==(const Neutral&, const Neutral&) = default;
};

// A scenario: the world in which policies are tried.
struct Scenario {
    std::string name, description;
    TimeSettings time{};
    BudgetPath budget{};
    std::vector<Segment> segments{};
    FirmClasses firms{};
    Investment investment{};
    Beliefs beliefs{};
    Tender tender{};
    Finance finance{};
    SecFund secfund{};
    PrivateInvestors private_investors{};
    FundMarket private_funds{};
    Subsidy subsidy{};
    EntryExit entry_exit{};
    MinistryRules ministry{};
    Threat threat{};
    Regions regions{};
    Research research{};
    Institutes institutes{};
    InnovationAgency innovation_agency{};
    EconomicAffairs economic_affairs{};
    ForeignInvestors foreign_investors{};
    LeasedSites leased_sites{};
    Civil civil{};
    SupplyChain supply_chain{};
    EuropeanBuyer european_buyer{};
    Macro macro{};
    Channels channels{};
    ScaleUp scale_up{};
    Neutral neutral{};
    bool assumed_signs = true;
    friend bool operator==(const Scenario&, const Scenario&) = default;
};

} // namespace drumbeat
