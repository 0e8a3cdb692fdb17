// SPDX-License-Identifier: Apache-2.0
// What a firm expects of its plant: demand year by year under its expectation rule, and the risk around it.
#pragma once

#include "sim/world/ahead.hpp"
#include "sim/world/areas.hpp"
#include "sim/world/order_book.hpp"
#include "sim/world/roll.hpp"
#include "sim/world/year.hpp"

#include <vector>

namespace drumbeat {

// Demand that a firm expects of one production year, and its risk. Volumes of the row at reference prices, meur.
struct YearAhead {
    double ordered = 0;                                      // in hand, or called off this year
    std::array<double, floor_groups.size()> contracted = {}; // to be called off, by group of contracts
    double open = 0, exports = 0, sustainment = 0;           // to be won; its own
    double total = 0;                                        // with work of other kinds
    double share_of_exports = 0, export_variance = 0;
    double sd_requirement = 0, sd_share = 0; // parts of the log standard deviation of the total
    double log_sd = 0;
    double shift = 0; // log change of the total after a year's news

    double all_contracted() const {
        double sum = 0;
        for (const double volume : contracted) sum += volume;
        return sum;
    }
    double stream_share() const { return total > 0 ? (all_contracted() + open) / total : 0; }
    double sd_exports() const;
    double long_run_sd() const; // but for the risk of the firm's share
};

// Years to which loads are forecast, this one included.
inline int load_years(const Scenario& s) { return s.investment.appraisal_years + 1; }

// Fills the row `to` of the loads with what a firm expects, and tells the firm's columns the expectation of the first
// year that orders still to come can reach. `seen`: takes down each year, if wanted.
void forecast_load(const Year&, const Areas&, const Roll&, const Ahead&, const OrderBook&, Firms&, Row row, Loads&,
                   Row to, std::vector<YearAhead>* seen = nullptr);
// Of all that live.
void forecast_loads(const Year&, const Areas&, const Roll&, const Ahead&, const OrderBook&, Firms&, Loads&);

} // namespace drumbeat
