// SPDX-License-Identifier: Apache-2.0
// The state of a simulated country, and the scratch that a year needs. A copy of the state is a snapshot.
#pragma once

#include "agents/expectations.hpp"
#include "agents/firms.hpp"
#include "agents/market.hpp"
#include "sim/record/record.hpp"
#include "sim/world/accounts.hpp"
#include "sim/world/draws.hpp"
#include "sim/world/order_book.hpp"
#include "sim/world/prepare.hpp"
#include "sim/world/totals.hpp"

#include <array>
#include <utility>
#include <vector>

namespace drumbeat {

inline constexpr Row abroad = nobody; // of foreign suppliers, in a contract

// A framework: a share of a line's requirement, called off every year until it expires.
struct Contract {
    int line = 0;
    Row row = abroad;
    double share = 0;   // of the line's requirement
    int years_left = 0; // call-offs still to come after the present year
    double floor = 0;   // minimum call-off as a share of the planned one
    double price = 1;   // relative to the reference price
    double saving = 0;  // share of unit cost saved
    bool large = false;
    bool lost_on_capacity = false; // a bridge: abroad for one year for lack of domestic capacity
    int birth = 0;                 // calendar year of the award: identity for luck, with line and lot
    int lot = 0;                   // its number on the line
    bool obsolete = false;         // signed before the threat changed
    double partners = 0;           // volume that other countries order with each unit of it
};

inline constexpr int longest_slip = 4;

// A programme line: a fixed share of a segment's requirement.
struct Line {
    double carry = 0; // requirement money not yet placed (negative: placed ahead of requirement)
    std::array<double, longest_slip> slipped{}; // arriving in 1, 2, ... years
    double available = 0;                       // money to be placed this year
    double contracted = 0;                      // share under contract this year
    bool cancelled = false;
};

// The record of announcements of one group of readers: the public, and firms that are involved early.
enum class Reader : std::uint8_t { open, early };

struct SegmentState {
    std::vector<Line> lines;
    std::vector<Contract> contracts;
    std::vector<double> path;   // standardised deviation z of each year, and beyond for notice
    double factor = 1;          // rescaling under exact neutrality
    double requirement = 0;     // of the year, before the fund's share is taken
    double ratio = 1;           // requirement over plan
    double placed = 0;          // money of requirement that came this year, after slippage and cancellation
    double not_addressable = 0; // of which domestic firms cannot supply
    double adaptive_mean = 1, adaptive_variance = 0;
    GrowthBelief growth; // of the log requirement over plan, for Bayesian firms
    double log_ratio_before = 0;
    std::array<Trust, 2> trust;               // by Reader
    double announced_now = 0;                 // what last year's roadmap announced for this year; 0: nothing
    double hazard_weight = 0, hazard_sum = 0; // record of contract hazards
    double hazard = 0;                        // perceived
    double open_money = 0;                    // open lots of the year
    double experience_years = 0;              // reference experience per unit of yearly output
    double ended_share = 0, live_share = 0;   // contract shares ended by hazard, and alive before
    bool breached = false;                    // the ministry broke what it had announced for the year
    double put_off = 0, put_off_before = 0;   // by breaches of this year and of the year before, meur
    double plan_factor = 1;                   // what changes of threat have made of the area's plan
};

// An ecosystem: its labour market, its output, its research.
struct RegionState {
    double output = 0, output_at_rest = 0; // of the year before, volume; when the country is at rest
    double hires_granted = 1;              // share of the hires that its firms wanted
};

struct Stake { // a public holding in a firm: the fund's, or that of the Ministry of Economic Affairs
    Row row;
    int year = 0;
    double amount = 0;
    bool of_ministry = false;
    double capacity = 0; // of the firm when the stake was taken, with what it was for
};

struct Lease { // plant that the ministry leases and a firm uses
    Area segment;
    Row row;
    double site = 0; // yearly output
    double rent = 0; // a year, meur
};

struct World {
    int year = 0; // simulated year, 0 is the first of the burn-in
    Firms firms;
    Accounts accounts;
    OrderBook orders;
    PerArea<SegmentState> segments;
    PerRegion<RegionState> regions; // none where they are not modelled
    std::vector<Stake> stakes;
    std::vector<Lease> leases;
    Streams streams;
    double subsidy_cash = 0;
    double instruments_owed = 0; // what instruments still have to take out of procurement
    double agency_cash = 0, participation_cash = 0;
    double participation_moved = 0;                // of the latter, what firms gave up this year
    double institutes_spent = 0, agency_spent = 0; // in the year
    Totals totals;

    // Rows are added, removed and copied in all panels of firms at once.
    Row add_row() {
        for_each_panel([](auto& panel) { Rows::add(panel); });
        return Row(firms.count() - 1);
    }
    void remove_last_row() {
        for_each_panel([](auto& panel) { Rows::remove_last(panel); });
    }
    void reserve_rows(int count) {
        for_each_panel([count](auto& panel) { Rows::reserve(panel, count); });
    }
    // Writes all rows of another country into given rows of this one.
    void copy_rows(std::span<const Row> rows, const World& from) {
        Rows::copy(firms, rows, from.firms);
        Rows::copy(accounts, rows, from.accounts);
        Rows::copy(orders, rows, from.orders);
    }

  private:
    template <class Act> void for_each_panel(Act&& act) {
        act(firms);
        act(accounts);
        act(orders);
    }
};

// Firm forecasts of one segment under one expectation rule and one reader of the roadmap.
struct Outlook {
    std::vector<double> mean, sd;                   // by years ahead, 0: this year; relative to plan, in logs
    std::vector<double> mean_floor[2], sd_floor[2]; // max(floor, mean) and the risk left, for the old and the new floor
    std::vector<double> pass;                       // how much of a year's news reaches the forecast
    double innovation_sd = 0;                       // of a year's news on log requirement, as perceived
};

// Memory for one year's work: overwritten, never read across years.
struct Scratch {
    PerArea<std::vector<Row>> rows_of; // living firms
    PerArea<std::array<std::array<Outlook, 2>, std::size(names_of<Expectation>)>>
        outlook;                             // [area][expectation][reader]
    PerArea<std::vector<double>> open_ahead; // [area][years ahead]: planned requirement not under contract
    PerArea<std::vector<double>> survival;   // [area][years ahead]
    std::vector<double> contracted[2];       // [floor group][row * contract_horizon + years ahead], volume
    std::vector<double> work;                // general
    std::vector<Bid> bids;
    std::vector<std::pair<double, Row>> invited;
    std::vector<std::pair<double, Row>> queue; // of the living firms, for money
    std::vector<std::uint32_t> threshold, race_words;
    std::vector<double> load, load_sd, shift;   // of one firm by production year
    PerArea<double> sustainment_shares;         // sum over living firms
    PerArea<double> parts_shares, parts_wanted; // the same of parts; what primes buy at home, volume
    double long_run_sd = 0;  // of one firm: log standard deviation of demand in the last year, but for its share
    double stream_share = 0; // of one firm: part of its expected load from the order stream
    int contract_horizon = 0;
    // What contracts of a floor group call off of a firm some years ahead, volume.
    double called_off(int group, Row row, int ahead) const { return contracted[group][place_of(row, ahead)]; }
    std::size_t place_of(Row row, int ahead) const { return row.index() * contract_horizon + ahead; }
};

} // namespace drumbeat
