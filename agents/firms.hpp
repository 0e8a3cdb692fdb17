// SPDX-License-Identifier: Apache-2.0
// The firms as columns: one vector per trait or state, one row per firm. A row keeps its place for a whole run; firms
// that end are marked, so that contracts and panels can go on naming them by row.
#pragma once

#include "agents/columns.hpp"
#include "config/behaviour.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

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

// A year's place in a ring: [0] is this year, and a ring turns when a year has passed.
using Arriving = std::array<double, longest_lag + 1>;
using Due = std::array<double, longest_lead + 1>;
using History = std::array<double, longest_window>;          // newest first
using ByGrowth = std::array<double, counted_growths.size()>; // by counted growth

// A year passes: what was due in a year is due now.
template <class Ring> void turn(Ring& ring) {
    std::rotate(ring.begin(), ring.begin() + 1, ring.end());
    ring.back() = 0;
}

// Money columns hold the sum over the `weight` identical firms that a row stands for; only counts and tickets use the
// weight. Volumes are at reference prices and yearly, money is in meur.
struct Firms {
    // Who the firm is, for luck and for the panel.
    PerFirm<Area> area;
    PerFirm<std::int32_t> ordinal;
    PerFirm<std::int32_t> cohort; // calendar year of birth, 0 for the first firms
    PerFirm<Region> region;       // the first where regions are not modelled
    PerFirm<SizeClass> size_class;
    PerFirm<Expectation> expectation;
    PerFirm<InvestmentRule> rule;
    PerFirm<std::uint8_t> alive;
    PerFirm<std::uint8_t> in_cohort;  // alive when the policy began
    PerFirm<std::uint8_t> from_civil; // turned to defence, and was not founded for it

    // Traits: set at birth.
    PerFirm<double> weight;             // firms of the country that the row stands for
    PerFirm<double> size;               // turnover at birth
    PerFirm<double> base_cost;          // cash cost per unit at reference experience
    PerFirm<double> margin;             // cash margin on price
    PerFirm<double> quality;            // in tenders, 1 for the average firm
    PerFirm<double> capital_per_output; // meur per unit of yearly output
    PerFirm<double> hurdle;             // real, per year
    PerFirm<double> cash_target;        // years of cash earnings kept above the reserve
    PerFirm<double> involved_u;         // uniform: early involved where it lies below the share of firms that are
    PerFirm<double> prior_share;        // of the addressable requirement, before any record of tenders
    PerFirm<double> exports;            // mean volume abroad, with a usual record at home
    PerFirm<double> sustainment_share;  // of its area's sustainment work
    PerFirm<double> reference_output;   // at which unit cost is quoted
    PerFirm<double> usual_home;         // volume that it delivers to its own ministry in a year at rest
    PerFirm<double> parts_share;        // of the parts that primes of its area buy at home

    // Plant and people, as yearly output.
    PerFirm<double> capacity; // nameplate
    PerFirm<double> staff;    // output that its staff can make
    PerFirm<Arriving> pipeline;
    PerFirm<History> capacity_history; // nameplate of earlier years
    PerFirm<double> experience;        // cumulated output, less what was forgotten
    PerFirm<double> cost_factor;       // on unit cost: rate of output against the reference
    PerFirm<double> conditions;        // on unit cost: knowledge, innovations and the region
    PerFirm<double> unit_cost;         // cash cost per unit: what all of these come to
    PerFirm<double> hires_granted;     // share of the hires that it wants that its region's labour market has
    PerFirm<double> parts;             // that primes are expected to buy of it, or have ordered, volume
    PerFirm<double> knowledge;         // relative to a firm at rest
    PerFirm<double> readiness;         // addition to tender quality by projects
    PerFirm<double> innovation;        // log change of unit cost by innovations

    // Who holds a part of it, or may.
    PerFirm<std::uint8_t> foreign_owned; // money of unscreened foreign investors
    PerFirm<std::uint8_t> chosen;        // for co-investment by the Ministry of Economic Affairs
    PerFirm<double> fund_taken;          // what it has had of the state's fund since its birth, meur
    PerFirm<double> fund_share;          // of the fund in the firm, as what its owners get is divided
    PerFirm<double> investors_share;     // of private investors, the same

