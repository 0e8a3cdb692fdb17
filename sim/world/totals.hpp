// SPDX-License-Identifier: Apache-2.0
// What has accumulated since the policy began.
#pragma once

#include "agents/firms.hpp"
#include "sim/record/record.hpp"

#include <array>

namespace drumbeat {

// The part of the totals that is known by technology area and by size class of the firm.
struct GroupTotals {
    double investment = 0;
    double replacement = 0;
    double orders = 0;
    double domestic = 0;
    double delivered_money = 0;
    double delivered_volume = 0;
    double turnover_last = 0; // of the year, as far as it has been settled
};

struct Totals {
    // Public money, and what was ordered with it.
    double public_money = 0;
    double orders = 0;
    double volume = 0;
    double domestic = 0;
    double imports_merit = 0;
    double imports_capacity = 0;
    double partner_orders = 0;
    double obsolescence = 0;

    // Investment, and who paid for it.
    double investment = 0;
    double replacement = 0;
    double contract_triggered = 0;
    double own = 0;
    double bank = 0;
    double private_equity = 0;
    double fund = 0;
    double subsidy = 0;
    double participation = 0;
    double screened = 0;
    double sold = 0;
    double leased_capacity = 0;

    // Stakes of the Ministry of Economic Affairs, by firms.
    double bets = 0;
    double failed_bets = 0;

    // What was made and sold.
    double delivered_money = 0;
    double delivered_volume = 0;
    double late_volume = 0;
    double exports = 0;
    double parts = 0;
    double civil_sales = 0;
    double utilisation = 0;
    double turnover_at_start = 0;
    double turnover_last = 0;
    double turnover_sum = 0;
    double defence_last = 0;

    double research = 0;
    double public_research = 0;
    double research_at_start = 0;
    double research_last = 0;

    // Firms that came and went.
    double entries = 0;
    double civil_entries = 0;
    double exits = 0;
    double exit_rate = 0;
    double taken_over = 0;

    double start_capacity = 0;
    double start_outstanding = 0;
    double residual = 0; // of the books, as a share of turnover: the largest
    int years = 0;

    PerArea<GroupTotals> area;
    std::array<GroupTotals, size_class_count> size_class;

    // Adds to the groups that a firm is in.
    void count(const Firms& firms, Row row, double GroupTotals::*what, double amount) {
        area[firms.segment[row]].*what += amount;
        size_class[static_cast<std::size_t>(firms.size_class[row])].*what += amount;
    }
};

} // namespace drumbeat
