// SPDX-License-Identifier: Apache-2.0
// What has accumulated since the policy began.
#pragma once

#include "agents/firms.hpp"
#include "sim/record/record.hpp"

#include <array>

namespace drumbeat {

// The part of the totals that is known by technology area and by size class of the firm.
struct GroupTotals {
    double investment = 0, replacement = 0, orders = 0, domestic = 0, delivered_money = 0, delivered_volume = 0;
    double turnover_last = 0;    // of the year, as far as it has been settled
    double imports_capacity = 0; // by technology area alone
};

struct Totals {
    double public_money = 0, orders = 0, volume = 0, domestic = 0, imports_merit = 0, imports_capacity = 0;
    double investment = 0, replacement = 0, contract_triggered = 0, own = 0, bank = 0, private_equity = 0, fund = 0,
           subsidy = 0;
    double sold = 0, obsolescence = 0, parts = 0, civil_sales = 0, partner_orders = 0;
    double turnover_at_start = 0, turnover_last = 0, turnover_sum = 0, defence_last = 0;
    double delivered_money = 0, delivered_volume = 0, exports = 0, late_volume = 0, utilisation = 0, entries = 0,
           exits = 0, exit_rate = 0;
    double start_capacity = 0, start_outstanding = 0, residual = 0;
    int years = 0;
    PerArea<GroupTotals> area;
    std::array<GroupTotals, size_class_count> size_class;

    // Adds to the groups that a firm is in.
    void count(const Firms& firms, Row row, double GroupTotals::*what, double amount) {
        area[firms.area[row]].*what += amount;
        size_class[static_cast<std::size_t>(firms.size_class[row])].*what += amount;
    }
};

} // namespace drumbeat