    // What it remembers.
    PerFirm<double> export_x;        // standardised log deviation of its exports
    PerFirm<double> export_level;    // exports over their mean
    PerFirm<double> export_smoothed; // the same, as adaptive firms see it
    PerFirm<double> share_won;       // fading sum of money won, and of what it would have won with more capacity
    PerFirm<double> share_open;      // fading sum of money put out to tender
    PerFirm<double> home_deliveries; // smoothed, relative to the usual
    PerFirm<double> purchase_trend;  // of a prime: smoothed purchases of parts at home, volume

    // How it fares.
    PerFirm<std::int32_t> negative_years; // in a row without cash
    PerFirm<std::int32_t> idle_years;     // in a row below the minimum rate
    PerFirm<std::int32_t> scaled_year;    // simulated year in which it scaled up; -1: not yet
    PerFirm<double> scaled_from;          // highest nameplate before that
    PerFirm<ByGrowth> scaled_from_at;     // -1: not yet
    PerFirm<double> start_capacity;       // when the policy began

    // The year under way.
    PerFirm<double> awarded_money;     // in tenders
    PerFirm<double> shadow_money;      // that more capacity would have won, expected over bid noise
    PerFirm<double> output;            // volume made
    PerFirm<double> turnover;          // without civil sales
    PerFirm<double> margin_earned;     // cash earnings
    PerFirm<double> margin_before;     // of the year before
    PerFirm<double> paid_out;          // to owners and holders, with what an end leaves them
    PerFirm<double> expansion_arrived; // capacity
    PerFirm<double> invested;          // in expansion
    PerFirm<double> replaced;          // of what wore out
    PerFirm<double> sold;              // proceeds of plant
    PerFirm<double> forecast;          // expected demand of the first year that orders still to come can reach, volume
    PerFirm<double> perceived_sd;      // its log standard deviation
    PerFirm<double> npv;               // of its best expansion
    PerFirm<double> value_to_cost;     // the same
    PerFirm<double> trigger;           // of value over cost under its rule
    PerFirm<double> civil_sales;
    PerFirm<double> exported;                                  // partners' part of joint orders included
    PerFirm<double> raised_private, raised_fund, raised_state; // equity
    PerFirm<double> parts_ordered;                             // by a prime
    PerFirm<double> research;
    PerFirm<std::int32_t> bids;
    PerFirm<std::int32_t> wins;
    PerFirm<Binding> binding;
    PerFirm<std::uint8_t> relaxations;

    int count() const { return static_cast<int>(area.size()); }
    Ids<Row> rows() const { return area.keys(); }
    // Turnover at birth of all that live, meur: what is shared by size is shared over it.
    double living_size() const {
        double sum = 0;
        for (const Row r : rows()) sum += alive[r] ? size[r] : 0;
        return sum;
    }

    // Calls `visit` with every column; one place that knows them all.
    template <class Visit> void for_each_column(Visit&& visit) {
        each(visit, area, ordinal, cohort, region);
        each(visit, size_class, expectation, rule, alive, in_cohort, from_civil);
        each(visit, weight, size, base_cost, margin);
        each(visit, quality, capital_per_output, hurdle, cash_target);
        each(visit, involved_u, prior_share, exports, sustainment_share);
        each(visit, reference_output, usual_home, parts_share);
        each(visit, capacity, staff, pipeline, capacity_history, experience, cost_factor, conditions);
        each(visit, unit_cost, hires_granted, parts);
        each(visit, knowledge, readiness, innovation);
        each(visit, foreign_owned, chosen, fund_taken, fund_share, investors_share);
        each(visit, export_x, export_level, export_smoothed, share_won, share_open, home_deliveries, purchase_trend);
        each(visit, negative_years, idle_years);
        each(visit, scaled_year, scaled_from, scaled_from_at, start_capacity);
        each(visit, awarded_money, shadow_money, output, turnover, margin_earned, margin_before, paid_out);
        each(visit, expansion_arrived, invested, replaced, sold, forecast, perceived_sd, npv, value_to_cost, trigger);
        each(visit, civil_sales, exported, raised_private, raised_fund, raised_state);
        each(visit, parts_ordered, research, bids, wins, binding, relaxations);
    }

  private:
    template <class Visit, class... Columns> static void each(Visit& visit, Columns&... columns) {
        (visit(columns), ...);
    }
};

} // namespace drumbeat
