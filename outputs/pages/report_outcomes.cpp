// SPDX-License-Identifier: Apache-2.0
#include "outputs/pages/report_sections.hpp"
#include "outputs/pages/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace drumbeat {
namespace {

// Enough digits to see a difference of its error.
int decimals_of(const OutcomeTable& table) {
    double largest = 0;
    for (const OutcomeCell& cell : table.cells)
        if (std::isfinite(cell.value.value)) largest = std::max(largest, std::abs(cell.value.value));
    return largest >= 100 ? 0 : largest >= 10 ? 1 : largest >= 1 ? 2 : 4;
}

// "0.3213 (+0.0123 ±0.0040)"; of the first arm the mean alone.
std::string cell_text(const OutcomeCell& cell, int decimals, bool first) {
    if (std::isnan(cell.value.value)) return "-";
    const std::string mean = grouped(cell.value.value, decimals);
    if (first || std::isnan(cell.difference.value)) return mean;
    return fmt::format("{} ({} ±{})", mean, with_sign(cell.difference.value, decimals),
                       grouped(cell.difference.error, decimals));
}

constexpr std::size_t width = 26, first_width = 20;

// An outcome under the behaviours from one to another, a row to each arm.
void arms_of(Page& page, const Verdict& v, const OutcomeTable& table, std::size_t level, std::size_t from,
             std::size_t to) {
    const int decimals = decimals_of(table);
    const std::vector<std::string> heads(v.behaviours.begin() + static_cast<std::ptrdiff_t>(from),
                                         v.behaviours.begin() + static_cast<std::ptrdiff_t>(to));
    if (!v.levels[level].empty()) page.line("  " + levels_text(v, v.levels[level]));
    page.heads("", first_width, heads, width);
    for (std::size_t arm = 0; arm < v.arms.size(); ++arm) {
        std::vector<std::string> cells;
        for (std::size_t b = from; b < to; ++b)
            cells.push_back(
                cell_text(table.cells[(level * v.arms.size() + arm) * v.behaviours.size() + b], decimals, arm == 0));
        page.row("  " + v.arms[arm], first_width, cells, width);
    }
}

} // namespace

void outcome_tables(Page& page, const Verdict& v) {
    if (v.outcomes.empty()) return;
    page.heading("Outcomes by arm: mean over luck (difference from " + v.arms.front() + " ± its Monte Carlo error)");
    const std::size_t most_in_a_row = page.beside(first_width) / width;
    for (const OutcomeTable& table : v.outcomes) {
        page.line();
        page.paragraph("", fmt::format("{}, {}: {} ({})", table.name, table.unit, table.meaning, table.over_runs));
        for (std::size_t level = 0; level < v.levels.size(); ++level)
            for (std::size_t from = 0; from < v.behaviours.size(); from += most_in_a_row)
                arms_of(page, v, table, level, from, std::min(v.behaviours.size(), from + most_in_a_row));
    }
}

} // namespace drumbeat
