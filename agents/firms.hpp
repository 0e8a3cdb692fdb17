// SPDX-License-Identifier: Apache-2.0
// The firms as columns: one vector per trait or state, one row per firm. A row keeps its place for a whole run; firms
// that end are marked, so that contracts and panels can go on naming them by row.
#pragma once

#include "config/behaviour.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace drumbeat {

enum class SizeClass : std::uint8_t { sme, midcap, prime };
template <> inline constexpr std::array<std::string_view, 3> names_of<SizeClass>{"sme", "midcap", "prime"};

// Why a firm did not expand: the first test that failed, in this order.
enum class Binding : std::uint8_t { none, no_demand, no_tender_won, npv, option_value, finance, labour };
template <>
inline constexpr std::array<std::string_view, 7> names_of<Binding>{"none",         "no_demand", "no_tender_won", "npv",
                                                                   "option_value", "finance",   "labour"};

inline constexpr int longest_lag = 6;  // years from decision to new capacity
inline constexpr int longest_lead = 3; // years from call-off to delivery
inline constexpr int longest_window = 20;

// Growth that counts as scaling up in three counts beside the scenario's own, to see what hangs on the definition.
inline constexpr std::array<double, 3> counted_growths{.1, .2, .3};

// Money columns hold the sum over the `weight` identical firms that a row stands for; only counts and tickets use the
// weight. Volumes are at reference prices.
struct Firms {
    // identity: who the firm is, for luck and for the panel
    std::vector<std::int32_t> segment, ordinal, cohort; // cohort: calendar year of birth, 0 for the first firms
    std::vector<std::int32_t> region;                   // index, 0 where regions are not modelled
    std::vector<SizeClass> size_class;
    std::vector<Expectation> expectation;
    std::vector<InvestmentRule> rule;
    std::vector<std::uint8_t> alive, in_cohort; // in_cohort: alive when the policy began

    // traits
    std::vector<double> weight, size, base_cost, margin, quality, capital_per_output, hurdle, hurdle_u, cash_target,
        involved_u, prior_share, exports, sustainment_share, reference_output;
    std::vector<double> usual_home;  // volume that it delivers to its own ministry in a year at rest
    std::vector<double> parts_share; // of the parts that primes of its segment buy at home

    // state
    std::vector<double> capacity, staff, cash, debt, advances, equity, book, experience, late_volume, late_money,
        late_advance, late_saving, cost_factor, export_level, export_x, share_won, share_open, export_smoothed;
    std::vector<double> knowledge;                   // relative to a firm at rest
    std::vector<double> readiness;                   // addition to tender quality by projects
    std::vector<double> innovation;                  // log change of unit cost by innovations
    std::vector<double> conditions;                  // factor on unit cost of knowledge, innovations and the region
    std::vector<double> home_deliveries;             // smoothed, relative to the usual
    std::vector<double> purchase_trend;              // of a prime: smoothed purchases of parts at home, volume
    std::vector<std::uint8_t> foreign_owned, chosen; // money of unscreened foreign investors; chosen for co-investment
    std::vector<std::array<double, longest_lag + 1>> pipeline; // capacity arriving in 0, 1, ... years
    std::vector<std::array<double, longest_lead + 1>> due, due_money, due_advance,
        due_saving;                                                    // work due in 0, 1, ... years
    std::vector<std::array<double, longest_lead + 1>> due_partners;    // volume for partners in joint orders
    std::vector<std::array<double, longest_window>> capacity_history;  // nameplate of earlier years, newest first
    std::vector<std::int32_t> negative_years, idle_years, scaled_year; // scaled_year: -1 not yet
    std::vector<double> scaled_from, start_capacity;
    std::vector<std::array<double, std::size(counted_growths)>> scaled_from_at; // by counted growth: -1 not yet

    // the year under way
    std::vector<double> ordered, ordered_money, awarded_money, shadow_money, output, turnover, margin_earned,
        expansion_arrived, invested, replaced, sold, forecast, perceived_sd, npv, value_to_cost, trigger,
        sustainment_demand, export_demand, civil_sales, parts_ordered, research;
    std::vector<std::int32_t> bids, wins;
    std::vector<Binding> binding;
    std::vector<std::uint8_t> relaxations;

    int count() const { return static_cast<int>(segment.size()); }

    // Calls `visit` with every column; one place that knows them all.
    template <class Visit> void for_each_column(Visit&& visit) {
        visit(segment), visit(ordinal), visit(cohort), visit(size_class), visit(expectation), visit(rule), visit(alive),
            visit(in_cohort), visit(weight), visit(size), visit(base_cost), visit(margin), visit(quality),
            visit(capital_per_output), visit(hurdle), visit(hurdle_u), visit(cash_target), visit(involved_u),
            visit(prior_share), visit(exports), visit(sustainment_share), visit(reference_output), visit(capacity),
            visit(staff), visit(cash), visit(debt), visit(advances), visit(equity), visit(book), visit(experience),
            visit(late_volume), visit(late_money), visit(late_advance), visit(late_saving), visit(cost_factor),
            visit(export_level), visit(export_x), visit(share_won), visit(share_open), visit(export_smoothed),
            visit(region), visit(parts_share), visit(usual_home), visit(home_deliveries), visit(knowledge),
            visit(readiness), visit(innovation), visit(conditions), visit(purchase_trend), visit(foreign_owned),
            visit(chosen), visit(due_partners), visit(civil_sales), visit(parts_ordered), visit(research),
            visit(pipeline), visit(due), visit(due_money), visit(due_advance), visit(due_saving),
            visit(capacity_history), visit(negative_years), visit(idle_years), visit(scaled_year), visit(scaled_from),
            visit(start_capacity), visit(scaled_from_at), visit(ordered), visit(ordered_money), visit(awarded_money),
            visit(shadow_money), visit(output), visit(turnover), visit(margin_earned), visit(expansion_arrived),
            visit(invested), visit(replaced), visit(sold), visit(forecast), visit(perceived_sd), visit(npv),
            visit(value_to_cost), visit(trigger), visit(sustainment_demand), visit(export_demand), visit(bids),
            visit(wins), visit(binding), visit(relaxations);
    }
    void clear() {
        for_each_column([](auto& column) { column.clear(); });
    }
    void reserve(int rows) {
        for_each_column([rows](auto& column) { column.reserve(static_cast<std::size_t>(rows)); });
    }
    void remove_last() {
        for_each_column([](auto& column) { column.pop_back(); });
    }
    // Adds a row of zeros and returns its index.
    int add() {
        for_each_column([](auto& column) { column.emplace_back(); });
        return count() - 1;
    }
};

} // namespace drumbeat
